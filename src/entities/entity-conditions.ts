import sql, { raw, type Sql } from 'sql-template-tag';
import type { EntityKind } from './entity-kinds';

/** Only these kinds. */
export function ofKinds(alias: string, kinds: readonly EntityKind[]): Sql {
  return sql`${raw(alias)}.kind = ANY(${kinds}::entity_kind[])`;
}

/** Belongs to one of these countries, named by slug or by ISO code. */
export function ofCountries(alias: string, countries: readonly string[]): Sql {
  const codes = countries.map((country) => country.toUpperCase());
  return sql`${raw(alias)}.country_id IN (SELECT id FROM entity WHERE kind = 'COUNTRY'
    AND (slug = ANY(${countries}) OR iso_alpha2 = ANY(${codes}) OR iso_alpha3 = ANY(${codes})))`;
}
