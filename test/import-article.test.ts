import type { DataSource } from 'typeorm';
import {
  importArticle as importWithin,
  type Imported,
  type OneArticleOptions as ImportOptions,
} from '../src/import/import-article';
import { UnreadableArticle } from '../src/import/text';
import { createTestDatabase, type TestDatabase } from './support/database';
import { startTestServer } from './support/server';

const HEADLINE = 'Al-Charaa–Putin talks turn to the harbour';
const FIRST =
  'The Al-Charaa–Putin conversation lasted an hour, Sana reported on Wednesday, and the harbour of Tartus took up most of it.';
const SECOND =
  'Syrian officials called it useful; the Syrian Democratic Forces, who were not invited, did not comment on it.';

/** An article as it comes off a web page, with what the page shows around it. */
function page(headline: string, ...paragraphs: string[]): string {
  const furniture = { above: ['Share this'], below: ['Related articles', 'Another story'] };
  return [...furniture.above, headline, ...paragraphs, ...furniture.below].join('\n\n');
}

const PAGE = page(HEADLINE, FIRST, SECOND);
const options: ImportOptions = {
  publishedAt: new Date('2026-02-03T04:05:06.000Z'),
  language: 'en',
  section: 'Diplomacy',
  publish: false,
};

const importArticle = (on: DataSource, text: string, how: ImportOptions): Promise<Imported> =>
  on.transaction((manager) => importWithin(manager, text, how));

let database: TestDatabase;
let db: DataSource;
beforeEach(async () => {
  database = await createTestDatabase('desk');
  db = database.db;
});
afterEach(() => database.close());

/** Every row that an import might touch, with the number of the transaction that wrote it. */
async function everything(): Promise<unknown[][]> {
  const tables = ['section', 'article', 'block', 'mention', 'article_entity', 'citation'];
  const read = (table: string) =>
    db.query<unknown[]>(
      `SELECT row.xmin || ' ' || row::text AS row FROM "${table}" AS row ORDER BY row::text`,
    );
  return Promise.all(tables.map(read));
}

const countArticles = async (): Promise<number> =>
  (await db.query<[{ n: number }]>('SELECT count(*)::int AS n FROM article'))[0].n;

async function expectUnchanged(run: () => Promise<Imported>): Promise<Imported> {
  const before = await everything();
  const imported = await run();
  expect(imported.outcome).toBe('UNCHANGED');
  expect(await everything()).toEqual(before);
  return imported;
}

describe('an article that is new', () => {
  test('is a draft, as the text and the options say', async () => {
    const { outcome, article } = await importArticle(db, PAGE, options);
    expect(outcome).toBe('CREATED');
    const [row] = await db.query<object[]>(
      `SELECT a.slug, headline, standfirst, status, language, published_at, revision, s.slug AS section
      FROM article a JOIN section s ON s.id = section_id WHERE a.id = $1`,
      [article.uuid],
    );
    expect(row).toEqual({
      slug: 'al-charaa-putin-talks-turn-to-the-harbour',
      headline: HEADLINE,
      standfirst: null,
      status: 'DRAFT',
      language: 'en',
      published_at: options.publishedAt,
      revision: 1,
      section: 'diplomacy',
    });
    const blocks = await db.query<object[]>(
      'SELECT kind, text FROM block WHERE article_id = $1 ORDER BY index',
      [article.uuid],
    );
    expect(blocks).toEqual([
      { kind: 'PARAGRAPH', text: FIRST },
      { kind: 'PARAGRAPH', text: SECOND },
    ]);
  });

  test('is published if that is asked for', async () => {
    const { outcome, article } = await importArticle(db, PAGE, { ...options, publish: true });
    expect({ outcome, status: article.status }).toEqual({
      outcome: 'CREATED',
      status: 'PUBLISHED',
    });
  });

  test('is for readers to see only when it is published', async () => {
    const server = await startTestServer('desk');
    const find =
      '{ article(slug: "al-charaa-putin-talks-turn-to-the-harbour") { headline status } }';
    try {
      await importArticle(server.db, PAGE, options);
      expect(await server.ask(find)).toEqual({ article: null });
      await importArticle(server.db, PAGE, { ...options, publish: true });
      expect(await server.ask(find)).toEqual({
        article: { headline: HEADLINE, status: 'PUBLISHED' },
      });
    } finally {
      await server.close();
    }
  });
});

