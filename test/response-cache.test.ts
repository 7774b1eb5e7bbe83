import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { Directive } from 'type-graphql';
import { Base } from '../src/entities/base';
import { Country } from '../src/entities/country';
import { Section } from '../src/sections/section';
import { testServerUrl } from './support/database';
import { isStored, post, startCachingServer, until, untilKept, wasKept } from './support/cached';
import { plantStories } from './support/planted';
import { readsIn, type TestServer } from './support/server';

// Hints that only these tests give.
Directive('@cacheControl(scope: PRIVATE)')(Section.prototype, 'slug');
Directive('@cacheControl(maxAge: 0)')(Country);
Directive('@cacheControl(maxAge: 1)')(Base);

let server: TestServer;
const others: TestServer[] = [];
beforeAll(async () => {
  server = await startCachingServer('desk');
});
afterAll(() => Promise.all([server, ...others].map((one) => one.close())));

const FRONT_PAGE = '{ articles(first: 5) { nodes { headline section { name } } } }';

test('a question that was answered is answered again without the database', async () => {
  await untilKept(server, FRONT_PAGE);
  const before = server.statements.length;
  const again = await post(server, FRONT_PAGE);
  expect(wasKept(again)).toBe(true);
  expect(server.statements).toHaveLength(before);
  const without = await post(server, `${FRONT_PAGE} `);
  expect(isStored(without)).toBe(true);
  expect(again.body).toBe(without.body);
  expect(again.headers['content-type']).toBe(without.headers['content-type']);
});

test('whoever asks for something else gets something else', async () => {
  const query = 'query ($slug: String!) { article(slug: $slug) { slug } }';
  for (const slug of ['second-visit-to-moscow', 'refuge-at-hmeimim', 'second-visit-to-moscow']) {
    const { data } = (await post(server, query, { slug })).json();
    expect(data).toEqual({ article: { slug } });
  }
  const payload = {
    query: 'query A { articles { totalCount } } query B { sections { name } }',
  };
  for (const [operationName, field] of [
    ['A', 'articles'],
    ['B', 'sections'],
  ] as const) {
    const { json } = await server.app.inject({
      ...{ method: 'POST', url: '/graphql', payload: { ...payload, operationName } },
    });
    expect(Object.keys(json().data)).toEqual([field]);
  }
});

describe('a change is seen at once:', () => {
  const headlines = async (): Promise<string[]> => {
    const { data } = (await post(server, FRONT_PAGE)).json();
    return data.articles.nodes.map((node: { headline: string }) => node.headline);
  };
  const publish = (slug: string, status: string): Promise<unknown> =>
    server.db.query('UPDATE article SET status = $2, published_at = $3 WHERE slug = $1', [
      slug,
      status,
      new Date(),
    ]);
  /** Less than what a person would notice, though the machine may be busy. */
  const AT_ONCE = 1000;

  test('a draft that is published, and a story that is withheld', async () => {
    await plantStories(server.db, [{ slug: 'breaking', status: 'DRAFT', publishedAt: null }]);
    await untilKept(server, FRONT_PAGE);
    expect(await headlines()).not.toContain('breaking');
    await publish('breaking', 'PUBLISHED');
    await until(async () => (await headlines()).includes('breaking'), AT_ONCE);
    await untilKept(server, FRONT_PAGE);
    await publish('breaking', 'WITHHELD');
    await until(async () => !(await headlines()).includes('breaking'), AT_ONCE);
  });

  test('an article whose hour comes, without anybody doing anything', async () => {
    const due = Date.now() + 1500;
    await plantStories(server.db, [{ slug: 'on-the-hour', publishedAt: new Date(due) }]);
    await untilKept(server, FRONT_PAGE);
    expect(await headlines()).not.toContain('on-the-hour');
    await sleep(due - Date.now());
    await until(async () => (await headlines()).includes('on-the-hour'), AT_ONCE);
    await untilKept(server, FRONT_PAGE);
  });

  test('a name, wherever it is shown', async () => {
    const query = '{ person(slug: "vladimir-putin") { name } }';
    const name = async (): Promise<unknown> => (await post(server, query)).json().data.person.name;
    await untilKept(server, query);
    await server.db.query(`UPDATE entity SET name = 'V. Putin' WHERE slug = 'vladimir-putin'`);
    await until(async () => (await name()) === 'V. Putin', AT_ONCE);
  });
});

