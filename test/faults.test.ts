import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pino } from 'pino';
import { Client } from 'pg';
import { createApiKey } from '../src/access/api-keys';
import { readConfig } from '../src/config';
import { databaseAt } from '../src/database/data-source';
import { serializers } from '../src/operations/log';
import { createServer } from '../src/server';
import { until } from './support/cached';
import { cuttable } from './support/cuttable';
import { createTestDatabase, testServerUrl, type TestDatabase } from './support/database';
import { publish } from './support/newsroom';
import { startTestServer, type GraphQLResult } from './support/server';

const config = readConfig({ DATELINE_DATA_DIR: 'unused', DATELINE_RESPONSE_CACHE: 'off' });
const READ = { query: '{ articles(first: 1) { nodes { headline } } }' };

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase('desk');
});
afterEach(() => database.close());

/** A server whose log is kept, asked by an editor. */
async function serving(url: string) {
  const { key } = await createApiKey(database.db, { name: 'Edna', role: 'EDITOR' });
  const db = await databaseAt({ url, poolTimeoutMs: 10_000 }).initialize();
  const lines: string[] = [];
  const log = pino(
    { level: 'warn', serializers },
    { write: (line: string) => void lines.push(line) },
  );
  const app = await createServer({ config, db, log });
  const send = async (payload: object): Promise<{ status: number; body: GraphQLResult }> => {
    const headers = { authorization: `Bearer ${key}` };
    const answer = await app.inject({ method: 'POST', url: '/graphql', headers, payload });
    return { status: answer.statusCode, body: answer.json() };
  };
  const write = (headline: string) =>
    send({
      query: 'mutation ($i: CreateArticleInput!) { createArticle(input: $i) { article { slug } } }',
      variables: { i: { headline, section: 'politics', blocks: [{ text: 'Words.' }] } },
    });
  const close = async (): Promise<void> => {
    await app.close();
    await db.destroy();
  };
  return { app, db, lines, send, write, close };
}

const said = ({ status, body }: { status: number; body: GraphQLResult }): unknown[] => [
  status,
  body.errors?.[0]?.extensions.code,
  body.errors?.[0]?.message,
];
const NO_CHANGES = [
  503,
  'SERVICE_UNAVAILABLE',
  'The database takes no changes now. Try again later.',
];
const AWAY = [503, 'SERVICE_UNAVAILABLE', 'The database is not available. Try again.'];

test.each([
  ['53100', NO_CHANGES, 'its disk is full'],
  ['58030', NO_CHANGES, 'it can’t read or write its disk'],
  ['25006', NO_CHANGES, 'it takes no changes, as a replica or one that is set to read only'],
  ['53200', AWAY, 'it is out of memory'],
  ['XX001', [200, 'INTERNAL_SERVER_ERROR', expect.any(String)], 'its data are damaged'],
])('%s within a mutation leaves nothing, and is told', async (state, answer, meaning) => {
  const { lines, write, send, close } = await serving(database.url);
  await database.db.query(
    `CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'could not extend file "base/1"' USING ERRCODE = '${state}'; END $$`,
  );
  await database.db.query(
    'CREATE TRIGGER fail AFTER INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION fail()',
  );
  const failed = await write('A ferry is late');
  expect(said(failed)).toEqual(answer);
  expect(JSON.stringify(failed.body)).not.toContain('base/1');
  expect(lines.join('')).toContain(`"sqlState":"${state}","meaning":"${meaning}"`);
  expect((await send(READ)).status).toBe(200);
  await database.db.query('DROP FUNCTION fail CASCADE');
  // It would have another slug had the first left anything.
  expect((await write('A ferry is late')).body.data?.createArticle.article.slug).toBe(
    'a-ferry-is-late',
  );
  await close();
});

test('while the database is read only, whoever has a key reads on', async () => {
  const name = new URL(database.url).pathname.slice(1);
  await database.db.query(`ALTER DATABASE "${name}" SET default_transaction_read_only TO on`);
  const { lines, write, send, close } = await serving(database.url);
  expect((await send(READ)).body.data?.articles.nodes).toHaveLength(1);
  expect(said(await write('A ferry is late'))).toEqual(NO_CHANGES);
  expect(lines.join('')).toContain('"sqlState":"25006"');
  await close();
});