describe('an article that is there already', () => {
  test('stays as it is, whatever else is said of it', async () => {
    const { article } = await importArticle(db, PAGE, options);
    const again = await expectUnchanged(() => importArticle(db, PAGE, options));
    expect(again.article.uuid).toBe(article.uuid);
    await expectUnchanged(() =>
      importArticle(db, PAGE.replaceAll('\n', '\r\n'), {
        ...options,
        section: 'Another',
        language: 'fr',
        publishedAt: new Date(0),
      }),
    );
  });

  test('is known by its words where it now comes with a canonical URL', async () => {
    await importArticle(db, PAGE, options);
    const canonicalUrl = 'https://wire.example/harbour';
    await expectUnchanged(() => importArticle(db, PAGE, { ...options, canonicalUrl }));
  });

  test('is known by its canonical URL where its words differ, and gets the new ones', async () => {
    const withUrl = { ...options, canonicalUrl: 'https://wire.example/harbour' };
    const { article } = await importArticle(db, PAGE, withUrl);
    const corrected = page(HEADLINE, FIRST.replace('an hour', 'two hours'), SECOND);
    const again = await importArticle(db, corrected, withUrl);
    expect(again).toMatchObject({
      outcome: 'UPDATED',
      article: { uuid: article.uuid, revision: 2 },
    });
    expect(again.article.body).toContain('two hours');
    await expectUnchanged(() => importArticle(db, corrected, withUrl));
  });

  test('as another text under the same headline is another article', async () => {
    await importArticle(db, PAGE, options);
    const { outcome } = await importArticle(db, page(HEADLINE, SECOND, FIRST), options);
    expect(outcome).toBe('CREATED');
  });

  test('as a draft is published when that is asked for, and once', async () => {
    const draft = await importArticle(db, PAGE, options);
    const publishedAt = new Date('2026-02-04T00:00:00.000Z');
    const publish = { ...options, publishedAt, publish: true };
    const { outcome, article } = await importArticle(db, PAGE, publish);
    expect(outcome).toBe('PUBLISHED');
    expect(article).toMatchObject({ uuid: draft.article.uuid, status: 'PUBLISHED', revision: 2 });
    const [row] = await db.query<object[]>(
      'SELECT status, published_at, updated_at > $2 AS later FROM article WHERE id = $1',
      [article.uuid, draft.article.updatedAt],
    );
    expect(row).toEqual({ status: 'PUBLISHED', published_at: publishedAt, later: true });
    await expectUnchanged(() => importArticle(db, PAGE, publish));
    await expectUnchanged(() => importArticle(db, PAGE, options));
  });

  test('is not published again where it was taken back', async () => {
    const { article } = await importArticle(db, PAGE, { ...options, publish: true });
    await db.query("UPDATE article SET status = 'WITHHELD' WHERE id = $1", [article.uuid]);
    await expectUnchanged(() => importArticle(db, PAGE, { ...options, publish: true }));
  });

  test('is made once by five imports at the same moment', async () => {
    const before = await countArticles();
    const all = await Promise.all(
      Array.from({ length: 5 }, () => importArticle(db, PAGE, options)),
    );
    expect(all.map(({ outcome }) => outcome).sort()).toEqual([
      'CREATED',
      ...Array(4).fill('UNCHANGED'),
    ]);
    expect(new Set(all.map(({ article }) => article.uuid)).size).toBe(1);
    expect(await countArticles()).toBe(before + 1);
  });
});

