import type { Pool, PoolClient, QueryArrayConfig } from 'pg';
import type { DataSource } from 'typeorm';
import { Turns } from '../limits/turns';
import type { Row } from './rows';

/** A statement that waits for a connection, or runs on one. */
interface Running {
  /** Ends its turn for a connection. */
  end?: () => void;
  client?: PoolClient;
  fail: (reason: Error) => void;
}

/**
 * What one request reads. It can be ended from outside, when nobody waits for the answer any more: a
 * connection that runs a statement is closed, and PostgreSQL, which looks for that ten times a second
 * (`client_connection_check_interval`), ends the statement. The connection is never used again, so that
 * nothing else can be hit, however late the statement ends.
 */
export class Reads {
  private readonly running = new Set<Running>();
  private ended: Error | undefined;
  private clock: NodeJS.Timeout | undefined;

  /** @param client who waits for connections, in turn with others */
  constructor(private readonly client: string) {}

  /** Fails what runs, and whatever is still to come, with this reason. */
  end(reason: Error): void {
    this.ended ??= reason;
    for (const statement of this.running) {
      statement.client?.release(true);
      statement.fail(reason);
      this.isOver(statement);
    }
  }

  /** Ends by itself, unless it is done before. */
  endAfter(milliseconds: number, reason: () => Error): void {
    this.clock = setTimeout(() => this.end(reason()), milliseconds);
  }

  /** To be told when everything has been read. */
  done(): void {
    clearTimeout(this.clock);
  }

  /** Runs a statement on a connection of the pool. */
  rows(pool: Pool, query: QueryArrayConfig): Promise<Row[]> {
    if (this.ended) return Promise.reject(this.ended);
    return new Promise((resolve, reject) => {
      const statement: Running = { fail: reject };
      this.running.add(statement);
      const { turns, patience } = turnsFor(pool);
      turns.take(this.client, 1, patience).then(
        (end) => {
          statement.end = end;
          if (this.running.has(statement)) this.runIn(pool, query, statement, resolve);
          else end();
        },
        (busy: unknown) => {
          if (this.isOver(statement)) statement.fail(busy as Error);
        },
      );
    });
  }

  private runIn(
    pool: Pool,
    query: QueryArrayConfig,
    statement: Running,
    resolve: (rows: Row[]) => void,
  ): void {
    pool.connect((error, client) => {
      const isWanted = this.running.has(statement);
      if (client && isWanted) {
        statement.client = client;
        this.runOn(client, query, statement, resolve);
      } else {
        client?.release();
        this.isOver(statement);
        if (error) statement.fail(error);
      }
    });
  }

  /** Whether it was under way till now. */
  private isOver(statement: Running): boolean {
    statement.end?.();
    return this.running.delete(statement);
  }

  private runOn(
    client: PoolClient,
    query: QueryArrayConfig,
    statement: Running,
    resolve: (rows: Row[]) => void,
  ): void {
    const settle = (error: Error | null, rows: Row[]): void => {
      client.removeListener('error', onError);
      // It was ended, or the connection was lost: this has been told.
      if (!this.running.has(statement)) return;
      client.release(error ?? undefined);
      this.isOver(statement);
      if (error) statement.fail(error);
      else resolve(rows);
    };
    const onError = (error: Error): void => settle(error, []);
    client.once('error', onError);
    client.query<Row>(query, (error: Error | null, result?: { rows: Row[] }) =>
      settle(error, result?.rows ?? []),
    );
  }
}

interface PoolTurns {
  turns: Turns;
  /** Milliseconds that a statement may wait for its turn. */
  patience: number;
}

const poolTurns = new WeakMap<Pool, PoolTurns>();

/** Connections are had in turn by clients: a pool alone would serve who has asked for most of them first. */
function turnsFor(pool: Pool): PoolTurns {
  const { max, connectionTimeoutMillis: patience = 0 } = pool.options;
  const known = poolTurns.get(pool) ?? { turns: new Turns(max), patience };
  poolTurns.set(pool, known);
  return known;
}

const READS = Symbol('reads');

/** The database as one request sees it: what is read through it, is read by `reads`. */
export function readThrough(db: DataSource, reads: Reads): DataSource {
  return Object.create(db, { [READS]: { value: reads } }) as DataSource;
}

/** By what is read through this database, where that is for one request. */
export function readsOf(db: DataSource): Reads | undefined {
  return (db as { [READS]?: Reads })[READS];
}
