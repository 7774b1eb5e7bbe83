import { Citation } from '../src/claims/citation';
import { Claim } from '../src/claims/claim';
import { EntityRedirect } from '../src/entities/entity-redirect';
import { NamedEntity } from '../src/entities/named-entity';
import { Person } from '../src/entities/person';
import { Client, upToDate, type Told } from './support/feed';
import { plantEvents, plantStories } from './support/planted';
import { startTestServer, type Asking, type TestServer } from './support/server';

let server: TestServer;
let asEditor: Asking;
let reader: Client;
let editor: Client;
beforeAll(async () => {
  server = await startTestServer('desk');
  asEditor = await server.as('EDITOR');
});
beforeEach(async () => {
  reader = await upToDate(server, server.db);
  editor = await upToDate(asEditor, server.db);
});
afterAll(() => server.close());

const plant = (slug: string, story: object): Promise<unknown> =>
  plantStories(server.db, [{ slug, ...story }]);
const run = (statement: string, ...values: unknown[]): Promise<unknown> =>
  server.db.query(statement, values);
const readers = (): Promise<string[]> => reader.news(server.db);
const editors = (): Promise<string[]> => editor.news(server.db);

const DRAFT = { status: 'DRAFT', publishedAt: null };
const OUT = { status: 'PUBLISHED', publishedAt: new Date('2026-01-01T00:00:00Z') };
const WITHHELD = { status: 'WITHHELD', publishedAt: new Date('2026-01-01T00:00:00Z') };

test('begins with what was there', async () => {
  const told = await new Client(server).rest();
  const { entities, articles, timeline } = await server.ask(
    '{ entities { totalCount } articles { totalCount } timeline { totalCount } }',
  );
  const count = (type: string): number =>
    told.filter((change) => change.type === type && change.action === 'CREATED').length;
  expect(count('ENTITY')).toBe(entities.totalCount);
  expect(count('ARTICLE')).toBe(articles.totalCount);
  expect(count('EVENT')).toBe(timeline.totalCount);
  expect(told.every(({ article, entity, event }) => article ?? entity ?? event)).toBe(true);
});

test('tells readers of an article from its publication to its withdrawal, and editors of all of it', async () => {
  await plant('life', DRAFT);
  expect(await readers()).toEqual([]);
  expect(await editors()).toEqual(['CREATED ARTICLE life']);
  await plant('life', OUT);
  expect(await readers()).toEqual(['CREATED ARTICLE life']);
  expect(await editors()).toEqual(['UPDATED ARTICLE life']);
  await plant('life', { ...OUT, headline: 'Another' });
  expect(await readers()).toEqual(['UPDATED ARTICLE life']);
  await plant('life', { ...WITHHELD, headline: 'A secret' });
  expect(await readers()).toEqual(['WITHHELD ARTICLE life']);
  expect(await editors()).toEqual(['UPDATED ARTICLE life', 'UPDATED ARTICLE life']);
  await plant('life', { ...WITHHELD, headline: 'Another secret' });
  expect(await readers()).toEqual([]);
  await plant('life', { ...OUT, headline: 'Back' });
  expect(await readers()).toEqual(['CREATED ARTICLE life']);
  await run(`DELETE FROM article WHERE slug = 'life'`);
  expect(await readers()).toEqual(['DELETED ARTICLE life']);
  expect((await editors()).at(-1)).toBe('DELETED ARTICLE life');
});

test('tells each transaction as an entry of its own, in order, also where many are announced at once', async () => {
  await server.db.transaction(async (holding) => {
    await holding.query('SELECT pg_advisory_xact_lock($1)', [0x0da7_fe3d]);
    await plant('quick', DRAFT);
    await plant('quick', OUT);
    await plant('quick', { ...OUT, headline: 'Once more' });
    await plant('quick', WITHHELD);
    await run(`UPDATE article SET slug = 'hidden-name' WHERE slug = 'quick'`);
    await run(`DELETE FROM article WHERE slug = 'hidden-name'`);
  });
  const [created, updated, withheld] = ['CREATED', 'UPDATED', 'WITHHELD'];
  expect(await readers()).toEqual([created, updated, withheld].map((a) => `${a} ARTICLE quick`));
  expect(await editors()).toEqual([
    ...['CREATED', 'UPDATED', 'UPDATED', 'UPDATED'].map((action) => `${action} ARTICLE quick`),
    'UPDATED ARTICLE hidden-name',
    'DELETED ARTICLE hidden-name',
  ]);
});

test('tells what one transaction did to an article once', async () => {
  await server.db.transaction(async (manager) => {
    await manager.query(`UPDATE article SET headline = 'One' WHERE slug = 'refuge-at-hmeimim'`);
    await manager.query(`UPDATE block SET kind = 'QUOTE' WHERE article_id =
      (SELECT id FROM article WHERE slug = 'refuge-at-hmeimim')`);
    await manager.query(`UPDATE article SET byline = 'Two' WHERE slug = 'refuge-at-hmeimim'`);
  });
  expect(await readers()).toEqual(['UPDATED ARTICLE refuge-at-hmeimim']);
});

