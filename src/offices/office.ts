import { Field, ObjectType } from 'type-graphql';
import { Column, Entity, Index, JoinColumn, ManyToOne, OneToOne } from 'typeorm';
import { Claim } from '../claims/claim';
import { EventDate } from '../dates/event-date';
import { NamedEntity } from '../entities/named-entity';
import { Person } from '../entities/person';
import { Identified, type IdFamily } from '../graphql/node';

@ObjectType({
  simpleResolvers: true,
  description:
    'A post that a person held, as the reports attest it. No date is stretched past the evidence.',
})
@Entity()
export class Office extends Identified {
  protected get idFamily(): IdFamily {
    return 'Office';
  }

  @OneToOne(() => Claim, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'id' })
  claim?: Claim;

  @Field(() => String, { description: 'The post, as in President.' })
  @Column('text')
  title!: string;

  @ManyToOne(() => Person)
  @JoinColumn({ name: 'holder_id' })
  holder?: Person;

  @Index('office_holder')
  @Column('uuid')
  holderId!: string;

  @ManyToOne(() => NamedEntity)
  @JoinColumn({ name: 'of_id' })
  of?: NamedEntity;

  @Index('office_of')
  @Column('uuid')
  ofId!: string;

  @Field(() => EventDate, {
    nullable: true,
    description: 'When it began; null where no report says.',
  })
  @Column(() => EventDate)
  start!: EventDate | null;

  @Field(() => EventDate, {
    nullable: true,
    description: 'When it ended; null where no report says.',
  })
  @Column(() => EventDate)
  end!: EventDate | null;
}
