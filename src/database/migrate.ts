import type { DataSource } from 'typeorm';

/** Any number will do, as long as every server takes the same. */
const MIGRATION_LOCK = 0x0da7_e11e;

/** Brings the schema up to date. Of several servers that start together one does it, the others wait. */
export async function migrate(db: DataSource): Promise<string[]> {
  const runner = db.createQueryRunner();
  try {
    await runner.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const done = await db.runMigrations();
    return done.map(({ name }) => name);
  } finally {
    await runner.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    await runner.release();
  }
}