describe('the section', () => {
  const sectionOf = async ({ article }: Imported) =>
    (
      await db.query<object[]>('SELECT slug, name FROM section WHERE id = $1', [article.sectionId])
    )[0];
  const withLine = `Economy\n\n${HEADLINE}\n\n${FIRST}\n\n${SECOND}`;
  const { section: _, ...unsaid } = options;

  test.each(['Diplomacy', 'diplomacy', 'DIPLOMACY'])(
    'is the known one of the name %s',
    async (section) => {
      expect(await sectionOf(await importArticle(db, PAGE, { ...options, section }))).toEqual({
        slug: 'diplomacy',
        name: 'Diplomacy',
      });
    },
  );

  test('is that of the section line', async () => {
    expect(await sectionOf(await importArticle(db, withLine, unsaid))).toEqual({
      slug: 'economy',
      name: 'Economy',
    });
  });

  test('is that of the option rather than that of the section line', async () => {
    const imported = await importArticle(db, withLine, options);
    expect(await sectionOf(imported)).toMatchObject({ slug: 'diplomacy' });
    expect(imported.article.headline).toBe(HEADLINE);
  });

  test('is made where there is none of that name, and once', async () => {
    const section = 'Harbour & Trade';
    const made = { slug: 'harbour-and-trade', name: section };
    const first = await importArticle(db, PAGE, { ...options, section });
    expect(await sectionOf(first)).toEqual(made);
    const second = await importArticle(db, page('Another harbour', FIRST), { ...options, section });
    expect(second.article.sectionId).toBe(first.article.sectionId);
  });

  test.each([
    ['there is none', unsaid],
    ['its name has no letter', { ...options, section: '–' }],
  ])('refuses the article where %s, and writes nothing', async (_case, without) => {
    const before = await everything();
    const refused = importArticle(db, PAGE, without);
    await expect(refused).rejects.toThrow(UnreadableArticle);
    await expect(refused).rejects.toThrow('say which it belongs to');
    expect(await everything()).toEqual(before);
  });
});

