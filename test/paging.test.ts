import * as fc from 'fast-check';
import { announce } from '../src/feed/announce';
import { proposeAll } from '../src/proposals/propose-all';
import { startTestServer, type Asking, type TestServer } from './support/server';

let server: TestServer;
let admin: Asking;
beforeAll(async () => {
  server = await startTestServer('desk');
  admin = await server.as('ADMIN');
  // At one moment, so that ids alone put them in order.
  await server.db
    .query(`INSERT INTO audit_entry (id, at, by, role, action, subject_family, subject_uuid, subject_name)
    SELECT gen_random_uuid(), '2026-01-01', 'Edna', 'EDITOR', 'createArticle', 'Article', id, slug FROM article`);
  await announce(server.db);
  await proposeAll(server.db, undefined, () => undefined);
});
afterAll(() => server.close());

interface PageOf {
  nodes: { id: string }[];
  pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string;
    endCursor: string;
  };
  totalCount: number;
}

const PAGE = 'totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }';

/** Every connection of the schema, as a path with a hole for its arguments, and what leads to it. */
const CONNECTIONS: [field: string, query: string][] = [
  ['articles', '{ articles(ARGS) { PAGE nodes { id } } }'],
  ['changes', '{ changes(types: [ARTICLE, EVENT], ARGS) { PAGE nodes { id: nodeId } } }'],
  ['articles, oldest first', '{ articles(orderBy: OLDEST_FIRST, ARGS) { PAGE nodes { id } } }'],
  [
    'articles, last updated first',
    '{ articles(orderBy: RECENTLY_UPDATED, ARGS) { PAGE nodes { id } } }',
  ],
  [
    'articles of a filter',
    '{ articles(where: { entities: ["syria"], text: "Moscow" }, ARGS) { PAGE nodes { id } } }',
  ],
  [
    'articles of a section',
    '{ section(slug: "diplomacy") { articles(ARGS) { PAGE nodes { id } } } }',
  ],
  ['articles of an entity', '{ entity(slug: "russia") { articles(ARGS) { PAGE nodes { id } } } }'],
  [
    'mentions',
    '{ article(slug: "second-visit-to-moscow") { mentions(ARGS) { PAGE nodes { id } } } }',
  ],
  [
    'entities of an article',
    '{ article(slug: "second-visit-to-moscow") { entities(ARGS) { PAGE nodes { id } } } }',
  ],
  [
    'events of an article',
    '{ article(slug: "second-visit-to-moscow") { events(ARGS) { PAGE nodes { id } } } }',
  ],
  [
    'entities by name',
    '{ entities(where: { kinds: [PERSON, BASE, ORGANIZATION] }, ARGS) { PAGE nodes { id } } }',
  ],
  [
    'entities by mentions',
    '{ entities(where: { mentionedIn: "refuge-at-hmeimim" }, orderBy: MOST_MENTIONED, ARGS) { PAGE nodes { id } } }',
  ],
  [
    'entities by recency',
    '{ entities(where: { kinds: [BASE, PERSON] }, orderBy: RECENTLY_MENTIONED, ARGS) { PAGE nodes { id } } }',
  ],
  ['entities by match', '{ entities(where: { name: "Al-Sharaa" }, ARGS) { PAGE nodes { id } } }'],
  ['people', '{ people(ARGS) { PAGE nodes { id } } }'],
  [
    'countries',
    '{ countries(where: { mentionedIn: "second-visit-to-moscow" }, ARGS) { PAGE nodes { id } } }',
  ],
  ['bases', '{ bases(ARGS) { PAGE nodes { id } } }'],
  ['timeline', '{ timeline(ARGS) { PAGE nodes { id } } }'],
  ['timeline, newest first', '{ timeline(orderBy: NEWEST_FIRST, ARGS) { PAGE nodes { id } } }'],
  [
    'timeline of an entity',
    '{ entity(slug: "ahmad-al-charaa") { timeline(ARGS) { PAGE nodes { id } } } }',
  ],
  ['proposals', '{ proposals(ARGS) { PAGE nodes { id } } }'],
  ['suggestions', '{ suggestions(ARGS) { PAGE nodes { id } } }'],
  ['audit trail', '{ auditTrail(ARGS) { PAGE nodes { id } } }'],
  ['search', '{ search(query: "Moscow", ARGS) { PAGE nodes { id } } }'],
];

