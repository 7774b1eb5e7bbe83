import { Client } from 'pg';
import type { DataSource, Logger } from 'typeorm';
import { v4 as uuidV4 } from 'uuid';
import { databaseAt } from '../../src/database/data-source';

/** What a test's database holds at first: nothing but the countries, or the sample desk as well. */
export type Content = 'empty' | 'desk';

export interface TestDatabase {
  url: string;
  db: DataSource;
  /** Every statement that ran through `db`, in order. */
  statements: string[];
  close(): Promise<void>;
}

/** The PostgreSQL that tests share. */
export function testServerUrl(): string {
  const url = process.env['TEST_DATABASE_URL'];
  if (url === undefined) throw new Error('the global setup has not run');
  return url;
}

/** A database of its own for a test, cloned in a few dozen milliseconds. */
export async function createTestDatabase(content: Content): Promise<TestDatabase> {
  const name = `dateline_test_${uuidV4().replaceAll('-', '')}`;
  await administer(`CREATE DATABASE ${name} TEMPLATE dateline_test_${content}`);
  const url = Object.assign(new URL(testServerUrl()), { pathname: `/${name}` }).href;
  const statements: string[] = [];
  const db = databaseAt({ url, poolTimeoutMs: 10_000, logger: recorder(statements) });
  await db.initialize();
  const close = async (): Promise<void> => {
    await db.destroy();
    await administer(`DROP DATABASE ${name} WITH (FORCE)`);
  };
  return { url, db, statements, close };
}

async function administer(statement: string): Promise<void> {
  const client = new Client({ connectionString: testServerUrl() });
  await client.connect();
  // Two clones of one template at once are refused; a lock makes the second wait.
  await client.query('SELECT pg_advisory_lock(1)');
  await client.query(statement);
  await client.end();
}

function recorder(statements: string[]): Logger {
  const nothing = (): void => undefined;
  return {
    logQuery: (query) => void statements.push(query),
    logQueryError: nothing,
    logQuerySlow: nothing,
    logSchemaBuild: nothing,
    logMigration: nothing,
    log: nothing,
  };
}
