import DataLoader from 'dataloader';
import type { Sql } from 'sql-template-tag';
import type { DataSource } from 'typeorm';
import { readModels } from '../database/read';
import { project, type Fields, type ModelClass } from '../database/rows';

/** Items by a key of theirs, each group in the order of the items. */
export function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

/** Which models a loader reads: their class, its alias in the statement, and the property that is the key. */
interface Source<T extends object> {
  model: ModelClass<T>;
  alias: string;
  key: keyof T & string;
  /** FROM, WHERE, ORDER BY: the models of these keys that the viewer may see. */
  rest: (keys: readonly string[]) => Sql;
}

/** Loads all models for each key, in the order in which they are read. */
export function manyByKey<T extends object>(
  db: DataSource,
  fields: Fields,
  { model, alias, key, rest }: Source<T>,
): DataLoader<string, T[]> {
  const projection = project(db, model, alias, fields, key);
  return new DataLoader(async (keys) => {
    const read = await readModels(db, projection, rest(keys));
    const found = groupBy(read, (one) => one[key] as string);
    return keys.map((wanted) => found.get(wanted) ?? []);
  });
}

/** Loads at most one model for each key; `null` where there is none that the viewer may see. */
export function oneByKey<T extends object>(
  db: DataSource,
  fields: Fields,
  { model, alias, key, rest }: Source<T>,
): DataLoader<string, T | null> {
  const projection = project(db, model, alias, fields, key);
  return new DataLoader(async (keys) => {
    const read = await readModels(db, projection, rest(keys));
    const found = new Map(read.map((one) => [one[key] as string, one]));
    return keys.map((wanted) => found.get(wanted) ?? null);
  });
}
