import type { Sql } from 'sql-template-tag';
import type { DataSource } from 'typeorm';
import { withLiterals } from './literals';

/** Rows that are fetched at once. */
const AT_ONCE = 100;

/** Reads any number of rows, without holding them: what a statement's one column has. */
export type Scan = <T>(statement: Sql) => AsyncGenerator<T>;

/** Runs scans that all see the database as it is at one moment. */
export async function* scanning<T>(
  db: DataSource,
  run: (scan: Scan) => AsyncGenerator<T>,
): AsyncGenerator<T> {
  const runner = db.createQueryRunner();
  try {
    await runner.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    yield* run(async function* <R>(statement: Sql): AsyncGenerator<R> {
      await runner.query(`DECLARE scan NO SCROLL CURSOR FOR ${withLiterals(statement)}`);
      for (let more = true; more;) {
        const rows = (await runner.query(`FETCH ${AT_ONCE} FROM scan`)) as Record<string, R>[];
        for (const row of rows) yield* Object.values(row);
        more = rows.length === AT_ONCE;
      }
      await runner.query('CLOSE scan');
    });
  } finally {
    await runner.query('ROLLBACK');
    await runner.release();
  }
}
