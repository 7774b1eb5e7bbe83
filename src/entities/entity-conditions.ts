import sql, { raw, type Sql } from 'sql-template-tag';
import type { EntityKind } from './entity-kinds';

/** Only these kinds. */
export function ofKinds(alias: string, kinds: readonly EntityKind[]): Sql {
  return sql`${raw(alias)}.kind = ANY(${kinds}::entity_kind[])`;
}

/** Belongs to one of these countries, named by slug or by ISO code. */
export function ofCountries(alias: string, countries: readonly string[]): Sql {
  const codes = countries.map((country) => country.toUpperCase());
  return sql`${raw(alias)}.country_id IN (${idsOfSlugs(countries)}
    UNION ALL SELECT id FROM entity WHERE iso_alpha2 = ANY(${codes}) OR iso_alpha3 = ANY(${codes}))`;
}

/** The ids of the entities that have these slugs, or had them before they were merged into others. */
export function idsOfSlugs(slugs: readonly string[]): Sql {
  return sql`SELECT id FROM entity WHERE slug = ANY(${slugs})
    UNION ALL SELECT into_id FROM entity_redirect WHERE from_slug = ANY(${slugs})`;
}
