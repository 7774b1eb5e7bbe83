import { Field, ObjectType } from 'type-graphql';
import { Column, Entity, Index, JoinColumn, ManyToOne, OneToOne } from 'typeorm';
import { Claim } from '../claims/claim';
import { EventDate } from '../dates/event-date';
import { Base } from '../entities/base';
import { NamedEntity } from '../entities/named-entity';
import { defineEnum } from '../graphql/enums';
import { Identified, type IdFamily } from '../graphql/node';

export const PresenceStatus = defineEnum('PresenceStatus', 'How a force stands at a base.', {
  ACTIVE: 'It is there and at work.',
  REDUCED: 'It is there with less than before.',
  WITHDRAWING: 'It is leaving.',
  WITHDRAWN: 'It has left.',
});
export type PresenceStatus = keyof typeof PresenceStatus;

@ObjectType({
  simpleResolvers: true,
  description: 'Who is at a base, how, and when, as the reports attest it.',
})
@Entity()
export class BasePresence extends Identified {
  protected get idFamily(): IdFamily {
    return 'BasePresence';
  }

  @OneToOne(() => Claim, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'id' })
  claim?: Claim;

  @ManyToOne(() => Base)
  @JoinColumn({ name: 'base_id' })
  base?: Base;

  @Index('base_presence_base')
  @Column('uuid')
  baseId!: string;

  @ManyToOne(() => NamedEntity)
  @JoinColumn({ name: 'operator_id' })
  operator?: NamedEntity;

  @Index('base_presence_operator')
  @Column('uuid')
  operatorId!: string;

  @Field(() => PresenceStatus, { description: 'How it stands there.' })
  @Column('enum', { enum: PresenceStatus, enumName: 'presence_status' })
  status!: PresenceStatus;

  @Field(() => EventDate, { nullable: true, description: 'Since when; null where no report says.' })
  @Column(() => EventDate)
  start!: EventDate | null;

  @Field(() => EventDate, { nullable: true, description: 'Until when; null where no report says.' })
  @Column(() => EventDate)
  end!: EventDate | null;
}
