import { Readable } from 'node:stream';
import type { DataSource } from 'typeorm';
import { exported, type ExportFormat } from '../src/export/export';
import { ArchiveImport } from '../src/import/import-archive';
import { importSources } from '../src/import/import-sources';
import type { Noted } from '../src/import/tally';
import { proposeAll } from '../src/proposals/propose-all';
import { createTestDatabase } from './support/database';
import { mutating } from './support/newsroom';
import { startTestServer, type Asking, type TestServer } from './support/server';

const site = { url: 'https://desk.example', name: 'The Desk' };

async function textOf(db: DataSource, format: ExportFormat, entity?: string): Promise<string> {
  let text = '';
  for await (const piece of exported(db, format, site, entity)) text += `${piece}\n`;
  return text;
}

async function takeIn(db: DataSource, text: string): Promise<Noted[]> {
  const noted: Noted[] = [];
  const archive = await ArchiveImport.begin(db, {
    ...{ language: 'en', publish: true, dryRun: false, strict: false },
    note: (one) => void noted.push(one),
  });
  const source = { name: 'all.jsonl', size: null, open: () => Readable.from([Buffer.from(text)]) };
  await importSources(archive, db, [source], { format: 'jsonl', onBytes: () => undefined });
  await archive.end();
  return noted;
}

async function textsOf(db: DataSource, from: string): Promise<string[]> {
  const found = await db.query<{ row: string }[]>(
    `SELECT to_jsonb(t)::text AS row FROM ${from} ORDER BY 1`,
  );
  return found.map(({ row }) => row);
}

/** Every row of what an export holds, as text. */
async function rowsOf(db: DataSource): Promise<Record<string, string[]>> {
  const tables = [
    ...['section', 'entity', 'alias', 'article', 'block', 'mention', 'article_entity'],
    ...['claim', 'citation', 'event', 'participant', 'event_entity', 'office', 'base_presence'],
    ...['article_revision', 'article_correction', 'entity_tally'],
    ...['entity_redirect', 'mention_ruling'],
  ];
  const rows: Record<string, string[]> = {};
  for (const table of tables) {
    rows[table] = await textsOf(db, `"${table}" t`);
  }
  // Without what nobody has decided on: it is read out of the articles again.
  rows['suggestion'] = await textsOf(db, 'suggestion t WHERE dismissed_at IS NOT NULL');
  rows['proposal'] = await textsOf(db, `proposal t WHERE state <> 'OPEN'`);
  return rows;
}

/** Has an editor decide on what is not written by anybody: a name, some mentions, proposals. */
async function decide(db: DataSource, editor: Asking): Promise<void> {
  const mutate = mutating(editor);
  const create = async (name: string): Promise<{ id: string }> =>
    (await mutate('createEntity', { name, details: { person: {} } }, 'entity { id }')).entity;
  const [into, from] = [await create('Al-Charaa the Elder'), await create('Al-Sharaa the Elder')];
  const country = {
    ...{ isoAlpha2: 'XT', isoAlpha3: 'XTE', demonym: 'Testish', capital: 'moscow' },
  };
  await mutate('createEntity', { name: 'Testland', details: { country } }, 'entity { id }');
  await mutate('mergeEntities', { into: into.id, from: from.id }, 'entity { id }');
  const { article } = await editor.ask(
    '{ article(slug: "russian-troops-leave-qamishli-airport") { mentions(first: 2) { nodes { id } } } }',
  );
  const [one, two] = article.mentions.nodes;
  await mutate('removeMention', { id: one.id });
  await mutate('resolveMention', { id: two.id, entity: 'dmitry-peskov' });
  const { suggestions } = await editor.ask('{ suggestions(first: 1) { nodes { id } } }');
  await mutate('dismissSuggestion', { id: suggestions.nodes[0].id }, 'suggestion { id }');
  await proposeAll(db, undefined, () => undefined);
  const { proposals } = await editor.ask('{ proposals(first: 2) { nodes { id } } }');
  await mutate('rejectEvent', { id: proposals.nodes[0].id }, 'proposal { id }');
  await mutate('confirmEvent', { id: proposals.nodes[1].id }, 'event { id }');
}

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer('desk');
});
afterAll(() => server.close());

