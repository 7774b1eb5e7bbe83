import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import type { DataSource } from 'typeorm';
import { replicas } from '../src/commands/doctor/replicas';
import { readConfig } from '../src/config';
import { databaseAt } from '../src/database/data-source';
import { startEmbedded, type EmbeddedDatabase } from '../src/database/embedded';
import { migrate } from '../src/database/migrate';
import { readDesk } from '../src/desk/read-desk';
import { writeDesk } from '../src/desk/write-desk';
import { createServer } from '../src/server';
import { until } from './support/cached';
import { cuttable } from './support/cuttable';
import { testServerUrl } from './support/database';
import type { GraphQLResult } from './support/server';

jest.setTimeout(120_000);

let folders: string[];
let primary: EmbeddedDatabase;
let replica: EmbeddedDatabase;
let way: Awaited<ReturnType<typeof cuttable>>;
let db: DataSource;
let app: FastifyInstance;

const SETTINGS = { fsync: 'off', hot_standby: 'on', wal_level: 'replica' };

/** A primary, and a real streaming replica that began as a cold copy of it. */
beforeAll(async () => {
  const newFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'dateline-replicas-'));
  const [first, second] = [await newFolder(), await newFolder()];
  folders = [first, second];
  const filled = await startEmbedded(first, SETTINGS);
  const setup = await databaseAt({ url: filled.url }).initialize();
  await migrate(setup);
  await writeDesk(setup, await readDesk('content'));
  await setup.destroy();
  await filled.stop();
  await cp(first, second, { recursive: true, preserveTimestamps: true });
  await writeFile(join(second, 'pgdata', 'standby.signal'), '');
  primary = await startEmbedded(first, SETTINGS);
  const { hostname, port, username, password } = new URL(primary.url);
  const source = `host=${hostname} port=${port} user=${username} password=${password}`;
  replica = await startEmbedded(second, { ...SETTINGS, primary_conninfo: source });
  way = await cuttable(new URL(replica.url));
  db = await databaseAt({ url: primary.url }).initialize();
  const config = readConfig({
    DATELINE_DATA_DIR: 'unused',
    DATABASE_REPLICA_URLS: way.url,
    DATELINE_RESPONSE_CACHE: 'memory',
  });
  app = await createServer({ config, db, log: pino({ level: 'silent' }) });
});
afterAll(async () => {
  way.cut();
  await app.close();
  await db.destroy();
  await replica.stop();
  await primary.stop();
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

async function ask(query: string): Promise<GraphQLResult> {
  const answer = await app.inject({ method: 'POST', url: '/graphql', payload: { query } });
  return answer.json();
}

/** How many statements of readers have run on a server. */
async function readsOn({ url }: EmbeddedDatabase): Promise<number> {
  const own = await databaseAt({ url }).initialize();
  const [{ reads }] = await own.query<[{ reads: number }]>(
    `SELECT coalesce(sum(idx_tup_fetch + seq_tup_read), 0)::int AS reads FROM pg_stat_user_tables WHERE relname = 'article'`,
  );
  await own.destroy();
  return reads;
}

const headline = async (): Promise<unknown> =>
  (await ask('{ articles(first: 1) { nodes { headline } } }')).data?.articles.nodes[0].headline;

let n = 0;
/** A query that no cache holds. */
const fresh = (): Promise<GraphQLResult> =>
  ask(`query Fresh${n++} { articles(first: 5) { nodes { headline } } }`);

test('readers are answered by the replica', async () => {
  await until(async () => {
    const before = await readsOn(replica);
    for (let i = 0; i < 5; i++) await fresh();
    return (await readsOn(replica)) > before;
  });
});

test('and never see an older state than the server has heard of, in the cache or out of it', async () => {
  for (let i = 0; i < 50; i++) {
    await db.query('UPDATE article SET headline = $1 WHERE slug = $2', [
      `Headline ${i}`,
      'second-visit-to-moscow',
    ]);
    await until(async () => (await headline()) === `Headline ${i}`);
    for (let again = 0; again < 5; again++) expect(await headline()).toBe(`Headline ${i}`);
  }
});

test('a replica that goes away is not missed, and serves again when it is back', async () => {
  way.cut();
  for (let i = 0; i < 5; i++) expect((await fresh()).errors).toBeUndefined();
  await way.open();
  await until(async () => {
    const before = await readsOn(replica);
    expect((await fresh()).errors).toBeUndefined();
    return (await readsOn(replica)) > before;
  });
});

test('the doctor tells a sound replica from one that lags, is none, or is away, and shows no password', async () => {
  const nowhere = 'postgres://someone:hunter2@127.0.0.1:1/nothing';
  const found = await replicas(db, [replica.url, primary.url, nowhere]);
  expect(found).toEqual([
    { what: expect.stringMatching(/ 0 bytes behind, .* \d+ s old$/) as string, wrong: null },
    { what: expect.any(String) as string, wrong: expect.stringMatching('no replica') as string },
    { what: 'replica 127.0.0.1:1', wrong: expect.stringMatching('nothing answers') as string },
  ]);
  expect(JSON.stringify(found)).not.toMatch(`hunter2|${new URL(primary.url).password}`);

  const standby = await databaseAt({ url: replica.url }).initialize();
  await standby.query('SELECT pg_wal_replay_pause()');
  await db.query('UPDATE article SET headline = headline');
  const [lagging] = await replicas(db, [replica.url]);
  expect(lagging?.what).toMatch(/ [1-9]\d* bytes behind/);
  expect(lagging?.wrong).toMatch('does not keep up');
  await standby.query('SELECT pg_wal_replay_resume()');
  await standby.destroy();
});

test('the doctor tells a replica of another PostgreSQL', async () => {
  const [found] = await replicas(db, [testServerUrl()]);
  expect(found?.wrong).toMatch('another PostgreSQL');
});
