import sql, { join, type Sql } from 'sql-template-tag';
import type { DataSource } from 'typeorm';
import { rowsOf, type ModelClass, type Row } from './rows';

/** Runs one statement and returns its rows as the driver gives them. */
export async function readRows<R extends object = Row>(db: DataSource, statement: Sql): Promise<R[]> {
  return db.query<R[]>(statement.text, statement.values);
}

/** Every model of class T that the statement's `rest` (FROM, WHERE, ORDER BY …) finds under `alias`. */
export async function readModels<T extends object>(
  db: DataSource,
  model: ModelClass<T>,
  alias: string,
  rest: Sql,
): Promise<T[]> {
  const rows = rowsOf(db, model, alias);
  const found = await readRows(db, sql`SELECT ${rows.columns} ${rest}`);
  return found.map((row) => rows.from(row));
}

/** A condition that may not apply: `undefined` where the query does not ask for it. */
export type Condition = Sql | undefined;

/** `(a) AND (b) …` of the conditions that apply; `TRUE` where none does. */
export function allOf(conditions: readonly Condition[]): Sql {
  const given = conditions.filter((condition) => condition !== undefined);
  return given.length === 0 ? sql`TRUE` : join(given, ') AND (', '(', ')');
}