test('what is exported as JSON lines gives the same rows on an empty server', async () => {
  const origin = await startTestServer('desk');
  const empty = await createTestDatabase('empty');
  try {
    // An edit leaves a revision, a correction, and a citation whose words are gone.
    const editor = await origin.as('EDITOR');
    const { article } = await editor.ask(
      '{ article(slug: "second-visit-to-moscow") { id revision blocks { id kind text } } }',
    );
    const blocks = article.blocks.slice(1);
    await editor.ask(
      `mutation ($input: UpdateArticleInput!) { updateArticle(input: $input) { article { revision } } }`,
      {
        input: {
          ...{ id: article.id, expectedRevision: article.revision, blocks },
          ...{
            headline: 'A\tsecond  “visit” \\ again'.replace('\t', ' '),
            correction: 'It was cut.',
          },
        },
      },
    );
    await decide(origin.db, editor);
    const text = await textOf(origin.db, 'jsonl');
    expect(Object.entries(await rowsOf(origin.db)).filter(([, rows]) => rows.length === 0)).toEqual(
      [],
    );
    expect(await takeIn(empty.db, text)).toEqual([]);
    expect(await rowsOf(empty.db)).toEqual(await rowsOf(origin.db));
    expect(await textOf(empty.db, 'jsonl')).toBe(text);
    // A second time nothing is new.
    const before = await rowsOf(empty.db);
    expect(await takeIn(empty.db, text)).toEqual([]);
    expect(await rowsOf(empty.db)).toEqual(before);
  } finally {
    await empty.close();
    await origin.close();
  }
});

