import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { databaseAt } from '../../src/database/data-source';
import { startEmbedded, type EmbeddedDatabase } from '../../src/database/embedded';
import { migrate } from '../../src/database/migrate';
import { readDesk } from '../../src/desk/read-desk';
import { writeDesk } from '../../src/desk/write-desk';

declare global {
  var embeddedForTests: EmbeddedDatabase | undefined;
}

/**
 * Makes the two databases that tests clone: one migrated, one with the sample desk as well. They live in
 * a PostgreSQL of their own, or in the one that TEST_DATABASE_URL names.
 */
export default async function globalSetup(): Promise<void> {
  let url = process.env['TEST_DATABASE_URL'];
  if (url === undefined) {
    const dataDir = await mkdtemp(join(tmpdir(), 'dateline-test-'));
    globalThis.embeddedForTests = await startEmbedded(dataDir, { fsync: 'off' });
    url = globalThis.embeddedForTests.url;
    process.env['TEST_DATABASE_URL'] = url;
  }
  await makeTemplate(url, 'dateline_test_empty', null);
  await makeTemplate(url, 'dateline_test_desk', 'dateline_test_empty');
}

async function makeTemplate(url: string, name: string, from: string | null): Promise<void> {
  const admin = new Client({ connectionString: url });
  await admin.connect();
  await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await admin.query(`CREATE DATABASE ${name} TEMPLATE ${from ?? 'template0'}`);
  await admin.end();
  const db = databaseAt({ url: Object.assign(new URL(url), { pathname: `/${name}` }).href });
  await db.initialize();
  if (from === null) await migrate(db);
  else await writeDesk(db, await readDesk('content'));
  await db.destroy();
}
