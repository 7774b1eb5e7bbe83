import type DataLoader from 'dataloader';
import sql, { raw } from 'sql-template-tag';
import type { DataSource } from 'typeorm';
import { attested, attestedOn } from '../claims/attested';
import { allOf } from '../database/read';
import type { Fields } from '../database/rows';
import { manyByKey } from '../graphql/loaders';
import type { Viewer } from '../graphql/viewer';
import { Office } from './office';

/**
 * The offices that are attested, by who held them or by what they are posts of.
 *
 * @param asOf a day, or null for all that is attested at any time
 */
export function officesBy(
  db: DataSource,
  viewer: Viewer,
  key: 'holderId' | 'ofId',
  asOf: string | null,
  fields: Fields,
): DataLoader<string, Office[]> {
  const column = raw(key === 'holderId' ? 'o.holder_id' : 'o.of_id');
  return manyByKey(db, fields, {
    model: Office,
    alias: 'o',
    key,
    rest: (ids) =>
      sql`FROM office o WHERE ${allOf([
        sql`${column} = ANY(${ids})`,
        attested(viewer, sql`o.id`),
        asOf === null ? undefined : attestedOn(viewer, 'o', asOf),
      ])} ORDER BY o.start_from NULLS FIRST, o.end_from, o.id`,
  });
}