describe('the slug', () => {
  const slugOf = async (headline: string, text = FIRST): Promise<string> =>
    (await importArticle(db, page(headline, text), options)).article.slug;

  test('gets a number where another article bears it', async () => {
    expect(await slugOf('The harbour again', FIRST)).toBe('the-harbour-again');
    expect(await slugOf('The harbour again', SECOND)).toBe('the-harbour-again-2');
    expect(await slugOf('The harbour, again', FIRST)).toBe('the-harbour-again-3');
  });

  test('is another for each of five articles that come at the same moment', async () => {
    const texts = Array.from({ length: 5 }, (_, i) => `${FIRST} That was call number ${i}.`);
    const slugs = await Promise.all(texts.map((text) => slugOf('Five calls in one day', text)));
    const base = 'five-calls-in-one-day';
    expect(slugs.sort()).toEqual([base, ...[2, 3, 4, 5].map((n) => `${base}-${n}`)]);
  });

  test.each([
    ['Arabic', 'محادثات في موسكو حول ميناء طرطوس'],
    ['Russian', 'Переговоры в Москве о порте Тартус'],
    ['Chinese', '莫斯科會談的港口問題'],
    ['no letter at all', '1 + 1 = ?'],
    ['very many words', 'harbour '.repeat(31).trim()],
  ])(
    'is made of lower-case letters, digits and hyphens from a headline in %s',
    async (_, headline) => {
      const slug = await slugOf(headline);
      expect(slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(slug.length).toBeLessThanOrEqual(120);
      expect(await slugOf(headline, SECOND)).toBe(`${slug}-2`);
    },
  );

  test('of an Arabic headline spells it out', async () => {
    expect(await slugOf('محادثات في موسكو حول ميناء طرطوس')).toMatch(/^[a-z]+-[a-z]+-[a-z]+-/);
  });
});

describe('what the article mentions', () => {
  const mentionsOf = ({ article }: Imported) =>
    db.query<
      { entity: string; text: string; kind: string; block: string; start: number; end: number }[]
    >(
      `SELECT e.slug AS entity, m.text, m.kind, b.text AS block, m.start, m."end"
      FROM mention m JOIN entity e ON e.id = m.entity_id JOIN block b ON b.id = m.block_id
      WHERE m.article_id = $1 ORDER BY m.position`,
      [article.uuid],
    );

  test('is found, name by name, each at its place', async () => {
    const mentions = await mentionsOf(await importArticle(db, PAGE, options));
    expect(mentions.map(({ entity, text, kind }) => [entity, text, kind])).toEqual([
      ['ahmad-al-charaa', 'Al-Charaa', 'ALIAS'],
      ['vladimir-putin', 'Putin', 'ALIAS'],
      ['sana', 'Sana', 'ALIAS'],
      ['tartus', 'Tartus', 'NAME'],
      ['syria', 'Syrian', 'DEMONYM'],
      ['syrian-democratic-forces', 'Syrian Democratic Forces', 'NAME'],
    ]);
    expect(mentions.map(({ block, start, end }) => block.slice(start, end))).toEqual(
      mentions.map(({ text }) => text),
    );
  });

  test('adds up to what the article is about', async () => {
    const { article } = await importArticle(db, PAGE, options);
    const [first, second] = await db.query<{ slug: string; mention_count: number }[]>(
      `SELECT e.slug, mention_count FROM article_entity JOIN entity e ON e.id = entity_id
      WHERE article_id = $1 ORDER BY salience DESC, e.slug`,
      [article.uuid],
    );
    expect([first, second]).toEqual([
      { slug: 'ahmad-al-charaa', mention_count: 1 },
      { slug: 'vladimir-putin', mention_count: 1 },
    ]);
  });
});

test.each([
  ['no headline', `${FIRST}\n\n${SECOND}`],
  ['nothing under the headline', HEADLINE],
  ['nothing', ''],
])('a text with %s is refused, and nothing is written', async (_, text) => {
  const before = await everything();
  await expect(importArticle(db, text, options)).rejects.toThrow(UnreadableArticle);
  expect(await everything()).toEqual(before);
});

describe('a very long article', () => {
  const paragraph = (i: number) =>
    `On day ${i} the Al-Charaa–Putin talks went on in Moscow, and Syrian officials counted call number ${i}.`;

  async function expectWhole(text: string): Promise<void> {
    const { outcome, article } = await importArticle(db, text, options);
    expect(outcome).toBe('CREATED');
    const [row] = await db.query<{ body: string; words: number }[]>(
      'SELECT body, word_count AS words FROM article WHERE id = $1',
      [article.uuid],
    );
    const lines = text.split('\n\n').slice(1);
    expect(row!.body === lines.join('\n\n')).toBe(true);
    const counted = lines.flatMap((line) => line.split(/[\s–-]+/u)).length;
    expect(row!.words).toBe(counted);
    const again = await importArticle(db, text, options);
    expect(again.outcome).toBe('UNCHANGED');
  }

  test('of 5,000 paragraphs is taken whole', async () => {
    const paragraphs = Array.from({ length: 5000 }, (_, i) => paragraph(i));
    await expectWhole(['Five thousand paragraphs of talks', ...paragraphs].join('\n\n'));
    const [{ n }] = await db.query<[{ n: number }]>(
      "SELECT count(*)::int AS n FROM mention WHERE text = 'Putin' AND position > 500",
    );
    expect(n).toBeGreaterThan(4800);
  });

  test('of a megabyte, half of it in one paragraph, is taken whole', async () => {
    const paragraphs = Array.from({ length: 10_500 }, (_, i) => paragraph(i));
    const [long, short] = [paragraphs.slice(0, 6000).join(' '), paragraphs.slice(6000)];
    const text = ['A megabyte of talks', long, ...short].join('\n\n');
    expect(text.length).toBeGreaterThan(2 ** 20);
    await expectWhole(text);
  });

  test('in Arabic in one paragraph is taken whole', async () => {
    const sentence = 'قال الرئيس فلاديمير بوتين إن الميناء موضوع مهم للبلدين معا';
    const line = Array.from({ length: 6000 }, () => sentence).join(' ');
    await expectWhole(['محادثات طويلة جدا حول الميناء', `${line}.`].join('\n\n'));
  });
});
