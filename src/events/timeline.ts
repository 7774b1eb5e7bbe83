import sql, { raw, type Sql } from 'sql-template-tag';
import { attested } from '../claims/attested';
import type { Condition } from '../database/read';
import { badInput } from '../graphql/errors';
import type { List, Order } from '../graphql/list';
import type { Viewer } from '../graphql/viewer';
import { Event } from './event';
import type { EventOrder, EventWhere } from './event.inputs';

function orderOf(by: EventOrder): Order {
  const keys = [
    { expression: sql`v.date_from`, type: 'date' },
    { expression: sql`v.id`, type: 'uuid' },
  ] as const;
  return { name: by, keys, direction: by === 'NEWEST_FIRST' ? 'DESC' : 'ASC' };
}

/** The events that an entity takes part in or is the place of. */
export function involving(entityIds: Sql): Sql {
  return sql`v.id IN (
    SELECT event_id FROM participant WHERE entity_id IN (${entityIds})
    UNION ALL SELECT id FROM event WHERE place_id IN (${entityIds}))`;
}

function entityIds(slugs: readonly string[]): Sql {
  return sql`SELECT id FROM entity WHERE slug = ANY(${slugs})`;
}

/**
 * How an event's days meet from..to. Both are ranges with real or infinite ends, so that one GiST index
 * over `daterange(date_from, date_until, '[]')` answers for exact, partial and open dates alike.
 *
 * @throws BAD_USER_INPUT when the interval ends before it starts
 */
function within({ from, to, certainty }: EventWhere): Condition {
  if (from == null && to == null) return undefined;
  if (from != null && to != null && from > to) throw badInput('"from" must not be after "to".');
  const asked = sql`daterange(${from ?? '-infinity'}::date, ${to ?? 'infinity'}::date, '[]')`;
  const operator = raw(certainty === 'CERTAIN' ? '<@' : '&&');
  return sql`daterange(v.date_from, v.date_until, '[]') ${operator} ${asked}`;
}

/**
 * A timeline: the events that reports attest to the viewer.
 *
 * @param condition what it hangs on, if anything: a condition on `parent.id`
 */
export function timelineOf(
  viewer: Viewer,
  args: { where?: EventWhere | null; orderBy?: EventOrder | null },
  condition?: Sql,
): List<Event> {
  const where = args.where ?? {};
  return {
    model: Event,
    alias: 'v',
    from: sql`event v`,
    where: [
      condition,
      ...[...new Set(where.entities ?? [])].map((slug) => involving(entityIds([slug]))),
      where.anyEntities ? involving(entityIds(where.anyEntities)) : undefined,
      where.kinds ? sql`v.kind = ANY(${where.kinds}::event_kind[])` : undefined,
      where.statuses ? sql`v.status = ANY(${where.statuses}::event_status[])` : undefined,
      within(where),
      attested(viewer, sql`v.id`),
    ],
    order: orderOf(args.orderBy ?? 'OLDEST_FIRST'),
  };
}