test('when no connection is free it is told, and served again when one is', async () => {
  const role = `few_${process.pid}`;
  const admin = new Client({ connectionString: testServerUrl() });
  await admin.connect();
  await admin.query(`CREATE ROLE ${role} LOGIN PASSWORD 'few' CONNECTION LIMIT 20`);
  await database.db.query(`GRANT ALL ON ALL TABLES IN SCHEMA public TO ${role};
    GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO ${role}`);
  const url = Object.assign(new URL(database.url), { username: role, password: 'few' }).href;
  const { app, lines, write, send, close } = await serving(url);
  const ready = async (): Promise<number> => (await app.inject('/readyz')).statusCode;
  await until(async () => (await ready()) === 200);
  await admin.query(`ALTER ROLE ${role} CONNECTION LIMIT 0`);
  await admin.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '${role}'`,
  );
  await until(async () => (await ready()) === 503);
  expect(said(await send(READ))).toEqual(AWAY);
  expect(said(await write('A ferry sails'))).toEqual(AWAY);
  expect(lines.join('')).toContain(
    '"sqlState":"53300","meaning":"it has too many connections open"',
  );
  await admin.query(`ALTER ROLE ${role} CONNECTION LIMIT 20`);
  await until(async () => (await ready()) === 200);
  expect((await write('A ferry sails')).body.data?.createArticle.article.slug).toBe(
    'a-ferry-sails',
  );
  await close();
  await database.db.query(`DROP OWNED BY ${role}`);
  await admin.query(`DROP ROLE ${role}`);
  await admin.end();
});

test('what is published is there at once, though the clock of this server has jumped', async () => {
  const server = await startTestServer('desk');
  const editor = await server.as('EDITOR');
  const others = ['hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate'] as const;
  const timers = [
    'setInterval',
    'setTimeout',
    'clearImmediate',
    'clearInterval',
    'clearTimeout',
  ] as const;
  const now = Date.now() + 3_600_000;
  jest.useFakeTimers({ now, doNotFake: [...others, ...timers] });
  try {
    const { slug } = await publish(editor, 'Words that readers are to see.');
    const { article } = await server.ask(`{ article(slug: "${slug}") { publishedAt } }`);
    expect(Date.parse(article.publishedAt)).toBeLessThan(now - 60_000);
  } finally {
    jest.useRealTimers();
    await server.close();
  }
});

test('an import whose database goes away says so, and ends', async () => {
  const way = await cuttable(new URL(database.url));
  const env = { PATH: process.env['PATH'] ?? '', DATABASE_URL: way.url };
  const args = [join(__dirname, '../dist/src/main.js'), 'import', '-', '--format', 'jsonl'];
  const child = spawn(process.execPath, args, { env });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  // It reads the names that there are, and then waits for articles.
  const begun = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%alias%'
    AND pid <> pg_backend_pid()`;
  await until(async () => (await database.db.query<object[]>(begun)).length > 0);
  way.cut();
  child.stdin.end('{"headline": "Ferries return", "text": "They do.", "section": "Ports"}\n');
  const [code] = (await once(child, 'exit')) as [number];
  expect([code, said]).toEqual([1, expect.stringMatching(/PostgreSQL can’t go on/)]);
  expect(said).not.toMatch(/\n\s+at /);
}, 20_000);

test('the log tells of an error of the database without the statement and its values', async () => {
  const lines: string[] = [];
  const log = pino({ serializers }, { write: (line: string) => void lines.push(line) });
  const failed = database.db.query('SELECT $1::int AS age', ['a secret']);
  await failed.catch((err: unknown) => log.error({ err }, 'a request failed'));
  const [said] = lines.map((line) => JSON.parse(line) as { err: object });
  expect(said?.err).toMatchObject({
    ...{ type: 'QueryFailedError', code: '22P02' },
    ...{ message: 'invalid input syntax for type integer: "…"' },
    stack: expect.stringMatching(/^\s+at /),
  });
  expect(lines.join('')).not.toMatch(/secret|SELECT/);
});
