import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { NamedEntity } from '../entities/named-entity';
import { Event } from './event';

/**
 * That an entity takes part in an event or is its place, with the event's date: one index gives an
 * entity's timeline in order. Triggers keep it in step with events and participants.
 */
@Entity()
@Index('event_entity_timeline', ['entityId', 'dateFrom', 'eventId'])
export class EventEntity {
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

  /** The first day that the event can mean; `-infinity` for an open start. */
  @Column('date')
  dateFrom!: string;
}
