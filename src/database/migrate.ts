import type { DataSource } from 'typeorm';

/** The database was made by a newer version of this program. */
export class SchemaIsNewer extends Error {
  override readonly name = 'SchemaIsNewer';
}

/** Any number will do, as long as every server takes the same. */
const MIGRATION_LOCK = 0x0da7_e11e;

/** Brings the schema up to date. Of several servers that start together one does it, the others wait. */
export async function migrate(db: DataSource): Promise<string[]> {
  const runner = db.createQueryRunner();
  try {
    await runner.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await refuseNewer(db);
    const done = await db.runMigrations();
    return done.map(({ name }) => name);
  } finally {
    await runner.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    await runner.release();
  }
}

/** @throws SchemaIsNewer: code that does not know a schema would read and write it wrongly */
async function refuseNewer(db: DataSource): Promise<void> {
  const newer = await unknownMigrations(db);
  if (newer === 0) return;
  throw new SchemaIsNewer(
    `The database was made by a newer version of Dateline: it has ${newer} migration(s) that this one does not know. Use that version.`,
  );
}

/** How many migrations a database has had that this program does not know. */
export async function unknownMigrations(db: DataSource): Promise<number> {
  const [{ exists }] = await db.query<[{ exists: boolean }]>(
    `SELECT to_regclass('migrations') IS NOT NULL AS exists`,
  );
  if (!exists) return 0;
  const known = db.migrations.map(({ name, constructor }) => name ?? constructor.name);
  const [{ unknown }] = await db.query<[{ unknown: number }]>(
    'SELECT count(*)::int AS unknown FROM migrations WHERE name <> ALL ($1)',
    [known],
  );
  return unknown;
}
