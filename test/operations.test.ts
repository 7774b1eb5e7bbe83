import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { readConfig } from '../src/config';
import { databaseAt } from '../src/database/data-source';
import { migrate } from '../src/database/migrate';
import { Stopping } from '../src/operations/stopping';
import { createServer } from '../src/server';
import { until } from './support/cached';
import { cuttable } from './support/cuttable';
import { createTestDatabase } from './support/database';
import { startTestServer, type GraphQLResult } from './support/server';

const config = readConfig({ DATELINE_DATA_DIR: 'unused', DATELINE_RESPONSE_CACHE: 'off' });
const QUERY = { query: 'query Front { articles(first: 1) { nodes { headline } } }' };

test('while the database is away it says so, and serves again when that is back', async () => {
  const database = await createTestDatabase('desk');
  const way = await cuttable(new URL(database.url));
  const db = await databaseAt({ url: way.url, poolTimeoutMs: 1000 }).initialize();
  const app = await createServer({ config, db, log: pino({ level: 'silent' }) });
  const ask = async (): Promise<{ status: number; body: GraphQLResult }> => {
    const answer = await app.inject({ method: 'POST', url: '/graphql', payload: QUERY });
    return { status: answer.statusCode, body: answer.json() };
  };
  const ready = async (): Promise<number> => (await app.inject('/readyz')).statusCode;
  await until(async () => (await ready()) === 200);
  expect((await ask()).status).toBe(200);
  way.cut();
  const { status, body } = await ask();
  expect([status, body.errors?.[0]?.extensions.code]).toEqual([503, 'SERVICE_UNAVAILABLE']);
  expect(JSON.stringify(body)).not.toMatch(/127\.0\.0\.1|ECONN|postgres/i);
  expect(await ready()).toBe(503);
  expect((await app.inject('/healthz')).statusCode).toBe(200);
  await way.open();
  await until(async () => (await ask()).status === 200);
  // The connection that hears of changes is back as well.
  await until(async () => (await ready()) === 200);
  way.cut();
  await app.close();
  await db.destroy();
  await database.close();
});

test('a server that stops says so first, cuts no request, and takes nothing new', async () => {
  const database = await createTestDatabase('desk');
  const stopping = new Stopping(200);
  const log = pino({ level: 'silent' });
  const app = await createServer({ config, db: database.db, log, stopping });
  app.get('/slow', async () => {
    await sleep(600);
    return { slow: true };
  });
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  await until(async () => (await fetch(`${address}/readyz`)).status === 200);
  const slow = fetch(`${address}/slow`);
  await sleep(50);
  const stopped = stopping.stop(app);
  const ready = await fetch(`${address}/readyz`);
  expect([ready.status, await ready.json()]).toEqual([503, { status: 'the server is stopping' }]);
  expect(ready.headers.get('connection')).toBe('close');
  const late = await fetch(`${address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(QUERY),
  });
  expect(late.status).toBe(200);
  expect(await (await slow).json()).toEqual({ slow: true });
  await stopped;
  await expect(fetch(`${address}/healthz`)).rejects.toThrow('fetch failed');
  await database.close();
});

test('a database that a newer version made is refused', async () => {
  const database = await createTestDatabase('empty');
  await database.db.query(
    `INSERT INTO migrations (timestamp, name) VALUES (9999999999999, 'Later1')`,
  );
  await expect(migrate(database.db)).rejects.toThrow('1 migration(s) that this one does not know');
  await database.close();
});

describe('a request', () => {
  test('keeps the id that it came with, and gets one if it came with none that will do', async () => {
    const server = await startTestServer('empty');
    const idFor = async (id?: string): Promise<unknown> => {
      const headers = id === undefined ? {} : { 'x-request-id': id };
      return (await server.app.inject({ url: '/healthz', headers })).headers['x-request-id'];
    };
    expect(await idFor('trace-1:a.b')).toBe('trace-1:a.b');
    expect(await idFor()).toMatch(/^[0-9a-f-]{36}$/);
    expect(await idFor('no {good}')).toMatch(/^[0-9a-f-]{36}$/);
    expect(await idFor('x'.repeat(101))).toMatch(/^[0-9a-f-]{36}$/);
    await server.close();
  });

  test('leaves its outcome in the log, and nothing of what it asked', async () => {
    const lines: string[] = [];
    const database = await createTestDatabase('desk');
    const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });
    const app = await createServer({ config, db: database.db, log });
    const query = 'query ($q: String!) { search(query: $q) { totalCount } }';
    await app.inject({
      method: 'POST',
      url: '/graphql',
      headers: { authorization: 'Bearer dateline_secret' },
      payload: { query, variables: { q: 'whispered' } },
    });
    await app.inject(`/graphql?query=${encodeURIComponent('{ __typename whispered }')}`);
    const answered = lines.filter((line) => line.includes('"answered"'));
    expect(answered.map((line) => (JSON.parse(line) as { status: number }).status)).toEqual([
      401, 400,
    ]);
    expect(lines.join('')).not.toMatch(/whispered|dateline_secret/);
    await app.close();
    await database.close();
  });

  test('is counted by operation and outcome, names without end among the others', async () => {
    const server = await startTestServer('desk');
    await server.ask(QUERY.query);
    await server.send('query Broken($n: Int) { articles(first: $n) { nodes { slug } } }', {
      n: 1000,
    });
    for (let i = 0; i < 250; i++) await server.ask(`query Name${i} { __typename }`);
    const { body: metrics } = await server.app.inject('/metrics');
    expect(metrics).toMatch(/operations_total\{operation="Front",outcome="ok"\} \d/);
    expect(metrics).toMatch(/operations_total\{operation="Broken",outcome="BAD_USER_INPUT"\} 1/);
    expect(metrics).toMatch(/operations_total\{operation="other",outcome="ok"\} \d/);
    expect(metrics).not.toContain('Name249');
    expect(metrics).toMatch(/dateline_sql_statement_seconds_count [1-9]/);
    expect(metrics).toMatch(/dateline_pool_connections\{state="idle"\} [1-9]/);
    await server.close();
  });
});
