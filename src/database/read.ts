import sql, { join, type Sql } from 'sql-template-tag';
import type { DataSource } from 'typeorm';
import { unavailable } from '../graphql/errors';
import { rowsOf, type ModelClass, type Row } from './rows';

/**
 * Runs one statement and returns its rows as the driver gives them.
 *
 * @throws QUERY_TIMEOUT when it takes too long, SERVICE_UNAVAILABLE when the database can't be had
 */
export async function readRows<R extends object = Row>(
  db: DataSource,
  statement: Sql,
): Promise<R[]> {
  try {
    return await db.query<R[]>(statement.text, statement.values);
  } catch (error) {
    throw explained(error as Error & { code?: string });
  }
}

/** SQLSTATE of a statement that ran into statement_timeout. */
const CANCELED = '57014';
/** SQLSTATE: connection lost, too many connections or no memory, server going down, database closed. */
const NOT_THERE = /^(08|53|57P|55000)/;

function explained(error: Error & { code?: string }): Error {
  const { code = '', message } = error;
  if (code === CANCELED) {
    return unavailable('QUERY_TIMEOUT', 'The query took too long. Ask for less at once.', error);
  }
  // Node's own codes (ECONNREFUSED …), and what pg says without a code when it waited in vain.
  const unreachable = /^E[A-Z]+$/.test(code) || (code === '' && /connect/i.test(message));
  if (NOT_THERE.test(code) || unreachable) {
    return unavailable('SERVICE_UNAVAILABLE', 'The database is not available. Try again.', error);
  }
  return error;
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
