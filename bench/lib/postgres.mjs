// The PostgreSQL that everything is measured on, and the database of each scale in it.
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';

/** The folder that holds bench/ and the server that it measures. */
export const ROOT = path.resolve(import.meta.dirname, '../..');

export const SCALES = { '20k': 20_000, '200k': 200_000, '1m': 1_000_000 };

/**
 * Memory for 20,000 articles to lie in the buffers and for a million to be read through the page
 * cache. Nothing here must survive a crash, so nothing waits for the disk; what the planner goes by is
 * as shipped, but for the cost of a random page, which no disk of today has.
 */
const SETTINGS = {
  shared_buffers: '2GB',
  effective_cache_size: '6GB',
  maintenance_work_mem: '1GB',
  work_mem: '16MB',
  random_page_cost: '1.1',
  max_connections: '200',
  autovacuum: 'off',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '16GB',
  checkpoint_timeout: '1h',
};

const dataDir = () => process.env.BENCH_PG_DIR || path.join(os.tmpdir(), 'dateline-bench');

export const postgresLog = () => path.join(dataDir(), 'postgres.log');

/** Starts the product's embedded PostgreSQL in the bench's own folder, or joins it. */
export function startPostgres() {
  const require = createRequire(import.meta.url);
  const { startEmbedded } = require(path.join(ROOT, 'dist/src/database/embedded.js'));
  return startEmbedded(dataDir(), SETTINGS);
}

/** Where PostgreSQL is: DATABASE_URL, of which only the server counts, or the bench's own. */
async function serverUrl() {
  return process.env.DATABASE_URL || (await startPostgres()).url;
}

/** The URL of a scale's database. */
export async function databaseUrl(scale) {
  if (!SCALES[scale]) throw new Error(`--scale is one of ${Object.keys(SCALES).join(', ')}`);
  return urlOf(await serverUrl(), `dateline_bench_${scale}`);
}

/** The same server, another database. */
export function urlOf(url, database) {
  return Object.assign(new URL(url), { pathname: `/${database}` }).href;
}

export async function connect(url, settings = {}) {
  const client = new pg.Client({ connectionString: url, ...settings });
  await client.connect();
  return client;
}

/** Runs `use` with a connection and closes it. */
export async function withConnection(url, use) {
  const client = await connect(url);
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
