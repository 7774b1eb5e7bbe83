import { types, type PoolConfig } from 'pg';
import type { Config } from '../config';

/** How many connections a process opens, and how long it waits. */
export interface PoolLimits {
  /** The most connections that this process opens. */
  poolSize?: number;
  /** Milliseconds to wait for a free connection before giving up. */
  poolTimeoutMs?: number;
  /** Milliseconds after which PostgreSQL ends a statement; 0 lets it run. */
  statementTimeoutMs?: number;
}

/** The limits of a server that readers ask. */
export function limitsOf(config: Config): PoolLimits {
  return {
    poolSize: config.DATELINE_POOL_SIZE,
    poolTimeoutMs: config.DATELINE_POOL_TIMEOUT_MS,
    statementTimeoutMs: config.DATELINE_STATEMENT_TIMEOUT_MS,
  };
}

/** Days stay text, as PostgreSQL writes them: a JavaScript Date would drag a time zone in. */
const typeParsers = {
  getTypeParser: (oid: Parameters<typeof types.getTypeParser>[0], format?: 'text'): unknown =>
    oid === types.builtins.DATE ? (text: string) => text : types.getTypeParser(oid, format),
};

const SESSION = [
  // How alike names must be to be compared letter by letter: a short one with two letters swapped still is.
  'pg_trgm.similarity_threshold=0.2',
  // A statement is planned once a connection: planning anew for each set of values costs more than running.
  'plan_cache_mode=force_generic_plan',
  // A statement whose client has closed the connection is ended within a tenth of a second; PostgreSQL
  // can't look for that on Windows, and refuses the setting there.
  ...(process.platform === 'win32' ? [] : ['client_connection_check_interval=100']),
];

/** How connections are kept and set up, to the primary as to a replica. */
export function poolOptions(limits: PoolLimits): PoolConfig {
  return {
    max: limits.poolSize ?? 10,
    connectionTimeoutMillis: limits.poolTimeoutMs ?? 1000,
    // A connection knows its statements and plans: it is worth keeping through a quiet spell.
    idleTimeoutMillis: 600_000,
    keepAlive: true,
    statement_timeout: limits.statementTimeoutMs ?? 0,
    types: typeParsers as NonNullable<PoolConfig['types']>,
    options: SESSION.map((setting) => `-c ${setting}`).join(' '),
  };
}
