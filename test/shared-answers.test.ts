import { EventEmitter } from 'node:events';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { readConfig } from '../src/config';
import { createServer } from '../src/server';
import type { Viewer } from '../src/graphql/viewer';
import { get, isStored, post, until, wasKept } from './support/cached';
import { createTestDatabase, type TestDatabase } from './support/database';
import { plantStories } from './support/planted';

/** What the servers of these tests share: Redis as far as they use it. */
const redis = {
  entries: new Map<string, string>(),
  seconds: [] as number[],
  state: 'well' as 'well' | 'refuses' | 'hangs',
};

class FakeClient extends EventEmitter {
  connect = (): Promise<void> => this.run(() => undefined);
  get = (key: string): Promise<string | null> => this.run(() => redis.entries.get(key) ?? null);
  set = (
    key: string,
    value: string,
    { expiration }: { expiration: { type: 'EX'; value: number } },
  ): Promise<void> =>
    this.run(() => {
      redis.entries.set(key, value);
      redis.seconds.push(expiration.value);
    });
  destroy = (): void => undefined;

  private async run<T>(work: () => T): Promise<T> {
    if (redis.state === 'hangs') await new Promise(() => undefined);
    if (redis.state === 'refuses') {
      this.emit('error', new Error('ECONNREFUSED'));
      throw new Error('The client is closed');
    }
    return work();
  }
}

jest.mock('@redis/client', () => ({ createClient: () => new FakeClient() }));

let database: TestDatabase;
const apps: FastifyInstance[] = [];
beforeAll(async () => {
  database = await createTestDatabase('desk');
});
beforeEach(() => {
  redis.entries.clear();
  redis.seconds.length = 0;
  redis.state = 'well';
});
afterEach(async () => {
  await Promise.all(apps.splice(0).map((app) => app.close()));
});
afterAll(() => database.close());

interface Served {
  app: FastifyInstance;
  /** Lines of the log. */
  lines: string[];
}

/** A server on the database that all of these have, and on the shared Redis. */
async function serve(
  viewer: Viewer = { role: 'READER' },
  environment: Record<string, string> = {},
): Promise<Served> {
  const lines: string[] = [];
  const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) });
  const config = readConfig({
    ...{ DATELINE_DATA_DIR: 'unused', DATELINE_RESPONSE_CACHE: 'redis://127.0.0.1' },
    ...environment,
  });
  const app = await createServer({ config, db: database.db, log, viewer });
  apps.push(app);
  return { app, lines };
}

/** Waits until servers keep answers; several, until they have heard of one change, and so share them. */
async function agreeing(first: Served, ...others: Served[]): Promise<void> {
  for (const one of [first, ...others]) {
    await until(async () => wasKept(await post(one, '{ __typename }')));
  }
  if (others.length > 0) await database.db.query('UPDATE section SET name = name');
  let round = 0;
  await until(async () => {
    const query = `{ agree${round++}: __typename }`;
    await post(first, query);
    const answers = await Promise.all(others.map((one) => post(one, query)));
    return answers.every(wasKept);
  });
}

const QUERY = '{ articles(first: 3) { nodes { headline } } }';

test('what one server has answered, another need not', async () => {
  const [one, other] = [await serve(), await serve()];
  await agreeing(one, other);
  const first = await post(one, QUERY);
  expect(isStored(first)).toBe(true);
  const statements = database.statements.length;
  const second = await post(other, QUERY);
  expect(wasKept(second)).toBe(true);
  expect(second.body).toBe(first.body);
  expect(second.headers['content-type']).toBe(first.headers['content-type']);
  expect(database.statements).toHaveLength(statements);
  expect(Math.max(...redis.seconds)).toBeLessThanOrEqual(600);
});

test('after a change, neither is answered as before', async () => {
  const [one, other] = [await serve(), await serve()];
  await agreeing(one, other);
  await post(one, QUERY);
  await plantStories(database.db, [{ slug: 'newest', publishedAt: new Date(Date.now() - 1) }]);
  for (const server of [other, one]) {
    await until(async () => (await post(server, QUERY)).body.includes('newest'), 1000);
  }
});

test('servers that answer differently share nothing', async () => {
  const [one, alike] = [await serve(), await serve()];
  const other = await serve(undefined, { DATELINE_INTROSPECTION: 'off' });
  await agreeing(other);
  await agreeing(one, alike);
  const introspection = '{ __schema { queryType { name } } }';
  expect((await post(one, introspection)).json()).not.toHaveProperty('errors');
  expect(wasKept(await post(alike, introspection))).toBe(true);
  expect((await post(other, introspection)).json()).toHaveProperty('errors');
});

test('no answer of an editor reaches a reader, nor the reverse', async () => {
  const [reader, editor] = [await serve(), await serve({ role: 'EDITOR' })];
  await plantStories(database.db, [{ slug: 'secret', status: 'DRAFT', publishedAt: null }]);
  await agreeing(reader);
  const query = '{ article(slug: "secret") { headline } }';
  const ask = [(one: Served) => post(one, query), (one: Served) => get(one, { query })];
  for (const send of ask) {
    for (let round = 1; round <= 2; round++) {
      const [hidden, seen] = [await send(reader), await send(editor)];
      expect(hidden.json().data.article).toBeNull();
      expect(seen.json().data.article).toEqual({ headline: 'secret' });
      expect(seen.headers).not.toHaveProperty('cache-status');
      expect(seen.headers).not.toHaveProperty('etag');
      expect(seen.headers['cache-control']).toBe('private, no-store');
    }
    expect(wasKept(await send(reader))).toBe(true);
  }
});

test.each(['refuses', 'hangs'] as const)(
  'when Redis %s, answers come all the same, and are kept in memory',
  async (state) => {
    const server = await serve();
    await agreeing(server);
    redis.state = state;
    server.lines.length = 0;
    for (let i = 1; i <= 5; i++) {
      const query = `{ articles(first: ${i}) { nodes { slug } } }`;
      const answer = await post(server, query);
      expect(answer.json().data.articles.nodes).toHaveLength(i);
      expect(wasKept(await post(server, query))).toBe(true);
    }
    expect(server.lines).toHaveLength(state === 'refuses' ? 1 : 0);
  },
);

test('what is in Redis and is no answer is passed over', async () => {
  const [one, other] = [await serve(), await serve()];
  await agreeing(one, other);
  await post(one, QUERY);
  for (const key of redis.entries.keys()) redis.entries.set(key, '{"no":"answer"');
  const answer = await post(other, QUERY);
  expect(answer.json()).not.toHaveProperty('errors');
  expect(wasKept(answer)).toBe(false);
});
