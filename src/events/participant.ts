import { Field, ObjectType } from 'type-graphql';
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { NamedEntity } from '../entities/named-entity';
import { defineEnum } from '../graphql/enums';
import { Event } from './event';

export const ParticipantRole = defineEnum(
  'ParticipantRole',
  'The part that an entity takes in an event.',
  {
    AGENT: 'It acts.',
    HOST: 'It receives the others.',
    GUEST: 'It is received.',
    SPEAKER: 'It speaks.',
    SUBJECT: 'The event is about it.',
    AFFECTED: 'The event changes its lot.',
  },
);
export type ParticipantRole = keyof typeof ParticipantRole;

@ObjectType({ simpleResolvers: true, description: 'An entity that takes part in an event.' })
@Entity()
@Index('participant_entity', ['entityId', 'eventId'])
export class Participant {
  @ManyToOne(() => Event, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'event_id' })
  event?: Event;

  @PrimaryColumn('uuid')
  eventId!: string;

  @ManyToOne(() => NamedEntity)
  @JoinColumn({ name: 'entity_id' })
  entity?: NamedEntity;

  @PrimaryColumn('uuid')
  entityId!: string;

  @Field(() => ParticipantRole, { description: 'The part that it takes.' })
  @PrimaryColumn('enum', { enum: ParticipantRole, enumName: 'participant_role' })
  role!: ParticipantRole;

  /** Place among the event's participants, from 0. */
  @Column('integer')
  position!: number;
}