test.each([
  ['its blocks', `UPDATE block SET kind = 'HEADING' FROM article a`],
  ['its mentions', `DELETE FROM mention USING article a`],
  ['its entities', `UPDATE article_entity SET mention_count = mention_count + 1 FROM article a`],
])('tells of an article when %s change', async (_what, statement) => {
  await run(`${statement} WHERE article_id = a.id AND a.slug = 'refuge-at-hmeimim'`);
  expect(await readers()).toEqual(['UPDATED ARTICLE refuge-at-hmeimim']);
});

test('tells nothing of what was rolled back, or changed nothing', async () => {
  await expect(
    server.db.transaction(async (manager) => {
      await manager.query(`UPDATE article SET headline = 'Never'`);
      throw new Error('undone');
    }),
  ).rejects.toThrow('undone');
  await run(`UPDATE article SET headline = headline`);
  await run(`UPDATE entity SET name = name`);
  await run(`UPDATE participant SET position = position`);
  expect(await editors()).toEqual([]);
});

describe('a tombstone', () => {
  const tombstone = async (): Promise<Told[]> => (await reader.news(server.db), reader.rest());

  test('carries id and slug alone, also when the article is back', async () => {
    const { cursor } = reader;
    await plant('grave', { ...OUT, headline: 'Seen' });
    await plant('grave', { ...WITHHELD, headline: 'Unseen' });
    await plant('grave', { ...OUT, headline: 'Back' });
    await tombstone();
    const told = await new Client(server, cursor).rest();
    const { article } = await server.ask('{ article(slug: "grave") { id } }');
    expect(told.map(({ action }) => action)).toEqual(['CREATED', 'WITHHELD', 'CREATED']);
    expect(told[1]).toEqual({
      ...{ cursor: expect.any(String), at: expect.any(String), type: 'ARTICLE' },
      ...{ action: 'WITHHELD', nodeId: article.id, slug: 'grave' },
      ...{ article: null, entity: null, event: null, mergedInto: null },
    });
  });

  test('has the slug that readers knew, not one that came with or after the withdrawal', async () => {
    await plant('known', OUT);
    await readers();
    await run(`UPDATE article SET slug = 'secret', status = 'WITHHELD' WHERE slug = 'known'`);
    expect(await readers()).toEqual(['WITHHELD ARTICLE known']);
    await run(`DELETE FROM article WHERE slug = 'secret'`);
    expect(await readers()).toEqual([]);
    expect(await editors()).toEqual([
      'CREATED ARTICLE known',
      'UPDATED ARTICLE secret',
      'DELETED ARTICLE secret',
    ]);
  });
});

describe('an event', () => {
  const eventOf = async (name: string, slugs: readonly string[]): Promise<string> => {
    const reports = await plantStories(
      server.db,
      slugs.map((slug) => ({ slug, ...DRAFT, status: 'DRAFT' as const, publishedAt: null })),
    );
    const [event] = await plantEvents(server.db, [
      { name, date: { edtf: '2026-01-01' }, reports: reports.map((article) => ({ article })) },
    ]);
    return event!.uuid;
  };

  test('comes and goes with what attests it', async () => {
    await eventOf('Attested', ['attests']);
    expect(await readers()).toEqual([]);
    expect(await editors()).toEqual(['CREATED ARTICLE attests', 'CREATED EVENT Attested']);
    await plant('attests', OUT);
    expect(await readers()).toEqual(['CREATED ARTICLE attests', 'CREATED EVENT Attested']);
    expect(await editors()).toEqual(['UPDATED ARTICLE attests']);
    await plant('attests', WITHHELD);
    expect(await readers()).toEqual(['WITHHELD ARTICLE attests', 'WITHHELD EVENT unknown']);
  });

  test('is another for readers when one more report of it is, and not before', async () => {
    await eventOf('Twice told', ['first-report', 'second-report']);
    // Told by itself: what readers see of an event is looked up when it is told.
    expect(await readers()).toEqual([]);
    await plant('first-report', OUT);
    expect((await readers()).at(-1)).toBe('CREATED EVENT Twice told');
    await plant('second-report', { ...DRAFT, headline: 'Still a draft' });
    expect(await readers()).toEqual([]);
    await plant('second-report', OUT);
    expect((await readers()).at(-1)).toBe('UPDATED EVENT Twice told');
    await plant('first-report', WITHHELD);
    expect((await readers()).at(-1)).toBe('UPDATED EVENT Twice told');
  });

  test('that is public is told of no citation in a draft', async () => {
    await plant('hidden-report', DRAFT);
    const [draft] = await server.db.manager.findBy(Citation, { stance: 'SUPPORTS' });
    const hidden = await server.db.query(
      `SELECT b.id AS block, a.id AS article FROM block b JOIN article a ON a.id = b.article_id
       WHERE a.slug = 'hidden-report'`,
    );
    const [event] = await server.db.query(
      `SELECT c.claim_id AS id FROM citation c JOIN event v ON v.id = c.claim_id
       JOIN article a ON a.id = c.article_id WHERE a.visible_from <= now() LIMIT 1`,
    );
    await readers();
    await server.db.manager.insert(Citation, {
      ...draft!,
      ...{ uuid: '00000000-0000-4000-8000-000000000001', position: 5000 },
      ...{ claimId: event.id, articleId: hidden[0].article, blockId: hidden[0].block },
    });
    expect(await readers()).toEqual([]);
    expect((await editors()).at(-1)).toMatch(/^UPDATED EVENT/);
  });

  test('is told when its participants change, and when it is deleted', async () => {
    const uuid = await eventOf('Ended', ['ends']);
    await plant('ends', OUT);
    await readers();
    await run(
      `INSERT INTO participant (event_id, entity_id, role, position)
       SELECT $1, id, 'AGENT', 0 FROM entity WHERE slug = 'syria'`,
      uuid,
    );
    expect(await readers()).toEqual(['UPDATED EVENT Ended']);
    await server.db.manager.delete(Claim, { uuid });
    expect(await readers()).toEqual(['DELETED EVENT unknown']);
  });
});

