import DataLoader from 'dataloader';
import sql, { type Sql } from 'sql-template-tag';
import type { DataSource } from 'typeorm';
import { entityList } from '../articles/entity-list';
import { attested, attestedOn } from '../claims/attested';
import { allOf, readModels, readRows } from '../database/read';
import { rowsOf, type Row } from '../database/rows';
import { Base } from '../entities/base';
import { ofKinds } from '../entities/entity-conditions';
import { rootConnection, type Connection } from '../graphql/connection';
import { byArguments, groupBy, manyByKey } from '../graphql/loaders';
import type { Viewer } from '../graphql/viewer';
import { BasePresence } from './base-presence';
import type { BaseListArgs, BaseRole } from './base.inputs';

/** A country's bases are few; this bounds the list all the same. */
const MOST_BASES = 100;

export interface BaseLoaders {
  presenceAt: (asOf: string | null) => DataLoader<string, BasePresence[]>;
  basesOfCountry: (role: BaseRole | null) => DataLoader<string, Base[]>;
}

export function baseLoaders(db: DataSource, viewer: Viewer): BaseLoaders {
  return {
    presenceAt: byArguments((asOf: string | null) =>
      manyByKey(
        (baseIds) =>
          readModels(
            db,
            BasePresence,
            'p',
            sql`FROM base_presence p WHERE ${allOf([
              sql`p.base_id = ANY(${baseIds})`,
              attested(viewer, sql`p.id`),
              asOf === null ? undefined : attestedOn(viewer, 'p', asOf),
            ])} ORDER BY p.start_from NULLS FIRST, p.end_from, p.id`,
          ),
        (presence) => presence.baseId,
      ),
    ),
    basesOfCountry: byArguments(
      (role: BaseRole | null) => new DataLoader((ids) => basesOfCountries(db, viewer, ids, role)),
    ),
  };
}

async function basesOfCountries(
  db: DataSource,
  viewer: Viewer,
  countryIds: readonly string[],
  role: BaseRole | null,
): Promise<Base[][]> {
  const rows = rowsOf(db, Base, 'e');
  const hosted = sql`e.country_id = parent.id`;
  const operated = operatedBy(viewer, sql`parent.id`);
  const roles = { HOST: hosted, OPERATOR: operated };
  const found = await readRows<Row & { parent: string }>(
    db,
    sql`SELECT parent.id AS parent, base.*
      FROM unnest(${countryIds}::uuid[]) AS parent (id)
      CROSS JOIN LATERAL (
        SELECT ${rows.columns} FROM entity e
        WHERE ${ofKinds('e', ['BASE'])} AND (${role ? roles[role] : sql`${hosted} OR ${operated}`})
        ORDER BY dateline_fold(e.name) COLLATE "C", e.id LIMIT ${MOST_BASES}) AS base`,
  );
  const byCountry = groupBy(found, (row) => row.parent);
  return countryIds.map((id) => (byCountry.get(id) ?? []).map((row) => rows.from(row)));
}

/** The bases at which reports attest one of these operators, at any time. */
function operatedBy(viewer: Viewer, operatorIds: Sql): Sql {
  return sql`e.id IN (SELECT p.base_id FROM base_presence p
    WHERE p.operator_id IN (${operatorIds}) AND ${attested(viewer, sql`p.id`)})`;
}

/** The bases of a filter, by name or by best match. */
export function bases(db: DataSource, viewer: Viewer, args: BaseListArgs): Connection<Base> {
  const { name, hostCountries, operators } = args.where ?? {};
  const condition = allOf([
    ofKinds('e', ['BASE']),
    operators
      ? operatedBy(viewer, sql`SELECT id FROM entity WHERE slug = ANY(${operators})`)
      : undefined,
  ]);
  const where = { name: name ?? null, countries: hostCountries ?? null };
  return rootConnection(db, entityList(viewer, Base, { where }, condition), args);
}
