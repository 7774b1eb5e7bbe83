import type DataLoader from 'dataloader';
import sql, { type Sql } from 'sql-template-tag';
import type { DataSource } from 'typeorm';
import { attested, attestedOn } from '../claims/attested';
import { allOf, readModels } from '../database/read';
import { byArguments, manyByKey } from '../graphql/loaders';
import type { Viewer } from '../graphql/viewer';
import { Office } from './office';

/** A day, or null for all that is attested at any time. */
type AsOf = string | null;

export interface OfficeLoaders {
  officesOfPerson: (asOf: AsOf) => DataLoader<string, Office[]>;
  officeHoldersOf: (asOf: AsOf) => DataLoader<string, Office[]>;
}

export function officeLoaders(db: DataSource, viewer: Viewer): OfficeLoaders {
  const officesWhere = (condition: Sql, asOf: AsOf): Promise<Office[]> =>
    readModels(
      db,
      Office,
      'o',
      sql`FROM office o WHERE ${allOf([
        condition,
        attested(viewer, sql`o.id`),
        asOf === null ? undefined : attestedOn(viewer, 'o', asOf),
      ])} ORDER BY o.start_from NULLS FIRST, o.end_from, o.id`,
    );
  return {
    officesOfPerson: byArguments((asOf: AsOf) =>
      manyByKey(
        (ids) => officesWhere(sql`o.holder_id = ANY(${ids})`, asOf),
        (office) => office.holderId,
      ),
    ),
    officeHoldersOf: byArguments((asOf: AsOf) =>
      manyByKey(
        (ids) => officesWhere(sql`o.of_id = ANY(${ids})`, asOf),
        (office) => office.ofId,
      ),
    ),
  };
}
