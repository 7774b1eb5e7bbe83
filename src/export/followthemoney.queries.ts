import sql, { raw, type Sql } from 'sql-template-tag';
import { attested } from '../claims/attested';
import type { EntityKind, OrganizationKind } from '../entities/entity-kinds';
import { READER } from './article.queries';
import { dateOf, type ShownDate } from './event.queries';

export interface KnownEntity {
  uuid: string;
  slug: string;
  name: string;
  kind: EntityKind;
  description: string | null;
  wikidataId: string | null;
  organizationKind: OrganizationKind | null;
  latitude: number | null;
  longitude: number | null;
  /** ISO 3166-1 alpha-2, in lower case. */
  country: string | null;
  aliases: string[];
}

/** A term of office, or the presence of a force at a base. */
export interface KnownTerm {
  uuid: string;
  title: string;
  whoId: string;
  ofId: string;
  /** ISO 3166-1 alpha-2, in lower case; null where it is no country's. */
  country: string | null;
  start: ShownDate | null;
  end: ShownDate | null;
}

export const ENTITIES = sql`SELECT json_build_object('uuid', n.id, 'slug', n.slug, 'name', n.name,
    'kind', n.kind, 'description', n.description, 'wikidataId', n.wikidata_id,
    'organizationKind', n.organization_kind, 'latitude', n.latitude, 'longitude', n.longitude,
    'country', lower(coalesce(n.iso_alpha2, c.iso_alpha2)),
    'aliases', (SELECT coalesce(json_agg(text ORDER BY text), '[]')
      FROM alias WHERE entity_id = n.id AND kind <> 'DEMONYM'))
  FROM entity n LEFT JOIN entity c ON c.id = n.country_id ORDER BY n.slug`;

const term = (table: string, title: string, who: string, of: string): Sql => {
  const dated = (column: string): Sql =>
    sql`CASE WHEN ${raw(`t.${column}_edtf`)} IS NOT NULL THEN ${dateOf(`t.${column}`)} END`;
  return sql`SELECT json_build_object('uuid', t.id, 'title', ${raw(title)}, 'whoId', ${raw(who)},
      'ofId', ${raw(of)}, 'country', lower(e.iso_alpha2),
      'start', ${dated('start')}, 'end', ${dated('end')})
    FROM ${raw(table)} t JOIN entity e ON e.id = ${raw(of)}
    WHERE ${attested(READER, sql`t.id`)} ORDER BY t.id`;
};

export const OFFICES = term('office', 't.title', 't.holder_id', 't.of_id');
export const PRESENCE = term('base_presence', 't.status', 't.operator_id', 't.base_id');
