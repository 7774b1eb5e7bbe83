import { isDeepStrictEqual } from 'node:util';
import { groupBy } from '../graphql/loaders';
import type { EntityManager, EntityMetadata, ObjectLiteral } from 'typeorm';
import { copyRows } from './copy';

/** What a write did to the rows of one kind. */
export interface Changes {
  created: number;
  updated: number;
  deleted: number;
  unchanged: number;
}

/** Rows in one INSERT: PostgreSQL takes at most 65,535 parameters in a statement. */
const BATCH = 1000;

/**
 * Makes the rows that are there into the rows that are wanted: inserts, updates and deletes what
 * differs, by primary key, and touches nothing else.
 */
export async function syncRows<T extends ObjectLiteral>(
  manager: EntityManager,
  model: abstract new () => T,
  wanted: readonly T[],
  existing: readonly T[],
): Promise<Changes> {
  const metadata = manager.dataSource.getMetadata(model);
  const keyOf = (row: T): string => JSON.stringify(metadata.getEntityIdMixedMap(row));
  const before = new Map(existing.map((row) => [keyOf(row), row]));
  const kept = new Set(wanted.map(keyOf));
  const created = wanted.filter((row) => !before.has(keyOf(row)));
  const updated = wanted.filter((row) => {
    const old = before.get(keyOf(row));
    return old !== undefined && !sameColumns(manager, old, row);
  });
  const deleted = existing.filter((row) => !kept.has(keyOf(row)));
  await manager.remove([...deleted], { chunk: BATCH });
  await manager.save([...updated], { chunk: BATCH, reload: false });
  await insertRows(manager, created);
  return {
    created: created.length,
    updated: updated.length,
    deleted: deleted.length,
    unchanged: wanted.length - created.length - updated.length,
  };
}

/** The same for rows of a table that holds one class alone: where none is there yet, much faster. */
export async function writeRows<T extends ObjectLiteral>(
  manager: EntityManager,
  model: abstract new () => T,
  wanted: readonly T[],
  existing: readonly T[],
): Promise<void> {
  if (existing.length === 0) await copyRows(manager, model, wanted);
  else await syncRows(manager, model, wanted, existing);
}

/** Inserts rows, those of each class together: a table may hold several classes. */
async function insertRows(manager: EntityManager, rows: readonly ObjectLiteral[]): Promise<void> {
  for (let start = 0; start < rows.length; start += BATCH) {
    const byClass = groupBy(rows.slice(start, start + BATCH), (row) => row.constructor);
    for (const [model, batch] of byClass) await manager.insert(model, batch);
  }
}

function sameColumns(manager: EntityManager, a: ObjectLiteral, b: ObjectLiteral): boolean {
  const metadata: EntityMetadata = manager.dataSource.getMetadata(b.constructor);
  return metadata.columns
    .filter((column) => column.isUpdate)
    .every((column) =>
      isDeepStrictEqual(column.getEntityValue(a) ?? null, column.getEntityValue(b) ?? null),
    );
}