test('what was asked before a change, and answered after, is not kept', async () => {
  const query = '{ sections { articles(first: 1) { nodes { headline } } } }';
  const locker = new Client({ connectionString: server.url });
  await locker.connect();
  await locker.query('BEGIN; LOCK TABLE section IN ACCESS EXCLUSIVE MODE');
  const answer = post(server, query);
  await sleep(100);
  await server.db.query(`UPDATE entity SET description = description WHERE slug = 'moscow'`);
  await sleep(300);
  await locker.query('COMMIT');
  await locker.end();
  expect(isStored(await answer)).toBe(false);
  expect(wasKept(await post(server, query))).toBe(false);
});

test('many who ask the same at once are answered with one answer', async () => {
  const query = '{ articles(first: 7) { nodes { headline } } }';
  const before = server.statements.length;
  const answers = await Promise.all(Array.from({ length: 20 }, () => post(server, query)));
  expect(readsIn(server, before)).toHaveLength(1);
  expect(answers.filter(isStored)).toHaveLength(1);
  expect(answers.filter(wasKept)).toHaveLength(19);
});

test.each([
  ['a syntax error', '{ articles '],
  ['a field that is not there', '{ nothing }'],
  ['an argument that is wrong', '{ articles(first: 101) { totalCount } }'],
  ['an error beside data', '{ sections { name } articles(after: "x") { totalCount } }'],
  ['no query', ''],
])('%s is not kept', async (_what, query) => {
  for (let i = 0; i < 2; i++) {
    const answer = await post(server, query);
    expect(answer.json().errors).toHaveLength(1);
    expect(answer.headers).not.toHaveProperty('cache-status');
  }
});

test('errors are not made one after the other because nobody may have them', async () => {
  const query = '{ articles(first: 102) { totalCount } }';
  const answers = await Promise.all(Array.from({ length: 20 }, () => post(server, query)));
  expect(answers.every((answer) => answer.json().errors.length === 1)).toBe(true);
});

describe('a hint of the schema', () => {
  test.each([
    ['on a field', '{ sections { slug } }'],
    ['on a field of a fragment', '{ sections { ...S } } fragment S on Section { s: slug }'],
    ['on a type', '{ country(code: "SY") { name } }'],
    ['on what an interface may stand for', '{ entities(first: 1) { nodes { name } } }'],
  ])('%s keeps an answer from being kept', async (_what, query) => {
    for (let i = 0; i < 2; i++) {
      const answer = await post(server, query);
      expect(answer.json()).not.toHaveProperty('errors');
      expect(answer.headers).not.toHaveProperty('cache-status');
    }
  });

  test('says how long an answer may be kept if nothing changes', async () => {
    const query = '{ base(slug: "hmeimim") { name } }';
    await untilKept(server, query);
    await sleep(1100);
    expect(isStored(await post(server, query))).toBe(true);
  });
});

test('an answer that would push out too many others is not kept', async () => {
  const small = await startCachingServer('desk', { DATELINE_RESPONSE_CACHE_BYTES: '50000' });
  others.push(small);
  const large = '{ articles(first: 20) { nodes { body } } }';
  expect((await post(small, large)).body.length).toBeGreaterThan(50_000 / 8);
  expect(wasKept(await post(small, large))).toBe(false);
  await untilKept(small, '{ articles(first: 1) { nodes { slug } } }');
  // And of the small ones, no more than there is room for.
  const many = Array.from({ length: 100 }, (_, i) => `{ a${i}: __typename }`);
  for (const query of many) await post(small, query);
  expect(wasKept(await post(small, many[99]!))).toBe(true);
  expect(wasKept(await post(small, many[0]!))).toBe(false);
});

test('while changes can’t be heard, nothing is kept', async () => {
  const deaf = await startCachingServer('desk');
  others.push(deaf);
  const name = new URL(deaf.url).pathname.slice(1);
  const admin = new Client({ connectionString: testServerUrl() });
  await admin.connect();
  await admin.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
  await admin.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE application_name = 'dateline changes' AND datname = $1`,
    [name],
  );
  await until(async () => !wasKept(await post(deaf, '{ __typename }')));
  expect(isStored(await post(deaf, '{ __typename }'))).toBe(false);
  await admin.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
  await admin.end();
  await untilKept(deaf, '{ __typename }');
});
