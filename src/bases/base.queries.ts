import DataLoader from 'dataloader';
import type { GraphQLResolveInfo } from 'graphql';
import sql, { type Sql } from 'sql-template-tag';
import type { DataSource } from 'typeorm';
import { entityList } from '../articles/entity-list';
import { attested, attestedOn } from '../claims/attested';
import { allOf, readRows } from '../database/read';
import { project, type Fields } from '../database/rows';
import { Base } from '../entities/base';
import { idsOfSlugs, ofKinds } from '../entities/entity-conditions';
import { rootConnection } from '../graphql/connection';
import { eachOf } from '../graphql/list';
import { groupBy, manyByKey } from '../graphql/loaders';
import type { Page } from '../graphql/page';
import type { Viewer } from '../graphql/viewer';
import { BasePresence } from './base-presence';
import type { BaseListArgs, BaseRole } from './base.inputs';

/** A country's bases are few; this bounds the list all the same. */
const MOST_BASES = 100;

/**
 * Who is at bases, as reports attest.
 *
 * @param asOf a day, or null for all that is attested at any time
 */
export function presenceByBase(
  db: DataSource,
  viewer: Viewer,
  asOf: string | null,
  fields: Fields,
): DataLoader<string, BasePresence[]> {
  return manyByKey(db, fields, {
    model: BasePresence,
    alias: 'p',
    key: 'baseId',
    rest: (baseIds) =>
      sql`FROM base_presence p WHERE ${allOf([
        sql`p.base_id = ANY(${baseIds})`,
        attested(viewer, sql`p.id`),
        asOf === null ? undefined : attestedOn(viewer, 'p', asOf),
      ])} ORDER BY p.start_from NULLS FIRST, p.end_from, p.id`,
  });
}

/** The bases of countries: those that lie in them, those that they operate, or both. */
export function basesByCountry(
  db: DataSource,
  viewer: Viewer,
  role: BaseRole | null,
  fields: Fields,
): DataLoader<string, Base[]> {
  return new DataLoader((ids) => readBases(db, viewer, ids, role, fields));
}

async function readBases(
  db: DataSource,
  viewer: Viewer,
  countryIds: readonly string[],
  role: BaseRole | null,
  fields: Fields,
): Promise<Base[][]> {
  const bases = project(db, Base, 'e', fields);
  const hosted = sql`e.country_id = parent.id`;
  const operated = operatedBy(viewer, sql`parent.id`);
  const roles = { HOST: hosted, OPERATOR: operated };
  const rows = await readRows(
    db,
    sql`SELECT parent.n::int, base.* ${eachOf(countryIds)}
      CROSS JOIN LATERAL (
        SELECT ${bases.columns} FROM entity e
        WHERE ${ofKinds('e', ['BASE'])} AND (${role ? roles[role] : sql`${hosted} OR ${operated}`})
        ORDER BY dateline_fold(e.name) COLLATE "C", e.id LIMIT ${MOST_BASES}) AS base`,
  );
  const byCountry = groupBy(rows, ([n]) => n as number);
  return countryIds.map((_, n) => (byCountry.get(n + 1) ?? []).map((row) => bases.from(row, 1)));
}

/** The bases at which reports attest one of these operators, at any time. */
function operatedBy(viewer: Viewer, operatorIds: Sql): Sql {
  return sql`e.id IN (SELECT p.base_id FROM base_presence p
    WHERE p.operator_id IN (${operatorIds}) AND ${attested(viewer, sql`p.id`)})`;
}

/** The bases of a filter, by name or by best match. */
export function bases(
  db: DataSource,
  viewer: Viewer,
  args: BaseListArgs,
  info: GraphQLResolveInfo,
): Promise<Page<Base>> {
  const { name, hostCountries, operators } = args.where ?? {};
  const condition = allOf([
    ofKinds('e', ['BASE']),
    operators ? operatedBy(viewer, idsOfSlugs(operators)) : undefined,
  ]);
  const where = { name: name ?? null, countries: hostCountries ?? null };
  return rootConnection(db, entityList(viewer, Base, { where }, condition), args, info);
}
