import sql, { raw, type Sql } from 'sql-template-tag';
import { readable } from '../articles/readable';
import { attested, shownTo } from '../claims/attested';
import type { DatePrecision } from '../dates/edtf';
import type { EventKind, EventStatus } from '../events/event';
import { READER, type ShownEntity } from './article.queries';

/** A date with the days that it can mean: ISO 8601, or infinite. */
export interface ShownDate {
  edtf: string;
  from: string;
  until: string;
  precision: DatePrecision;
  phrase: string | null;
}

/** An event as a reader sees it. */
export interface ShownEvent {
  uuid: string;
  title: string;
  description: string | null;
  kind: EventKind;
  status: EventStatus;
  date: ShownDate;
  place: ShownEntity | null;
  participants: (ShownEntity & { role: string })[];
  citations: { quote: string; stance: string; slug: string; headline: string }[];
}

/** The most events of one timeline. */
const MOST_EVENTS = raw('1000');

const entity = (alias: string, more = sql``): Sql => {
  const e = raw(alias);
  return sql`json_build_object('slug', ${e}.slug, 'name', ${e}.name, 'kind', ${e}.kind,
    'wikidataId', ${e}.wikidata_id${more})`;
};

export const dateOf = (columns: string): Sql =>
  raw(`json_build_object('edtf', ${columns}_edtf,
  'from', ${columns}_from::text, 'until', ${columns}_until::text,
  'precision', ${columns}_precision, 'phrase', ${columns}_phrase)`);

const SHOWN = sql`json_build_object('uuid', v.id, 'title', v.title, 'description', v.description,
  'kind', v.kind, 'status', v.status, 'date', ${dateOf('v.date')},
  'place', (SELECT ${entity('e')} FROM entity e WHERE e.id = v.place_id),
  'participants', (SELECT coalesce(json_agg(${entity('e', sql`, 'role', p.role`)}
    ORDER BY p.position), '[]')
    FROM participant p JOIN entity e ON e.id = p.entity_id WHERE p.event_id = v.id),
  'citations', (SELECT coalesce(json_agg(json_build_object('quote', c.quote, 'stance', c.stance,
      'slug', a.slug, 'headline', a.headline) ORDER BY c.position), '[]')
    FROM citation c JOIN article a ON a.id = c.article_id
    WHERE c.claim_id = v.id AND ${readable(READER, 'a')} AND ${shownTo(READER, 'c')}))`;

/** Every event that a report which readers see attests, in the order of time. */
export function allEvents(): Sql {
  return sql`SELECT ${SHOWN} FROM event v WHERE ${attested(READER, sql`v.id`)}
    ORDER BY v.date_from, v.id`;
}

/** Those that an entity takes part in or is the place of. */
export function eventsOf(entityId: string): Sql {
  return sql`SELECT ${SHOWN} FROM event_entity link JOIN event v ON v.id = link.event_id
    WHERE link.entity_id = ${entityId} AND ${attested(READER, sql`v.id`)}
    ORDER BY link.date_from, v.id LIMIT ${MOST_EVENTS}`;
}

export function entityOfSlug(slug: string): Sql {
  return sql`SELECT json_build_object('uuid', id, 'name', name, 'description', description)
    FROM entity WHERE slug = ${slug}`;
}
