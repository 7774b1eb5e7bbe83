import DataLoader from 'dataloader';
import sql, { type Sql } from 'sql-template-tag';
import type { DataSource } from 'typeorm';
import { readModels, readRows } from '../database/read';
import { manyByKey, oneByKey } from '../graphql/loaders';
import { Country } from './country';
import { NamedEntity } from './named-entity';

export interface EntityLoaders {
  entityById: DataLoader<string, NamedEntity | null>;
  entityBySlug: DataLoader<string, NamedEntity | null>;
  /** By ISO 3166-1 alpha-2 or alpha-3 code, in capitals. */
  countryByCode: DataLoader<string, Country | null>;
  aliasesOf: DataLoader<string, { entityId: string; text: string }[]>;
}

export function entityLoaders(db: DataSource): EntityLoaders {
  const entitiesWhere = (condition: Sql): Promise<NamedEntity[]> =>
    readModels(db, NamedEntity, 'e', sql`FROM entity e WHERE ${condition}`);
  return {
    entityById: oneByKey(
      (ids) => entitiesWhere(sql`e.id = ANY(${ids})`),
      (entity) => entity.uuid,
    ),
    entityBySlug: oneByKey(
      (slugs) => entitiesWhere(sql`e.slug = ANY(${slugs})`),
      (entity) => entity.slug,
    ),
    countryByCode: new DataLoader(async (codes) => {
      const found = await entitiesWhere(
        sql`e.iso_alpha2 = ANY(${codes}) OR e.iso_alpha3 = ANY(${codes})`,
      );
      const countries = found.filter((entity) => entity instanceof Country);
      return codes.map(
        (code) => countries.find((c) => c.isoAlpha2 === code || c.isoAlpha3 === code) ?? null,
      );
    }),
    aliasesOf: manyByKey(
      (ids) =>
        readRows(
          db,
          sql`SELECT entity_id AS "entityId", text FROM alias
            WHERE entity_id = ANY(${ids}) ORDER BY entity_id, text`,
        ),
      (alias) => alias.entityId,
    ),
  };
}
