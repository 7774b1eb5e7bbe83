import type DataLoader from 'dataloader';
import sql from 'sql-template-tag';
import type { DataSource } from 'typeorm';
import { readModels } from '../database/read';
import { project, type Fields } from '../database/rows';
import { manyByKey } from '../graphql/loaders';
import { Alias } from './alias';
import { Country } from './country';

/** The country of an ISO 3166-1 code, alpha-2 or alpha-3, in capitals. */
export async function countryByCode(
  db: DataSource,
  code: string,
  fields: Fields,
): Promise<Country | null> {
  const countries = project(db, Country, 'e', fields);
  const condition = sql`e.iso_alpha2 = ${code} OR e.iso_alpha3 = ${code}`;
  const [country] = await readModels(db, countries, sql`FROM entity e WHERE ${condition}`);
  return country ?? null;
}

/** The API shows no more of an alias. */
const ALIAS_TEXT: Fields = new Set(['text']);

/** The other names of entities, each entity's by the alphabet. */
export function aliasesByEntity(db: DataSource): DataLoader<string, Alias[]> {
  return manyByKey(db, ALIAS_TEXT, {
    model: Alias,
    alias: 'l',
    key: 'entityId',
    rest: (ids) => sql`FROM alias l WHERE l.entity_id = ANY(${ids}) ORDER BY l.entity_id, l.text`,
  });
}
