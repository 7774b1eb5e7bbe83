import sql from 'sql-template-tag';
import { withLiterals } from '../src/database/literals';
import { startTestServer, type TestServer } from './support/server';

/** More than are counted, more than are looked up for a text, more than are gathered for a search. */
const MANY = 50_100;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer('desk');
  await server.db.query(
    `INSERT INTO article (id, slug, headline, section_id, language, content_hash, status,
       published_at, updated_at, revision, word_count, body)
     SELECT gen_random_uuid(), 'many-' || n, 'Commonplace ' || n, (SELECT id FROM section LIMIT 1),
       'la', n::text, 'PUBLISHED', timestamptz '2020-01-01' + n * interval '1 minute', now(), 1, 3,
       CASE WHEN n % 10000 = 0 THEN 'A rarity’s "own" words.' ELSE 'Of no account.' END
     FROM generate_series(1, $1) AS n`,
    [MANY],
  );
  await server.db.query('ANALYZE article');
});
afterAll(() => server.close());

const slugs = (connection: { nodes: { slug: string }[] }): string[] =>
  connection.nodes.map(({ slug }) => slug);

test('a list of more than 10,000 is counted up to there, and says so', async () => {
  const { all, few } = await server.ask(`{
    all: articles { totalCount totalCountExact }
    few: articles(where: { languages: ["en"] }) { totalCount totalCountExact }
  }`);
  expect(all).toEqual({ totalCount: 10_000, totalCountExact: false });
  expect(few).toEqual({ totalCount: 12, totalCountExact: true });
});

test.each([
  ['commonplace', 10_000, false, ['many-50100', 'many-50099', 'many-50098']],
  ['rarity', 5, true, ['many-50000', 'many-40000', 'many-30000']],
  ['commonplace rarity', 5, true, ['many-50000', 'many-40000', 'many-30000']],
])(
  'a filter by the text “%s” finds the newest',
  async (text, totalCount, totalCountExact, newest) => {
    const { articles } = await server.ask(
      `query ($text: String!) {
      articles(first: 3, where: { text: $text, languages: ["la"] }) {
        totalCount totalCountExact nodes { slug } pageInfo { endCursor }
      }
    }`,
      { text },
    );
    expect(articles).toMatchObject({ totalCount, totalCountExact });
    expect(slugs(articles)).toEqual(newest);
  },
);

test.each([
  ['commonplace', 50_000, false],
  ['rarity', 5, true],
])(
  'a search for “%s” is counted, and ranks the newest',
  async (query, totalCount, totalCountExact) => {
    const { search } = await server.ask(
      `query ($query: String!) {
      search(query: $query, first: 100) { totalCount totalCountExact nodes { slug publishedAt } }
    }`,
      { query },
    );
    expect(search).toMatchObject({ totalCount, totalCountExact });
    const numbers = slugs(search).map((slug) => Number(slug.replace('many-', '')));
    expect(numbers).toHaveLength(Math.min(totalCount, 100));
    if (!totalCountExact) expect(Math.min(...numbers)).toBeGreaterThan(MANY - 1000);
  },
);

test('a page of a common text goes on behind its cursor', async () => {
  const page = (after: string | null): Promise<{ articles: { nodes: { slug: string }[] } }> =>
    server.ask(
      `query ($after: String) {
        articles(first: 2, after: $after, where: { text: "commonplace" }) { nodes { slug } pageInfo { endCursor } }
      }`,
      { after },
    );
  const first = await page(null);
  const { endCursor } = (first.articles as unknown as { pageInfo: { endCursor: string } }).pageInfo;
  expect(slugs((await page(endCursor)).articles)).toEqual(['many-50098', 'many-50097']);
});

describe('a statement that is planned anew', () => {
  const values = [
    ...[
      'plain',
      `it's`,
      'back\\slash',
      '"quoted"',
      'a,b',
      '{}',
      '',
      'NULL',
      "E'\\''",
      '؟ 🙂',
      '$1',
    ],
    ...["'; DROP TABLE article; --", 'line\nbreak', '\\'],
  ];

  test.each(values)('takes %j as it is', async (value) => {
    const [row] = await server.db.query<[{ one: string; many: string[] }]>(
      withLiterals(sql`SELECT ${value}::text AS one, ${[value, 'next']}::text[] AS many`),
    );
    expect(row).toEqual({ one: value, many: [value, 'next'] });
  });

  test('takes moments, numbers and nothing', async () => {
    const moment = new Date('2026-01-28T09:00:00.123Z');
    const [row] = await server.db.query<object[]>(
      withLiterals(
        sql`SELECT ${moment}::timestamptz AS moment, ${-1.5}::real AS number, ${null}::text AS nothing`,
      ),
    );
    expect(row).toEqual({ moment, number: -1.5, nothing: null });
  });

  test('finds by a slug with quotes in it nothing, and breaks nothing', async () => {
    const { articles } = await server.ask(
      `query ($any: [String!]) { articles(where: { anyEntities: $any, languages: $any }) { nodes { slug } } }`,
      { any: values },
    );
    expect(articles.nodes).toEqual([]);
  });
});
