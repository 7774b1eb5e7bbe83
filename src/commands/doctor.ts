import { statfs } from 'node:fs/promises';
import { Command } from 'commander';
import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import type { PostgresDataSourceOptions } from 'typeorm/driver/postgres/PostgresDataSourceOptions';
import { readConfig, type Config } from '../config';
import { unknownMigrations } from '../database/migrate';
import { openDatabase } from '../database/open';
import type { Finding } from './doctor/finding';
import { replicas } from './doctor/replicas';
import { print } from './terminal';

const EXTENSIONS = ['unaccent', 'pg_trgm', 'fuzzystrmatch'];
/** Bytes of disk below which it is time to do something. */
const LITTLE_DISK = 1024 ** 3;
/** Milliseconds for a notice to come round. */
const PATIENCE = 2000;

export function doctorCommand(): Command {
  return new Command('doctor')
    .description('Look at settings, database, replicas and disk, and say what to do.')
    .action(async () => {
      const config = readConfig();
      print('✓ settings');
      const open = await openDatabase(config, { poolSize: 2, poolTimeoutMs: 5000 });
      try {
        const findings = await examine(open.db, config, open.embedded ? open.place : null);
        for (const { what, wrong } of findings)
          print(wrong === null ? `✓ ${what}` : `✗ ${what}: ${wrong}`);
        if (findings.some(({ wrong }) => wrong !== null)) process.exitCode = 1;
      } finally {
        await open.close();
      }
    });
}

async function examine(db: DataSource, config: Config, dataDir: string | null): Promise<Finding[]> {
  return [
    await version(db),
    await extensions(db),
    await migrations(db),
    await connections(db, config),
    await notices(db),
    ...(await replicas(db, config.DATABASE_REPLICA_URLS)),
    ...(dataDir === null ? [] : [await disk(dataDir)]),
  ];
}

async function version(db: DataSource): Promise<Finding> {
  const [{ version: is }] = await db.query<[{ version: string }]>(
    `SELECT current_setting('server_version') AS version`,
  );
  // An older one than 15 is not even connected to.
  return { what: `PostgreSQL ${is}`, wrong: null };
}

async function extensions(db: DataSource): Promise<Finding> {
  const rows = await db.query<{ name: string }[]>(
    'SELECT name FROM pg_available_extensions WHERE name = ANY ($1)',
    [EXTENSIONS],
  );
  const missing = EXTENSIONS.filter((wanted) => !rows.some(({ name }) => name === wanted));
  const wrong =
    missing.length === 0
      ? null
      : `install ${missing.join(' and ')} (the contrib package) on its host`;
  return { what: `extensions ${EXTENSIONS.join(', ')}`, wrong };
}

async function migrations(db: DataSource): Promise<Finding> {
  const newer = await unknownMigrations(db);
  if (newer > 0) {
    return { what: 'schema', wrong: `it is newer than this program by ${newer} migration(s)` };
  }
  const isBehind = await db.showMigrations();
  return { what: 'schema', wrong: isBehind ? 'it is behind: run dateline migrate' : null };
}

async function connections(db: DataSource, { DATELINE_POOL_SIZE }: Config): Promise<Finding> {
  const [{ most, used }] = await db.query<[{ most: number; used: number }]>(
    `SELECT current_setting('max_connections')::int AS most,
       (SELECT count(*)::int FROM pg_stat_activity WHERE backend_type = 'client backend') AS used`,
  );
  // The pool, and the connection that hears of changes.
  const free = most - used;
  const wrong =
    free > DATELINE_POOL_SIZE
      ? null
      : `one server takes ${DATELINE_POOL_SIZE + 1}: lower DATELINE_POOL_SIZE or raise max_connections`;
  return { what: `connections: ${used} of ${most} are in use`, wrong };
}

/** A pooler that shares connections out by transaction swallows notices, and no answer could be kept. */
async function notices(db: DataSource): Promise<Finding> {
  const client = new Client({
    connectionString: (db.options as PostgresDataSourceOptions).url ?? '',
  });
  await client.connect();
  try {
    await client.query('LISTEN dateline_doctor');
    const heard = new Promise<boolean>((resolve) => {
      client.on('notification', () => resolve(true));
      setTimeout(() => resolve(false), PATIENCE);
    });
    await db.query('NOTIFY dateline_doctor');
    const wrong = (await heard)
      ? null
      : 'they do not arrive: let DATABASE_URL lead past the pooler, or have it pool by session';
    return { what: 'notices of changes', wrong };
  } finally {
    await client.end();
  }
}

async function disk(dataDir: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(dataDir);
  const free = bavail * bsize;
  const gigabytes = (free / 1024 ** 3).toFixed(1);
  return {
    what: `disk: ${gigabytes} GB free`,
    wrong: free < LITTLE_DISK ? 'make room, or move DATELINE_DATA_DIR' : null,
  };
}
