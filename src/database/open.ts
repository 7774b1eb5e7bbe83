import { DatabaseError } from 'pg';
import type { DataSource } from 'typeorm';
import type { Config } from '../config';
import { databaseAt, type DatabaseOptions } from './data-source';
import { startEmbedded } from './embedded';
import { troubleOf } from './trouble';

/** The database can't be used; the message says why, in plain words, and what to do. */
export class DatabaseUnusable extends Error {
  override readonly name = 'DatabaseUnusable';
}

export interface OpenDatabase {
  db: DataSource;
  /** Where the data lies, for a person to read; no password in it. */
  place: string;
  embedded: boolean;
  close(): Promise<void>;
}

const OLDEST_POSTGRES = 150_000;

/**
 * Connects to DATABASE_URL, or to the embedded database, starting it if need be.
 *
 * @throws DatabaseUnusable when DATABASE_URL can't be connected to, or is too old
 * @throws EmbeddedDatabaseError when the embedded one can't be started
 */
export async function openDatabase(
  config: Config,
  options: Omit<DatabaseOptions, 'url'> = {},
): Promise<OpenDatabase> {
  if (config.DATABASE_URL !== undefined) {
    const db = await connect(config.DATABASE_URL, options);
    const { host, pathname } = new URL(config.DATABASE_URL);
    return { db, place: `${host}${pathname}`, embedded: false, close: () => db.destroy() };
  }
  const embedded = await startEmbedded(config.DATELINE_DATA_DIR);
  try {
    const db = await connect(embedded.url, options);
    const close = async (): Promise<void> => {
      await db.destroy();
      await embedded.stop();
    };
    return { db, place: embedded.dataDir, embedded: true, close };
  } catch (error) {
    await embedded.stop();
    throw error;
  }
}

async function connect(url: string, options: Omit<DatabaseOptions, 'url'>): Promise<DataSource> {
  const db = databaseAt({ url, ...options });
  try {
    await db.initialize();
  } catch (error) {
    throw new DatabaseUnusable(explain(error, new URL(url)), { cause: error });
  }
  const [row] = await db.query<{ version: number }[]>(
    "SELECT current_setting('server_version_num')::int AS version",
  );
  if ((row?.version ?? 0) >= OLDEST_POSTGRES) return db;
  await db.destroy();
  throw new DatabaseUnusable('DATABASE_URL: PostgreSQL 15 or newer is needed; this one is older.');
}

/** What SQLSTATE says of a connection that was refused, in words. */
const REFUSALS: Record<string, string> = {
  '28P01': 'it refuses the user or the password',
  '28000': 'it refuses the user',
  '3D000': 'it has no database of that name',
};

function explain(error: unknown, { host }: URL): string {
  return `DATABASE_URL: PostgreSQL at ${host} can’t be used: ${whyRefused(error)}.`;
}

/** Why there is no connection, in words. */
export function whyRefused(error: unknown): string {
  const { code = '' } = error as NodeJS.ErrnoException;
  if (error instanceof DatabaseError)
    return REFUSALS[code] ?? troubleOf(error)?.meaning ?? 'it refuses the connection';
  return code === 'ENOTFOUND'
    ? 'there is no host of that name'
    : 'nothing answers there, so it may not be running';
}
