import { readFileSync } from 'node:fs';
import { readsIn, startTestServer, type TestServer } from './support/server';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer('desk');
});
afterAll(() => server.close());

interface Answered {
  errors?: { extensions: { code: string; cost?: Cost } }[];
  extensions?: { cost: Cost };
  status: number;
}
interface Cost {
  requested: number;
  limit: number;
}

async function ask(query: string, variables: Record<string, unknown> = {}): Promise<Answered> {
  const response = await server.app.inject({
    ...{ method: 'POST', url: '/graphql', headers: { 'dateline-cost': '1' } },
    payload: { query, variables },
  });
  return { ...response.json<Answered>(), status: response.statusCode };
}

async function costOf(query: string, variables?: Record<string, unknown>): Promise<number> {
  const { errors, extensions } = await ask(query, variables);
  expect(errors).toBeUndefined();
  return extensions!.cost.requested;
}

/** What is asked, and the points that the README's table makes of it. */
const COSTS: [query: string, points: number, variables?: Record<string, unknown>][] = [
  ['{ __typename }', 0],
  ['{ article(slug: "x") { slug headline } }', 1],
  ['{ article(slug: "x") { section { name } } }', 2],
  ['{ sections { name } }', 1 + 5],
  // A page without a size has twenty items.
  ['{ articles { nodes { slug } } }', 1 + 20],
  ['{ articles(first: 3) { nodes { slug section { name } } } }', 1 + 3 * 2],
  ['{ articles(last: 3) { edges { cursor node { slug } } } }', 1 + 3 * 2],
  ['{ articles(first: 3) { pageInfo { hasNextPage } } }', 1],
  ['{ articles(first: 3) { totalCount totalCountExact } }', 1 + 50],
  ['{ articles(first: 3) { ...f } } fragment f on ArticleConnection { totalCount }', 1 + 50],
  ['{ articles(first: 2) { nodes { entities { nodes { name } } } } }', 1 + 2 * (1 + 1 + 20)],
  ['{ a: articles(first: 3) { nodes { id } } b: articles(first: 4) { nodes { id } } }', 4 + 5],
  ['{ article(slug: "x") { related { score } } }', 1 + 20 + 5],
  ['{ article(slug: "x") { related(first: 2) { article { slug } } } }', 1 + 20 + 2 * 2],
  ['{ entity(slug: "x") { coMentioned { articleCount } } }', 1 + 50 + 10],
  ['{ person(slug: "x") { coMentioned(first: 1) { articleCount } } }', 1 + 50 + 1],
  ['{ search(query: "x", first: 2) { nodes { slug } } }', 50 + 2],
  ['query ($n: Int) { articles(first: $n) { nodes { id } } }', 1 + 7, { n: 7 }],
  ['query ($n: Int) { articles(first: $n) { nodes { id } } }', 1 + 20, { n: null }],
  ['query ($n: Int = 9) { articles(first: $n) { nodes { id } } }', 1 + 9],
  ['query ($n: Int) { articles(first: $n) { nodes { id } } }', 1 + 20],
  ['query ($i: [ID!]!) { nodes(ids: $i) { id } }', 1, { i: [] }],
  // An entity may be of any kind: the dearest counts.
  [
    '{ entity(slug: "x") { ... on Place { country { name } } ... on Country { capital { country { name } } } } }',
    3,
  ],
];

test.each(COSTS.map(([query, points, variables = {}]) => [query, points, variables] as const))(
  '%s costs %i',
  async (query, points, variables) => {
    expect(await costOf(query, variables)).toBe(points);
    // The second time it is remembered.
    expect(await costOf(query, variables)).toBe(points);
  },
);

test('what @skip and @include leave out costs nothing, whatever was asked before', async () => {
  const query = `query ($a: Boolean!, $b: Boolean!) {
    articles(first: 4) { nodes { slug } totalCount @include(if: $a) }
    section(slug: "x") @skip(if: $b) { name }
  }`;
  const costs = [];
  for (const [a, b] of [
    ...[
      [true, true],
      [false, true],
      [true, false],
      [false, false],
      [true, true],
    ],
  ]) {
    costs.push(await costOf(query, { a, b }));
  }
  expect(costs).toEqual([55, 5, 56, 6, 55]);
});

