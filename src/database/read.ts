import type { Pool, QueryArrayConfig } from 'pg';
import sql, { join, type Sql } from 'sql-template-tag';
import type { DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver';
import { unavailable } from '../graphql/errors';
import { statementSeconds, type PoolState } from '../operations/metrics';
import { withLiterals } from './literals';
import { readsOf } from './reads';
import type { Replicas } from './replicas';
import type { Projection, Row } from './rows';
import { statementName } from './statement-names';
import { keepsFromChangesAlone } from './trouble';

/** When a statement is planned: once a connection, or each time for the values at hand. */
export type Planning = 'once' | 'anew';

/**
 * Runs one statement and returns its rows as arrays of columns. One that is planned once is prepared if it
 * comes again and again; one that is planned anew has its values in its text, for the planner to weigh.
 *
 * @throws QUERY_TIMEOUT when it takes too long, SERVICE_UNAVAILABLE when the database can't be had
 */
export async function readRows(
  db: DataSource,
  statement: Sql,
  planning: Planning = 'once',
): Promise<Row[]> {
  const text = planning === 'once' ? prepared(statement) : { text: withLiterals(statement) };
  const query = { ...text, rowMode: 'array' as const };
  db.logger.logQuery(statement.text, statement.values);
  const done = statementSeconds.startTimer();
  try {
    return (await fromReplica(db, query)) ?? (await rowsFrom(db, poolOf(db), query));
  } catch (error) {
    throw explained(error as Error & { code?: string });
  } finally {
    done();
  }
}

type Query = QueryArrayConfig & { name?: string };

/** What a replica answers; undefined where none is up to date, or the one that was asked can't answer. */
async function fromReplica(db: DataSource, query: Query): Promise<Row[] | undefined> {
  const { [REPLICAS]: replicas } = db as { [REPLICAS]?: Replicas };
  const pool = replicas?.choose();
  if (!pool) return undefined;
  try {
    return await rowsFrom(db, pool, query);
  } catch (error) {
    // One that took too long would on the primary as well.
    if (!isAway(error as Error & { code?: string })) throw error;
    replicas?.failed(pool);
    return undefined;
  }
}

/** For one request where the database is seen by one, so that the statement ends with it. */
async function rowsFrom(db: DataSource, pool: Pool, query: Query): Promise<Row[]> {
  const reads = readsOf(db);
  return reads ? reads.rows(pool, query) : (await pool.query<Row>(query)).rows;
}

const REPLICAS = Symbol('replicas');

/** The same database, for readers: read from a replica where one is up to date. */
export function viaReplicas(db: DataSource, replicas: Replicas): DataSource {
  return Object.create(db, { [REPLICAS]: { value: replicas } }) as DataSource;
}

/** TypeORM's own pool: the same connections, without a query runner for each statement. */
function poolOf(db: DataSource): Pool {
  return (db.driver as PostgresDriver).master as Pool;
}

/** What the connections do now. */
export function poolState(db: DataSource): PoolState {
  const { totalCount: total, idleCount: idle, waitingCount: waiting } = poolOf(db);
  return { total, idle, waiting };
}

function prepared({ text, values }: Sql): { text: string; values: unknown[]; name?: string } {
  const name = statementName(text);
  return { text, values, ...(name !== undefined && { name }) };
}

/** SQLSTATE of a statement that ran into statement_timeout. */
const CANCELED = '57014';
/** SQLSTATE: a replica has had to replay what a statement on it was reading. */
const OUTRUN = '40001';
/**
 * SQLSTATE: connection lost; no disk, memory or connection left; server going down; database closed; its disk
 * can't be read or written; it takes no changes, as a primary that has become a replica.
 */
const NOT_THERE = /^(08|53|57P|55000|58030|25006)/;

/** Of a query that is ended because it takes too long as a whole. */
export function tookTooLong(cause?: Error): Error {
  return unavailable('QUERY_TIMEOUT', 'The query took too long. Ask for less at once.', cause);
}

function isAway({ code = '', message }: Error & { code?: string }): boolean {
  // Node's own codes (ECONNREFUSED …), and what pg says without a code when it waited in vain or is closed.
  const unreachable = /^E[A-Z]+$/.test(code) || (code === '' && /connect|pool/i.test(message));
  return NOT_THERE.test(code) || unreachable || code === OUTRUN;
}

export function explained(error: Error & { code?: string }): Error {
  if (error.code === CANCELED) return tookTooLong(error);
  if (isAway(error)) {
    const message = keepsFromChangesAlone(error)
      ? 'The database takes no changes now. Try again later.'
      : 'The database is not available. Try again.';
    return unavailable('SERVICE_UNAVAILABLE', message, error);
  }
  return error;
}

/** The models that a statement finds: the projection's columns, and the `rest` (FROM, WHERE, ORDER BY …). */
export async function readModels<T extends object>(
  db: DataSource,
  projection: Projection<T>,
  rest: Sql,
): Promise<T[]> {
  const found = await readRows(db, sql`SELECT ${projection.columns} ${rest}`);
  return found.map((row) => projection.from(row));
}

/** A condition that may not apply: `undefined` where the query does not ask for it. */
export type Condition = Sql | undefined;

/** `(a) AND (b) …` of the conditions that apply; `TRUE` where none does. */
export function allOf(conditions: readonly Condition[]): Sql {
  const given = conditions.filter((condition) => condition !== undefined);
  return given.length === 0 ? sql`TRUE` : join(given, ') AND (', '(', ')');
}
