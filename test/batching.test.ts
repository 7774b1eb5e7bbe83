import { MORE_THAN_ANYBODY_MAY, startTestServer, type TestServer } from './support/server';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer('desk', { environment: MORE_THAN_ANYBODY_MAY });
  await copyArticles(server, 3);
});
afterAll(() => server.close());

/** Copies the desk's articles, with what they mention and what cites them, until there are dozens. */
async function copyArticles({ db }: TestServer, times: number): Promise<void> {
  for (let i = 0; i < times; i++) {
    await db.query(`
      WITH copy AS (
        SELECT id AS old, gen_random_uuid() AS new FROM article WHERE slug NOT LIKE 'copy-%'
      ), article_copy AS (
        INSERT INTO article (id, slug, headline, standfirst, byline, section_id, language, source,
          content_hash, status, published_at, updated_at, revision, word_count, body)
        SELECT new, 'copy-${i}-' || slug, headline, standfirst, byline, section_id, language, source,
          content_hash, status, published_at - interval '1 hour' * ${i + 1}, updated_at, revision, word_count, body
        FROM article JOIN copy ON old = id RETURNING id
      ), block_copy AS (
        SELECT block.id AS old, gen_random_uuid() AS new, copy.new AS article, index, kind, text
        FROM block JOIN copy ON copy.old = article_id
      ), blocks AS (
        INSERT INTO block (id, article_id, index, kind, text)
        SELECT new, article, index, kind, text FROM block_copy RETURNING id
      ), links AS (
        INSERT INTO article_entity SELECT new, entity_id, mention_count, salience
        FROM article_entity JOIN copy ON old = article_id RETURNING entity_id
      )
      INSERT INTO citation (id, claim_id, position, article_id, block_id, start, "end", quote, revision, stance)
      SELECT gen_random_uuid(), claim_id, position + ${(i + 1) * 1000}, block_copy.article,
        block_copy.new, start, "end", quote, revision, stance
      FROM citation JOIN block_copy ON block_copy.old = block_id
      WHERE position < 1000`);
  }
}

/** What the server does at times of its own: it tallies mentions, and announces changes. */
const BY_ITSELF = /dateline_fold_tallies|pending_change|pg_advisory_xact_lock/;

/** The statements of requests alone. */
function readsSince(mark: number): string[] {
  return server.statements
    .slice(mark)
    .filter((text) => /^\s*(SELECT|WITH)/.test(text) && !BY_ITSELF.test(text));
}

/** How many SQL statements a query takes once the sections and entities that it shows are known. */
async function statementsOf(query: string, variables: Record<string, unknown>): Promise<number> {
  await server.ask(query, variables);
  const before = server.statements.length;
  await server.ask(query, variables);
  return readsSince(before).length;
}

const FRONT_PAGE = `query ($n: Int) {
  articles(first: $n) {
    nodes { headline standfirst publishedAt section { name } entities { edges { salience node { name } } } }
  }
}`;

const ARTICLE_FIELDS = `
  headline body section { name }
  entities { edges { salience mentionCount node { name slug } } }
  events {
    nodes {
      title date { edtf }
      participants { role entity { name } }
      citations { quote stance article { headline } }
    }
  }`;

test('a front page takes 4 statements at first: its sections and entities are read as well', async () => {
  const before = server.statements.length;
  await server.ask(FRONT_PAGE, { n: 30 });
  expect(readsSince(before)).toHaveLength(4);
});

test('a front page takes 2 statements, for 3 articles as for 30', async () => {
  expect(await statementsOf(FRONT_PAGE, { n: 3 })).toBe(2);
  expect(await statementsOf(FRONT_PAGE, { n: 30 })).toBe(2);
});

test('an article page takes 6 statements, for 1, 3 and 30 articles', async () => {
  const page = `query ($slug: String!) { article(slug: $slug) { ${ARTICLE_FIELDS} } }`;
  const pages = `query ($n: Int) { articles(first: $n) { nodes { ${ARTICLE_FIELDS} } } }`;
  expect(await statementsOf(page, { slug: 'second-visit-to-moscow' })).toBe(6);
  expect(await statementsOf(pages, { n: 3 })).toBe(6);
  expect(await statementsOf(pages, { n: 30 })).toBe(6);
});

const ARTICLES = 'articles(';
const ENTITIES = 'entities(orderBy: MOST_MENTIONED, ';
const TIMELINE = 'timeline(';
const CHANGES = 'changes(';
const CHANGED_STORIES = 'changes(types: [ARTICLE, EVENT], ';

/** Every nested field of the schema, by a list of parents that have it. */
const NESTED: [field: string, list: string][] = [
  ['section { articles { nodes { slug } } }', ARTICLES],
  ['blocks { text }', ARTICLES],
  ['mentions { totalCount nodes { article { slug } entity { slug } block { text } } }', ARTICLES],
  ['entities { totalCount nodes { slug } }', ARTICLES],
  ['events { totalCount nodes { title } }', ARTICLES],
  ['related { score article { slug } sharedEntities { slug } }', ARTICLES],
  ['aliases', ENTITIES],
  ['mentionCount', ENTITIES],
  ['articles { totalCount nodes { slug } }', ENTITIES],
  ['timeline { totalCount nodes { title } }', ENTITIES],
  ['coMentioned { articleCount entity { slug } }', ENTITIES],
  ['... on Person { nationality { slug } }', ENTITIES],
  ['... on Person { offices { holder { slug } of { slug } citations { quote } } }', ENTITIES],
  ['... on Country { capital { slug } bases { slug } officeHolders { title } }', ENTITIES],
  ['... on Base { hostCountry { slug } presence { operator { slug } base { slug } } }', ENTITIES],
  ['... on Organization { country { slug } officeHolders { title } }', ENTITIES],
  ['... on Place { country { slug } }', ENTITIES],
  ['participants { role entity { slug } }', TIMELINE],
  ['place { slug }', TIMELINE],
  ['citations { quote article { slug } block { text } }', TIMELINE],
  ['articles { totalCount nodes { slug } }', TIMELINE],
  ['nodeId cursor entity { slug aliases } mergedInto { slug }', CHANGES],
  ['article { slug section { slug } } event { title place { slug } }', CHANGED_STORIES],
];

// The twenty most mentioned entities take in all five kinds; three would lack some.
test.each(NESTED)(
  '%s of %s…) takes as many statements for 20 parents as for 40',
  async (field, list) => {
    const query = `query ($n: Int) { ${list}first: $n) { nodes { ${field} } } }`;
    const few = await statementsOf(query, { n: 20 });
    expect(await statementsOf(query, { n: 40 })).toBe(few);
    expect(few).toBeLessThanOrEqual(9);
  },
);

test('search takes as many statements for 3 hits as for 30', async () => {
  const query = `query ($n: Int) {
    search(query: "Moscow", first: $n) { totalCount edges { score highlights { text } node { section { name } } } }
  }`;
  expect(await statementsOf(query, { n: 3 })).toBe(1);
  expect(await statementsOf(query, { n: 30 })).toBe(1);
});

test('nothing is counted, and no page is read, that was not selected', async () => {
  const before = server.statements.length;
  await server.ask('{ articles { totalCount } }');
  await server.ask('{ articles { nodes { slug } pageInfo { hasNextPage } } }');
  const [count, page, ...more] = readsSince(before);
  expect(count).toMatch(/SELECT count/);
  expect(count).not.toMatch(/headline|slug/);
  expect(page).not.toMatch(/count\(/);
  expect(more).toEqual([]);
});
