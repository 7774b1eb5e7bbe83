import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { pino } from 'pino';
import { createApiKey } from '../src/access/api-keys';
import { readConfig } from '../src/config';
import { databaseAt } from '../src/database/data-source';
import { createServer } from '../src/server';
import { until } from './support/cached';
import { createTestDatabase, testServerUrl, type TestDatabase } from './support/database';
import type { GraphQLResult } from './support/server';

const CREATE = `mutation { createArticle(input: { headline: "A harbour reopens", section: "security",
  blocks: [{ text: "The harbour of Tartus reopened." }] }) { article { slug } } }`;

const ROLE = 'dateline_test_visitor';

async function administer(statement: string): Promise<void> {
  const client = new Client({ connectionString: testServerUrl() });
  await client.connect();
  await client.query(statement);
  await client.end();
}

/** Lets a role that may have so many connections at once be the owner of a database. */
async function ownedByVisitor(url: string, connections: number): Promise<string> {
  const name = new URL(url).pathname.slice(1);
  await administer(`CREATE ROLE ${ROLE} LOGIN PASSWORD 'visitor' CONNECTION LIMIT ${connections};
    ALTER DATABASE ${name} OWNER TO ${ROLE}; GRANT pg_read_all_data, pg_write_all_data TO ${ROLE}`);
  return Object.assign(new URL(url), { username: ROLE, password: 'visitor' }).href;
}

async function limitTo(connections: number): Promise<void> {
  await administer(`ALTER ROLE ${ROLE} CONNECTION LIMIT ${connections}`);
  await administer(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '${ROLE}'`,
  );
}

test.each([
  ['a full disk', '53100'],
  ['no memory left', '53200'],
  ['a disk that can’t be written', '58030'],
])('%s is said, leaves nothing half-written, and is over when it is over', async (_what, state) => {
  const lines: string[] = [];
  const database = await createTestDatabase('desk');
  const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) });
  const config = readConfig({ DATELINE_DATA_DIR: 'unused', DATELINE_RESPONSE_CACHE: 'off' });
  const app = await createServer({ config, db: database.db, log });
  const { key } = await createApiKey(database.db, { name: 'CMS', role: 'EDITOR' });
  const write = () =>
    app.inject({
      ...{ method: 'POST', url: '/graphql', payload: { query: CREATE } },
      headers: { authorization: `Bearer ${key}` },
    });
  // The last that a mutation writes.
  await database.db.query(`CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'could not extend file "base/1/2"' USING ERRCODE = '${state}'; END $$;
    CREATE TRIGGER full_disk BEFORE INSERT ON audit_entry EXECUTE FUNCTION full_disk()`);
  const refused = await write();
  const { errors = [] } = refused.json<GraphQLResult>();
  expect([refused.statusCode, errors[0]?.extensions.code]).toEqual([503, 'SERVICE_UNAVAILABLE']);
  expect(refused.body).not.toMatch(/base\/1|extend|audit/);
  expect(lines.map((line) => JSON.parse(line) as object)).toContainEqual(
    expect.objectContaining({ code: state, reason: 'could not extend file "base/1/2"' }),
  );
  const left = `SELECT 1 FROM article WHERE slug = 'a-harbour-reopens'`;
  expect(await database.db.query(left)).toEqual([]);
  await database.db.query('DROP TRIGGER full_disk ON audit_entry');
  expect((await write()).json<GraphQLResult>().errors).toBeUndefined();
  expect(await database.db.query(left)).toHaveLength(1);
  await app.close();
  await database.close();
});

describe('where PostgreSQL has no connection free', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await createTestDatabase('empty');
  });
  afterEach(async () => {
    await database.close();
    await administer(`DROP ROLE ${ROLE}`);
  });

  test.each([0, 1])('but %d, a command says so', async (connections) => {
    const DATABASE_URL = await ownedByVisitor(database.url, connections);
    const program = join(__dirname, '../dist/src/main.js');
    const env = { PATH: process.env['PATH'] ?? '', PORT: '0', DATABASE_URL };
    const started = promisify(execFile)(process.execPath, [program, 'serve'], { env });
    await expect(started).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^dateline: .*PostgreSQL .* too many connections open.*\n$/),
    });
  });

  test('a server that runs says so, and serves when there is one', async () => {
    const db = databaseAt({ url: await ownedByVisitor(database.url, -1) });
    await db.initialize();
    const config = readConfig({ DATELINE_DATA_DIR: 'unused', DATELINE_RESPONSE_CACHE: 'off' });
    const app = await createServer({ config, db, log: pino({ level: 'silent' }) });
    const ask = async (): Promise<number> =>
      (
        await app.inject({
          method: 'POST',
          url: '/graphql',
          payload: { query: '{ sections { id } }' },
        })
      ).statusCode;
    expect(await ask()).toBe(200);
    await limitTo(0);
    await until(async () => (await ask()) === 503);
    expect((await app.inject('/readyz')).statusCode).toBe(503);
    await limitTo(-1);
    await until(async () => (await ask()) === 200);
    await until(async () => (await app.inject('/readyz')).statusCode === 200);
    await app.close();
    await db.destroy();
  });
});
