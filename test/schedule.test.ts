import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { readConfig } from '../src/config';
import { announce } from '../src/feed/announce';
import { createServer } from '../src/server';
import { until } from './support/cached';
import { createTestDatabase, type TestDatabase } from './support/database';
import { upToDate, type Told } from './support/feed';
import { plantEvents, plantStories } from './support/planted';
import { startTestServer, type Asking, type TestServer } from './support/server';

let server: TestServer;
let editor: Asking;
beforeAll(async () => {
  server = await startTestServer('desk');
  editor = await server.as('EDITOR');
});
afterAll(() => server.close());

const config = readConfig({ DATELINE_DATA_DIR: 'unused' });
const log = pino({ level: 'silent' });

async function clockOf({ db }: Pick<TestDatabase, 'db'>): Promise<number> {
  const [row] = await db.query<[{ now: Date }]>('SELECT clock_timestamp() AS now');
  return row.now.getTime();
}

/** A story that waits for its hour, with an event that it alone attests. */
async function schedule(
  database: Pick<TestDatabase, 'db'>,
  slug: string,
  milliseconds: number,
): Promise<Date> {
  const publishedAt = new Date((await clockOf(database)) + milliseconds);
  const [article] = await plantStories(database.db, [{ slug, status: 'SCHEDULED', publishedAt }]);
  await plantEvents(database.db, [
    { name: `Event of ${slug}`, date: { edtf: '2026-01-01' }, reports: [{ article: article! }] },
  ]);
  return publishedAt;
}

const isThere = async (slug: string): Promise<boolean> =>
  (await server.ask('query ($slug: String!) { article(slug: $slug) { id } }', { slug })).article !==
  null;

/** Has two hours pass for an article and for the feed, without anybody being told. */
async function passTwoHours({ db }: Pick<TestDatabase, 'db'>, slug: string): Promise<void> {
  await db.transaction(async (manager) => {
    await manager.query('ALTER TABLE article DISABLE TRIGGER USER');
    await manager.query(
      `UPDATE article SET published_at = published_at - interval '2 hours' WHERE slug = $1`,
      [slug],
    );
    await manager.query(
      `UPDATE feed_clock SET announced_until = announced_until - interval '2 hours'`,
    );
    await manager.query('ALTER TABLE article ENABLE TRIGGER USER');
  });
}

const HOUR = 3_600_000;

test('a scheduled article is there from its hour on, and three servers announce it then, once', async () => {
  const others: FastifyInstance[] = [];
  for (let i = 0; i < 2; i++) others.push(await createServer({ config, db: server.db, log }));
  const reader = await upToDate(server, server.db);
  const hour = await schedule(server, 'at-ten', 1200);
  const told: Told[] = [];
  while (told.length === 0) {
    const before = (await clockOf(server)) < hour.getTime();
    const wasThere = await isThere('at-ten');
    const page = await reader.page();
    const isBefore = (await clockOf(server)) < hour.getTime();
    if (isBefore) expect([wasThere, ...page]).toEqual([false]);
    else if (!before) expect(wasThere).toBe(true);
    // Nobody asks for it: the servers look at the clock by themselves.
    told.push(...page);
  }
  told.push(...(await reader.rest()));
  await Promise.all(others.map((other) => other.close()));
  await announce(server.db);
  told.push(...(await reader.rest()));
  expect(told.map(({ action, slug, event, at }) => [action, slug ?? event?.title, at])).toEqual([
    ['CREATED', 'at-ten', hour.toISOString()],
    ['CREATED', 'Event of at-ten', hour.toISOString()],
  ]);
});

test('three servers that look at the clock at one moment announce an hour once', async () => {
  const database = await createTestDatabase('desk');
  await schedule(database, 'at-once', HOUR);
  await announce(database.db);
  await passTwoHours(database, 'at-once');
  const servers = await Promise.all(
    Array.from({ length: 3 }, () => createServer({ config, db: database.db, log })),
  );
  await until(async () => (await toldOf(database, 'at-once')).length > 0);
  await Promise.all(servers.map((one) => one.close()));
  await announce(database.db);
  expect(await toldOf(database, 'at-once')).toEqual(['CREATED']);
  await database.close();
});

/** What readers were told of an article. */
async function toldOf({ db }: Pick<TestDatabase, 'db'>, slug: string): Promise<string[]> {
  const rows = await db.query<{ action: string }[]>(
    `SELECT action FROM change WHERE audience = 'READER' AND slug = $1 ORDER BY position`,
    [slug],
  );
  return rows.map(({ action }) => action);
}