async function page(query: string, args: string): Promise<PageOf> {
  const asking = /auditTrail|proposals|suggestions/.test(query) ? admin : server;
  const data = await asking.ask(query.replace('ARGS', args).replace('PAGE', PAGE));
  let found = data;
  while (!('pageInfo' in found)) found = Object.values(found as object)[0];
  return found as PageOf;
}

/** Pages to the end, three at a time, and gives the ids in the order of the list. */
async function walk(query: string, direction: 'forward' | 'backward'): Promise<string[]> {
  const ids: string[] = [];
  for (let at = ''; ;) {
    const args =
      direction === 'forward'
        ? `first: 3 ${at && `after: "${at}"`}`
        : `last: 3 ${at && `before: "${at}"`}`;
    const { nodes, pageInfo } = await page(query, args);
    const found = nodes.map(({ id }) => id);
    if (direction === 'forward') ids.push(...found);
    else ids.unshift(...found);
    const more = direction === 'forward' ? pageInfo.hasNextPage : pageInfo.hasPreviousPage;
    expect(direction === 'forward' ? pageInfo.hasPreviousPage : pageInfo.hasNextPage).toBe(
      at !== '',
    );
    if (!more) return ids;
    at = direction === 'forward' ? pageInfo.endCursor : pageInfo.startCursor;
  }
}

test.each(CONNECTIONS)(
  '%s: forward and backward, nothing repeated, nothing lost',
  async (_field, query) => {
    const { nodes, totalCount } = await page(query, 'first: 100');
    const all = nodes.map(({ id }) => id);
    expect(all.length).toBeGreaterThan(0);
    expect(totalCount).toBe(all.length);
    expect(await walk(query, 'forward')).toEqual(all);
    expect(await walk(query, 'backward')).toEqual(all);
  },
);

test('every connection of the schema is among them', async () => {
  const { __schema } = await server.ask('{ __schema { types { name } } }');
  const names = (__schema.types as { name: string }[]).map(({ name }) => name);
  expect(names.filter((name) => name.endsWith('Connection')).sort()).toEqual(
    [
      'Article',
      'ArticleEntity',
      'AuditEntry',
      'Base',
      'Change',
      'Country',
      'Entity',
      'Event',
      'Mention',
      'Person',
      'Proposal',
      'Search',
      'Suggestion',
    ].map((name) => `${name}Connection`),
  );
});

/** Copies an article under a new id, published at a moment. */
async function insertArticle(slug: string, publishedAt: string): Promise<void> {
  await server.db.query(
    `INSERT INTO article (id, slug, headline, section_id, language, content_hash, status, published_at,
       updated_at, revision, word_count, body)
     SELECT gen_random_uuid(), $1, headline, section_id, language, content_hash, status, $2, now(), 1, 1, body
     FROM article LIMIT 1`,
    [slug, publishedAt],
  );
}

test('articles that arrive between two pages repeat nothing and lose nothing', async () => {
  const query = '{ articles(ARGS) { PAGE nodes { id } } }';
  for (const i of [1, 2, 3, 4]) await insertArticle(`same-moment-${i}`, '2025-07-01T00:00:00.000Z');
  const there = (await page(query, 'first: 100')).nodes.map(({ id }) => id);
  const seen: string[] = [];
  for (let after = '', turn = 0; ; turn++) {
    const { nodes, pageInfo } = await page(query, `first: 2 ${after && `after: "${after}"`}`);
    seen.push(...nodes.map(({ id }) => id));
    await insertArticle(`newer-${turn}`, '2026-02-01T00:00:00.000Z');
    await insertArticle(`tied-${turn}`, '2025-07-01T00:00:00.000Z');
    if (!pageInfo.hasNextPage) break;
    after = pageInfo.endCursor;
  }
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen.filter((id) => there.includes(id))).toEqual(there);
  await server.db.query("DELETE FROM article WHERE slug ~ '^(same-moment|newer|tied)-'");
});