describe('formats', () => {
  test('hold no draft, except JSON lines', async () => {
    const database = await createTestDatabase('desk');
    try {
      await database.db.query(
        `UPDATE article SET status = 'DRAFT' WHERE slug = 'second-visit-to-moscow'`,
      );
      for (const format of ['ninjs', 'jsonld', 'rss', 'atom', 'jsonfeed', 'ftm'] as const) {
        const text = await textOf(database.db, format);
        expect([format, text.includes('A second visit to Moscow')]).toEqual([format, false]);
        expect([format, text.includes('Qamishli')]).toEqual([format, true]);
      }
      expect(await textOf(database.db, 'jsonl')).toContain('A second visit to Moscow');
      // What stood on the draft alone is no event for a reader.
      const timeline = JSON.parse(await textOf(database.db, 'timelinejs', 'ahmad-al-charaa'));
      expect(JSON.stringify(timeline)).not.toContain('A second visit to Moscow, and a base');
    } finally {
      await database.close();
    }
  });

  test('ninjs and JSON-LD are taken in again with the same words', async () => {
    for (const format of ['ninjs', 'jsonld'] as const) {
      const empty = await createTestDatabase('empty');
      try {
        const lines = (await textOf(server.db, format)).trim().split('\n');
        const archive = await ArchiveImport.begin(empty.db, {
          ...{ language: 'en', publish: true, dryRun: false, strict: true, note: () => undefined },
        });
        const sources = lines.map((line, i) => ({
          ...{ name: `${i}.json`, size: null, open: () => Readable.from([Buffer.from(line)]) },
        }));
        const options = { format: null, onBytes: () => undefined };
        await importSources(archive, empty.db, sources, options);
        await archive.end();
        const said = 'SELECT headline, body, published_at FROM article ORDER BY headline';
        expect(await empty.db.query(said)).toEqual(await server.db.query(said));
      } finally {
        await empty.close();
      }
    }
  });

  test('a timeline shows dates as precisely as the reports give them', async () => {
    const { title, events } = JSON.parse(await textOf(server.db, 'timelinejs', 'ahmad-al-charaa'));
    expect(title.text.headline).toBe('Ahmad Al-Charaa');
    const visit = events.find(
      ({ text }: { text: { headline: string } }) =>
        text.headline === 'Al-Charaa’s first visit to Moscow',
    );
    expect(visit).toMatchObject({
      start_date: { year: 2025, month: 10, day: 11 },
      end_date: { year: 2025, month: 10, day: 20 },
      display_date: 'mid-October of the same year',
    });
    await expect(textOf(server.db, 'timelinejs', 'nobody')).rejects.toThrow('no entity');
  });

  test('FollowTheMoney has whom an office joins', async () => {
    const all = (await textOf(server.db, 'ftm'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const byId = new Map(all.map((one) => [one.id, one]));
    const office = all.find(
      ({ schema, properties }) =>
        schema === 'Occupancy' &&
        byId.get(properties.holder[0]).properties.name[0] === 'Bashar Al-Assad',
    );
    expect(office.properties.endDate).toEqual(['2024-12-08']);
    expect(byId.get(office.properties.post[0])).toMatchObject({
      schema: 'Position',
      properties: { name: ['President of Syria'], country: ['sy'] },
    });
  });
});

describe('addresses', () => {
  const get = (url: string, headers: Record<string, string> = {}) =>
    server.app.inject({ method: 'GET', url, headers });
  const paths = [
    ['/feed.xml', 'application/rss+xml'],
    ['/feed.atom', 'application/atom+xml'],
    ['/feed.json', 'application/feed+json'],
    ['/articles/second-visit-to-moscow.jsonld', 'application/ld+json'],
    ['/articles/second-visit-to-moscow.ninjs.json', 'application/json'],
    ['/timeline/ahmad-al-charaa.timelinejs.json', 'application/json'],
  ] as const;

  test.each(paths)('%s is tagged, and not sent twice', async (path, type) => {
    const first = await get(path);
    expect(first.statusCode).toBe(200);
    expect(first.headers['content-type']).toContain(type);
    expect(first.body).toMatch(/Moscow/);
    const etag = String(first.headers.etag);
    const again = await get(path, { 'if-none-match': etag });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    expect((await get(path, { 'if-none-match': 'W/"other"' })).statusCode).toBe(200);
  });

  test('an answer is dated, and 304 lasts until something changes', async () => {
    const path = '/articles/second-visit-to-moscow.jsonld';
    let date: string | undefined;
    while (date === undefined) {
      date = (await get(path)).headers['last-modified'];
    }
    expect((await get(path, { 'if-modified-since': date })).statusCode).toBe(304);
    await server.db.query(`UPDATE entity SET name = 'Moskva' WHERE slug = 'moscow'`);
    try {
      let changed = await get(path, { 'if-modified-since': date });
      while (changed.statusCode === 304) changed = await get(path, { 'if-modified-since': date });
      expect(changed.body).toContain('Moskva');
    } finally {
      await server.db.query(`UPDATE entity SET name = 'Moscow' WHERE slug = 'moscow'`);
    }
  });

  test('what readers do not see is not there, not even for an editor', async () => {
    await server.db.query(
      `UPDATE article SET status = 'WITHHELD' WHERE slug = 'second-visit-to-moscow'`,
    );
    try {
      for (const ending of ['jsonld', 'ninjs.json']) {
        const withheld = await get(`/articles/second-visit-to-moscow.${ending}`);
        const unknown = await get(`/articles/nothing-of-the-kind.${ending}`);
        expect([withheld.statusCode, withheld.body]).toEqual([404, unknown.body]);
      }
      expect((await get('/feed.xml')).body).not.toContain('second-visit-to-moscow');
      expect((await get('/timeline/nobody.timelinejs.json')).statusCode).toBe(404);
    } finally {
      await server.db.query(
        `UPDATE article SET status = 'PUBLISHED' WHERE slug = 'second-visit-to-moscow'`,
      );
    }
  });

  test('a feed of one section holds that section', async () => {
    const feed = JSON.parse((await get('/feed.json?section=security')).body);
    expect(feed.items.length).toBeGreaterThan(0);
    expect(new Set(feed.items.flatMap(({ tags }: { tags: string[] }) => tags))).toEqual(
      new Set(['Security']),
    );
  });
  test.each(['/feed.xml', '/feed.atom', '/feed.json'])(
    '%s of an unknown section is not there',
    async (path) => {
      const answer = await get(`${path}?section=nosuch`);
      expect(answer.statusCode).toBe(404);
      expect(answer.json()).toEqual({
        errors: [
          { message: '"section" is the slug of no section.', extensions: { code: 'NOT_FOUND' } },
        ],
      });
    },
  );

  test('a section without articles has an empty feed', async () => {
    await server.db.query(
      `INSERT INTO section (id, slug, name) VALUES (gen_random_uuid(), 'empty', 'Empty')`,
    );
    const answer = await get('/feed.json?section=empty');
    expect([answer.statusCode, JSON.parse(answer.body).items]).toEqual([200, []]);
  });
});