test('a server that was down at the hour announces it when it starts', async () => {
  const database = await createTestDatabase('desk');
  await schedule(database, 'meanwhile', HOUR);
  await announce(database.db);
  await passTwoHours(database, 'meanwhile');
  expect(await toldOf(database, 'meanwhile')).toEqual([]);
  const late = await createServer({ config, db: database.db, log });
  await until(async () => (await toldOf(database, 'meanwhile')).length > 0);
  await late.close();
  const again = await createServer({ config, db: database.db, log });
  await again.close();
  await announce(database.db);
  expect(await toldOf(database, 'meanwhile')).toEqual(['CREATED']);
  await database.close();
});

test('an article whose hour is moved on leaves readers, and comes back at the new one', async () => {
  const reader = await upToDate(server, server.db);
  await plantStories(server.db, [{ slug: 'moved', publishedAt: new Date('2026-01-01') }]);
  expect(await reader.news(server.db)).toEqual(['CREATED ARTICLE moved']);
  await schedule(server, 'moved', HOUR);
  expect(await reader.news(server.db)).toEqual(['WITHHELD ARTICLE moved']);
  await passTwoHours(server, 'moved');
  expect(await reader.news(server.db)).toEqual([
    'CREATED ARTICLE moved',
    'CREATED EVENT Event of moved',
  ]);
});

test.each(['-', '+'])(
  'a clock of the database that jumped (%s1 hour) loses and doubles nothing',
  async (sign) => {
    const reader = await upToDate(server, server.db);
    const slug = sign === '+' ? 'set-back' : 'set-on';
    await plantStories(server.db, [{ slug, publishedAt: new Date('2026-01-01') }]);
    expect(await reader.news(server.db)).toEqual([`CREATED ARTICLE ${slug}`]);
    // The feed was kept by another clock than the one that is told now.
    const jump = `UPDATE feed_clock SET announced_until = now() ${sign} interval '1 hour'`;
    await server.db.query(jump);
    await schedule(server, `${slug}-later`, 1000);
    await announce(server.db);
    await until(() => isThere(`${slug}-later`));
    await announce(server.db);
    expect(await reader.news(server.db)).toEqual([
      `CREATED ARTICLE ${slug}-later`,
      `CREATED EVENT Event of ${slug}-later`,
    ]);
  },
);

test('an article that is published at once is told of once', async () => {
  const reader = await upToDate(server, server.db);
  for (let i = 0; i < 20; i++) {
    const publishedAt = new Date(await clockOf(server));
    await plantStories(server.db, [{ slug: `now-${i}`, publishedAt }]);
    if (i % 2 === 0) await announce(server.db);
  }
  const news = await reader.news(server.db);
  expect(news).toEqual(Array.from({ length: 20 }, (_, i) => `CREATED ARTICLE now-${i}`));
});

describe('the status that editors see', () => {
  const FUTURE = new Date('2100-01-01T00:00:00Z');
  const PAST = new Date('2026-01-01T00:00:00Z');
  const SHOWN = [
    ['waiting', 'SCHEDULED', FUTURE, 'SCHEDULED'],
    ['overdue', 'SCHEDULED', PAST, 'PUBLISHED'],
    ['ahead', 'PUBLISHED', FUTURE, 'SCHEDULED'],
    ['out', 'PUBLISHED', PAST, 'PUBLISHED'],
    ['back', 'WITHHELD', PAST, 'WITHHELD'],
    ['dated', 'DRAFT', PAST, 'DRAFT'],
  ] as const;
  beforeAll(async () => {
    await plantStories(
      server.db,
      SHOWN.map(([kind, status, publishedAt]) => ({ slug: `shown-${kind}`, status, publishedAt })),
    );
  });

  test.each(SHOWN)('of an article that is %s, %s at %s, is %s', async (kind, _s, _at, status) => {
    const slug = `shown-${kind}`;
    const { article, articles } = await editor.ask(
      `query ($slug: String!, $statuses: [PublicationStatus!]) {
        article(slug: $slug) { status }
        articles(first: 100, where: { statuses: $statuses }) { nodes { slug status } }
      }`,
      { slug, statuses: [status] },
    );
    expect(article).toEqual({ status });
    expect(articles.nodes).toContainEqual({ slug, status });
    expect(articles.nodes.every((one: { status: string }) => one.status === status)).toBe(true);
  });

  test('is told to them when its hour comes', async () => {
    const following = await upToDate(editor, server.db);
    await schedule(server, 'soon-out', HOUR);
    expect(await following.news(server.db)).toEqual([
      'CREATED ARTICLE soon-out',
      'CREATED EVENT Event of soon-out',
    ]);
    await passTwoHours(server, 'soon-out');
    expect(await following.news(server.db)).toEqual(['UPDATED ARTICLE soon-out']);
  });

  test('is PUBLISHED for readers', async () => {
    const { article } = await server.ask('{ article(slug: "shown-overdue") { status } }');
    expect(article).toEqual({ status: 'PUBLISHED' });
  });
});
