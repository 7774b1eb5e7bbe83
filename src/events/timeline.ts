import sql, { raw, type Sql } from 'sql-template-tag';
import { attested } from '../claims/attested';
import type { Condition } from '../database/read';
import { badInput } from '../graphql/errors';
import type { List } from '../graphql/list';
import type { Viewer } from '../graphql/viewer';
import { Event } from './event';
import type { EventOrder, EventWhere } from './event.inputs';

/** A filter whose slugs are known to be ids. */
export interface EventFilter {
  where: Omit<EventWhere, 'entities' | 'anyEntities'>;
  /** Each of them takes part, or is the place. */
  entityIds?: readonly string[] | undefined;
  /** At least one of them does. */
  anyEntityIds?: readonly string[] | undefined;
}

/** Where a timeline comes from: all events, or those that `event_entity` has in order. */
interface Source {
  from: Sql;
  condition?: Sql;
  date: Sql;
  eventId: Sql;
}

const ALL_EVENTS: Source = { from: sql`event v`, date: sql`v.date_from`, eventId: sql`v.id` };

/** The events that an entity takes part in or is the place of. */
export function involving(entityId: Sql): Source {
  return {
    // A left join, so that the event itself is looked at only where something asks for it.
    from: sql`event_entity link LEFT JOIN event v ON v.id = link.event_id`,
    condition: sql`link.entity_id = ${entityId}`,
    date: sql`link.date_from`,
    eventId: sql`link.event_id`,
  };
}

/** The events of which a condition on `event v` holds. */
export function eventsWhere(condition: Sql): Source {
  return { ...ALL_EVENTS, condition };
}

/**
 * How an event's days meet from..to. Both are ranges with real or infinite ends, so that one GiST index
 * over `daterange(date_from, date_until, '[]')` answers for exact, partial and open dates alike.
 *
 * @throws BAD_USER_INPUT when the interval ends before it starts
 */
function within({ from, to, certainty }: EventFilter['where']): Condition {
  if (from == null && to == null) return undefined;
  if (from != null && to != null && from > to) throw badInput('"from" must not be after "to".');
  const asked = sql`daterange(${from ?? '-infinity'}::date, ${to ?? 'infinity'}::date, '[]')`;
  const operator = raw(certainty === 'CERTAIN' ? '<@' : '&&');
  return sql`daterange(v.date_from, v.date_until, '[]') ${operator} ${asked}`;
}

/** A timeline: the events that reports attest to the viewer, within a source or among all. */
export function timelineOf(
  viewer: Viewer,
  { where, entityIds = [], anyEntityIds }: EventFilter,
  by: EventOrder = 'OLDEST_FIRST',
  inside?: Source,
): List<Event> {
  const isSelective = anyEntityIds ?? where.kinds ?? where.statuses ?? where.from ?? where.to;
  const [first, ...others] = entityIds;
  // One of the entities gives the events in order; the others are looked up for each.
  const walksEntity = inside === undefined && first !== undefined;
  const source = inside ?? (walksEntity ? involving(sql`${first}`) : ALL_EVENTS);
  const involves = (ids: readonly string[]): Condition =>
    sql`EXISTS (SELECT 1 FROM event_entity named
      WHERE named.event_id = ${source.eventId} AND named.entity_id = ANY(${ids}))`;
  return {
    nodes: { model: Event, alias: 'v' },
    from: source.from,
    where: [
      source.condition,
      ...(walksEntity ? others : entityIds).map((id) => involves([id])),
      anyEntityIds && involves(anyEntityIds),
      where.kinds ? sql`v.kind = ANY(${where.kinds}::event_kind[])` : undefined,
      where.statuses ? sql`v.status = ANY(${where.statuses}::event_status[])` : undefined,
      within(where),
      attested(viewer, source.eventId),
    ],
    order: {
      name: by,
      keys: [
        { expression: source.date, type: 'date' },
        { expression: source.eventId, type: 'uuid' },
      ],
      direction: by === 'NEWEST_FIRST' ? 'DESC' : 'ASC',
    },
    planning: isSelective == null ? 'once' : 'anew',
  };
}
