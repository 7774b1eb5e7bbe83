import { Directive, Field, ObjectType } from 'type-graphql';
import { Check, Column, Entity, Index, JoinColumn, ManyToOne, OneToOne } from 'typeorm';
import { Claim } from '../claims/claim';
import { EventDate } from '../dates/event-date';
import { NamedEntity } from '../entities/named-entity';
import { defineEnum } from '../graphql/enums';
import { Node, type IdFamily } from '../graphql/node';

export const EventKind = defineEnum('EventKind', 'What kind of event it is.', {
  VISIT: 'Somebody goes to see somebody, or a place.',
  MEETING: 'Two or more parties meet or talk, in person or from afar.',
  STATEMENT: 'Somebody says something in public.',
  APPOINTMENT: 'Somebody takes or leaves an office without a vote.',
  ELECTION: 'People vote.',
  AGREEMENT: 'Parties agree, or end an agreement.',
  CONFLICT: 'Force is used.',
  DEPLOYMENT: 'Forces are sent, or arrive.',
  WITHDRAWAL: 'Forces or persons leave.',
  SANCTION: 'A sanction is imposed or lifted.',
  PROTEST: 'People protest.',
  DISASTER: 'A disaster, natural or not.',
  OTHER: 'None of the other kinds.',
});
export type EventKind = keyof typeof EventKind;

export const EventStatus = defineEnum(
  'EventStatus',
  'What the reports say of an event’s reality.',
  {
    PLANNED: 'Announced for a time to come.',
    OCCURRED: 'It took place.',
    REPORTED: 'Somebody reports it; it is not confirmed.',
    DISPUTED: 'Reports contradict each other on it.',
  },
);
export type EventStatus = keyof typeof EventStatus;

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description:
    'Something that reports say happened, or will. It always has a citation that supports it.',
})
@Directive('@cacheControl(maxAge: 300)')
@Entity()
@Check('event_has_date', 'num_nulls(date_edtf, date_from, date_until, date_precision) = 0')
@Check('event_date_runs_forward', 'date_from <= date_until')
@Index('event_oldest', ['date.from', 'uuid'])
@Index('event_of_kind', ['kind', 'date.from', 'uuid'])
@Index('event_in_status', ['status', 'date.from', 'uuid'])
@Index('event_days', { synchronize: false })
export class Event extends Node {
  protected get idFamily(): IdFamily {
    return 'Event';
  }

  @OneToOne(() => Claim, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'id' })
  claim?: Claim;

  @Field(() => String, { description: 'What happened, in one line.' })
  @Column('text')
  title!: string;

  @Field(() => String, { nullable: true, description: 'What happened, in a few sentences.' })
  @Column('text', { nullable: true })
  description!: string | null;

  @Field(() => EventKind, { description: 'What kind of event it is.' })
  @Column('enum', { enum: EventKind, enumName: 'event_kind' })
  kind!: EventKind;

  @Field(() => EventStatus, { description: 'Planned, occurred, only reported, or disputed.' })
  @Column('enum', { enum: EventStatus, enumName: 'event_status' })
  status!: EventStatus;

  @Field(() => EventDate, { description: 'When it happened, as precisely as the reports say.' })
  @Column(() => EventDate)
  date!: EventDate;

  @ManyToOne(() => NamedEntity)
  @JoinColumn({ name: 'place_id' })
  place?: NamedEntity;

  @Index('event_place')
  @Column('uuid', { nullable: true })
  placeId!: string | null;
}