test('the answer tells what it cost only if it is asked to', async () => {
  const response = await server.app.inject({
    ...{ method: 'POST', url: '/graphql', payload: { query: '{ sections { name } }' } },
  });
  expect(response.json()).not.toHaveProperty('extensions');
  const { extensions } = await ask('{ sections { name } }');
  expect(extensions).toEqual({ cost: { requested: 6, limit: 5000 } });
});

describe('what costs over 5,000 points', () => {
  const pages = (depth: number): string =>
    depth === 0
      ? '{ nodes { slug } }'
      : `{ nodes { entities(first: 100) { nodes { articles(first: 100) ${pages(depth - 1)} } } } }`;

  test.each<[string, string, Record<string, unknown>]>([
    ['pages in pages', `{ articles(first: 100) ${pages(1)} }`, {}],
    [
      'a page of 100 in 100',
      '{ articles(first: 100) { nodes { entities(first: 100) { nodes { id } } } } }',
      {},
    ],
    [
      'the same by variables',
      'query ($n: Int) { articles(first: $n) { nodes { entities(last: $n) { nodes { id } } } } }',
      { n: 100 },
    ],
    ['counts under 100', '{ entities(first: 100) { nodes { timeline { totalCount } } } }', {}],
    [
      'counts behind fragments',
      '{ entities(first: 100) { ...a } } fragment a on EntityConnection { nodes { timeline { ...b } } } fragment b on EventConnection { totalCountExact }',
      {},
    ],
    [
      'co-mentions under 100',
      '{ entities(first: 100) { nodes { coMentioned(first: 1) { articleCount } } } }',
      {},
    ],
    [
      'ids by the hundred',
      'query ($i: [ID!]!) { nodes(ids: $i) { ... on Article { entities(first: 60) { nodes { id } } } } }',
      { i: Array(100).fill('x') },
    ],
  ])('is refused before anything runs: %s', async (_what, query, variables) => {
    server.statements.length = 0;
    const { errors, status } = await ask(query, variables);
    expect(status).toBe(400);
    expect(errors).toHaveLength(1);
    expect(errors![0]!.extensions).toMatchObject({
      code: 'COST_LIMIT_EXCEEDED',
      cost: { limit: 5000 },
    });
    expect(errors![0]!.extensions.cost!.requested).toBeGreaterThan(5000);
    expect(readsIn(server)).toEqual([]);
  });

  test('a query that fans out through fragments is refused before it is counted to the end', async () => {
    const fan = Array.from(
      { length: 60 },
      (_, i) => `fragment f${i} on Query { ...f${i + 1} ...f${i + 1} }`,
    );
    const query = `{ ...f0 } ${fan.join(' ')} fragment f60 on Query { __typename }`;
    const { errors } = await ask(query);
    expect(errors).toMatchObject([{ extensions: { code: 'COST_LIMIT_EXCEEDED' } }]);
  });
});

describe('what clients ask for every day', () => {
  const tour = [...readFileSync('README.md', 'utf8').matchAll(/```graphql\n([^]*?)```/g)];
  const workloads = [
    ...readFileSync('bench/lib/workloads.mjs', 'utf8').matchAll(/query: `([^]*?)`/g),
  ].map(([, text = '']) =>
    text.replace('${CARD}', 'slug headline standfirst publishedAt section { name }'),
  );
  const variables = { slug: 'x', query: 'x', entity: 'x', section: 'x', who: ['x'] };
  const dated = { ...variables, from: '2025-01-01T00:00:00Z', before: '2026-01-01T00:00:00Z' };

  test.each([...tour.map(([, text = '']) => text), ...workloads])(
    'costs at most half of what it may: %s',
    async (query) => {
      const { errors = [], extensions } = await ask(query, dated);
      // The cursor of the deep page is missing; its cost is counted by then.
      expect(errors.filter(({ extensions: { code } }) => code !== 'BAD_USER_INPUT')).toEqual([]);
      expect(extensions!.cost.requested).toBeLessThanOrEqual(2500);
    },
  );

  test('there are such queries', () => {
    expect([tour.length, workloads.length]).toEqual([6, 7]);
  });
});
