import { Client as Connection } from 'pg';
import { pino } from 'pino';
import { readConfig } from '../src/config';
import { groupBy } from '../src/graphql/loaders';
import { createServer } from '../src/server';
import { Client, inShort, upToDate, type Told } from './support/feed';
import { startTestServer, type TestServer } from './support/server';

const WRITERS = 10;
/** Each of them makes 10 changes to each of these. */
const ARTICLES = 100;

/** What is done to an article, each in a transaction, and what readers are to be told of it. */
const LIFE: [action: string, statement: string][] = [
  [
    'CREATED',
    `INSERT INTO article (id, slug, headline, section_id, language, content_hash, status,
       published_at, updated_at, revision, word_count, body)
     SELECT gen_random_uuid(), $1, 'Written', id, 'en', $1, 'PUBLISHED', '2026-01-01', now(), 1, 3, 'Words.'
     FROM section WHERE slug = 'politics'`,
  ],
  ...Array.from({ length: 6 }, (_, i): [string, string] => [
    'UPDATED',
    `UPDATE article SET byline = 'Writer ${i}' WHERE slug = $1`,
  ]),
  ['WITHHELD', `UPDATE article SET status = 'WITHHELD' WHERE slug = $1`],
  ['CREATED', `UPDATE article SET status = 'PUBLISHED' WHERE slug = $1`],
  ['DELETED', `DELETE FROM article WHERE slug = $1`],
];

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer('desk');
});
afterAll(() => server.close());

/** Writes each change, and lets some wait before they are committed, so that others overtake them. */
async function write(writer: number): Promise<void> {
  const connection = new Connection({ connectionString: server.url });
  await connection.connect();
  for (let n = 0; n < ARTICLES; n++) {
    for (const [i, [, statement]] of LIFE.entries()) {
      await connection.query('BEGIN');
      await connection.query(statement, [`writer-${writer}-${n}`]);
      if ((n + i + writer) % 7 === 0) await connection.query('SELECT pg_sleep(0.003)');
      await connection.query('COMMIT');
    }
  }
  await connection.end();
}

test(`of ${WRITERS} writers' 1,000 changes each, a client that starts again and again misses none and is told none twice`, async () => {
  const config = readConfig({ DATELINE_DATA_DIR: 'unused' });
  const log = pino({ level: 'silent' });
  // Another server on the same database: both announce.
  const other = await createServer({ config, db: server.db, log });
  const start = await upToDate(server, server.db);
  let { cursor } = start;
  let isWriting = true;
  const told: Told[] = [];
  const follow = async (): Promise<void> => {
    for (let pages = 0; isWriting; pages++) {
      // It remembers nothing but its cursor.
      const client = new Client(server, cursor);
      told.push(...(await client.page(1 + (pages % 100))));
      ({ cursor } = client);
    }
  };
  const following = follow();
  await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)));
  isWriting = false;
  await following;
  const whileWriting = told.length;
  const last = new Client(server, cursor);
  await last.news(server.db);
  told.push(...(await new Client(server, cursor).rest()));
  await other.close();

  expect(whileWriting).toBeGreaterThan(1000);
  expect(told).toHaveLength(WRITERS * ARTICLES * LIFE.length);
  expect(new Set(told.map((change) => change.cursor)).size).toBe(told.length);
  const bySlug = groupBy(told, ({ slug }) => slug!);
  for (let writer = 0; writer < WRITERS; writer++) {
    for (let n = 0; n < ARTICLES; n++) {
      const slug = `writer-${writer}-${n}`;
      const actions = LIFE.map(([action]) => `${action} ARTICLE ${slug}`);
      expect(bySlug.get(slug)?.map(inShort)).toEqual(actions);
    }
  }
}, 300_000);
