import { DataSource, type Logger } from 'typeorm';
import { types } from 'pg';
import { migrations } from '../../migrations';
import { models } from './models';
import { SnakeCaseNaming } from './naming';

export interface DatabaseOptions {
  url: string;
  /** The most connections that this process opens. */
  poolSize?: number;
  /** Milliseconds to wait for a free connection before giving up. */
  poolTimeoutMs?: number;
  /** Milliseconds after which PostgreSQL ends a statement; 0 lets it run. */
  statementTimeoutMs?: number;
  logger?: Logger;
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
];

/** The database with its models and migrations, not yet connected. */
export function databaseAt(options: DatabaseOptions): DataSource {
  return new DataSource({
    type: 'postgres',
    url: options.url,
    applicationName: 'dateline',
    namingStrategy: new SnakeCaseNaming(),
    entities: models,
    migrations,
    migrationsTransactionMode: 'all',
    ...(options.logger && { logger: options.logger, logging: ['query'] }),
    extra: {
      max: options.poolSize ?? 10,
      connectionTimeoutMillis: options.poolTimeoutMs ?? 1000,
      // A connection knows its statements and plans: it is worth keeping through a quiet spell.
      idleTimeoutMillis: 600_000,
      keepAlive: true,
      statement_timeout: options.statementTimeoutMs ?? 0,
      types: typeParsers,
      options: SESSION.map((setting) => `-c ${setting}`).join(' '),
    },
  });
}