test.each(['first: 0', 'first: -1', 'first: 101', 'last: 0', 'last: 1000000', 'first: 1, last: 1'])(
  '(%s) is refused',
  async (args) => {
    const { errors } = await server.send(`{ articles(${args}) { totalCount } }`);
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(errors?.[0]?.message).toMatch(/"(first|last)"/);
  },
);

test('a page holds 20 items unless it is told otherwise', async () => {
  expect(
    (await page('{ countries(ARGS) { PAGE nodes { id } } }', 'first: 100')).nodes,
  ).toHaveLength(100);
  expect((await server.ask('{ countries { nodes { id } } }')).countries.nodes).toHaveLength(20);
});

test('a cursor that this list did not give is refused', async () => {
  const { timeline } = await server.ask('{ timeline(first: 1) { edges { cursor } } }');
  const encode = (value: unknown): string =>
    Buffer.from(JSON.stringify(value)).toString('base64url');
  const uuid = '00000000-0000-4000-8000-000000000000';
  const foreign = [
    timeline.edges[0].cursor as string,
    encode(['NEWEST_FIRST', '0000-01-01T00:00:00.000Z', uuid]),
    encode(['NEWEST_FIRST', '2025-01-01T00:00:00.000Z', '\0']),
    encode(['NEWEST_FIRST', 1e300, uuid]),
    encode({ __proto__: null, constructor: 1 }),
  ];
  const codeOf = (after: string) =>
    server.codeOf('query ($after: String) { articles(after: $after) { nodes { id } } }', { after });
  for (const after of foreign) expect(await codeOf(after)).toBe('BAD_USER_INPUT');
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.string(),
        fc.json().map((json) => encode(json)),
      ),
      async (after) => {
        expect(await codeOf(after)).toBe('BAD_USER_INPUT');
      },
    ),
    { numRuns: 100 },
  );
});

test.each([1e300, -1e300, 1e39, 1e-300])('so is one with %d for a rank', async (rank) => {
  const uuid = '00000000-0000-4000-8000-000000000000';
  const after = Buffer.from(JSON.stringify(['RELEVANCE', rank, uuid])).toString('base64url');
  const query =
    'query ($after: String) { search(query: "Russia", after: $after) { edges { cursor } } }';
  expect(await server.codeOf(query, { after })).toBe('BAD_USER_INPUT');
});

test('an id that is none is said to be so by its argument', async () => {
  for (const [argument, query] of [
    ['id', '{ node(id: "none") { id } }'],
    ['ids', '{ nodes(ids: ["none"]) { id } }'],
  ] as const) {
    const { errors } = await server.send(query);
    expect(errors?.[0]?.message).toBe(`Argument "${argument}" is not an id of this server.`);
  }
});

test('whatever has an id as a Node is found again by it', async () => {
  const data = await server.ask(
    '{ articles(first: 100) { nodes { id } } entities(first: 100) { nodes { id } } timeline(first: 100) { nodes { id } } }',
  );
  const lists = Object.values(data as Record<string, { nodes: { id: string }[] }>);
  for (const { nodes } of lists) {
    const ids = nodes.map(({ id }) => id);
    const again = await server.ask('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids });
    expect(again.nodes).toEqual(nodes);
  }
  const unknown = Buffer.from('Article:00000000-0000-4000-8000-000000000000').toString('base64url');
  expect(
    await server.ask('query ($id: ID!) { node(id: $id) { id } nodes(ids: [$id]) { id } }', {
      id: unknown,
    }),
  ).toEqual({ node: null, nodes: [null] });
});