describe('an entity', () => {
  const plantPerson = (slug: string): Promise<unknown> =>
    server.db.manager.insert(Person, {
      ...{ uuid: crypto.randomUUID(), slug, kind: 'PERSON', name: slug },
    });

  test('is told to readers and editors alike', async () => {
    await plantPerson('somebody');
    await run(`UPDATE entity SET name = 'Somebody Else' WHERE slug = 'somebody'`);
    await run(`INSERT INTO alias (id, entity_id, text, language, kind)
      SELECT gen_random_uuid(), id, 'Another', 'en', 'OTHER_NAME' FROM entity WHERE slug = 'somebody'`);
    await run(`DELETE FROM entity WHERE slug = 'somebody'`);
    const all = ['CREATED', 'UPDATED', 'UPDATED', 'DELETED'].map((a) => `${a} ENTITY somebody`);
    expect(await readers()).toEqual(all);
    expect(await editors()).toEqual(all);
  });

  test('that was merged names the one that it is part of', async () => {
    await plantPerson('twin');
    await readers();
    await server.db.transaction(async (manager) => {
      const twin = await manager.findOneByOrFail(NamedEntity, { slug: 'twin' });
      const into = await manager.findOneByOrFail(NamedEntity, { slug: 'vladimir-putin' });
      await manager.insert(EntityRedirect, {
        ...{ fromId: twin.uuid, fromSlug: twin.slug, intoId: into.uuid },
      });
      await manager.delete(NamedEntity, { uuid: twin.uuid });
    });
    const { cursor } = reader;
    expect(await readers()).toEqual(['MERGED ENTITY twin']);
    const [merged] = await new Client(server, cursor).rest();
    expect(merged).toMatchObject({ entity: null, mergedInto: { slug: 'vladimir-putin' } });
  });
});

describe('a place in the feed', () => {
  test('is kept where there is nothing new', async () => {
    const { changes } = await server.ask(
      'query ($after: String) { changes(after: $after) { nodes { slug } pageInfo { hasNextPage endCursor } } }',
      { after: reader.cursor },
    );
    expect(changes).toEqual({ nodes: [], pageInfo: { hasNextPage: false, endCursor: null } });
  });

  test('tells readers nothing of what editors do', async () => {
    const place = (cursor: string): unknown =>
      JSON.parse(Buffer.from(cursor, 'base64url').toString())[1];
    const before = place(reader.cursor!);
    for (const slug of ['one', 'two', 'three']) await plant(`unseen-${slug}`, DRAFT);
    await plant('next', OUT);
    await readers();
    expect(Number(place(reader.cursor!))).toBe(Number(before) + 1);
  });

  test('is of one audience', async () => {
    const query = 'query ($after: String) { changes(after: $after) { nodes { slug } } }';
    expect(await asEditor.codeOf(query, { after: reader.cursor })).toBe('BAD_USER_INPUT');
    expect(await server.codeOf(query, { after: editor.cursor })).toBe('BAD_USER_INPUT');
    const forged = Buffer.from('["FEED_OF_READERS","1e3"]').toString('base64url');
    expect(await server.codeOf(query, { after: forged })).toBe('BAD_USER_INPUT');
  });

  test('holds among some types as among all', async () => {
    const all = await new Client(server).rest();
    for (const types of [['EVENT'], ['ARTICLE', 'EVENT'], ['ENTITY', 'ARTICLE', 'EVENT']]) {
      const some = await new Client(server, null, types).rest();
      expect(some).toEqual(all.filter(({ type }) => types.includes(type)));
    }
    expect(await new Client(server, null, []).rest()).toEqual([]);
  });
});
