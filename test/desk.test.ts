import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { DataSource } from 'typeorm';
import { DeskError } from '../src/desk/desk-error';
import { readDesk } from '../src/desk/read-desk';
import { writeDesk } from '../src/desk/write-desk';
import { holdingsOf } from '../src/holdings';
import { createTestDatabase, type Content, type TestDatabase } from './support/database';
import { startTestServer } from './support/server';

jest.setTimeout(30_000);

/** The files of a desk by their names in it. */
type Files = Record<string, string>;

const scratch = mkdtempSync(join(tmpdir(), 'dateline-desk-'));
afterAll(() => rmSync(scratch, { recursive: true }));

function directoryOf(files: Files): string {
  const directory = mkdtempSync(join(scratch, 'desk-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), text);
  }
  return directory;
}

/** The sample desk with one text in one file replaced. */
function sampleWith(file: string, from: string, to: string): string {
  const directory = mkdtempSync(join(scratch, 'sample-'));
  cpSync('content', directory, { recursive: true });
  const text = readFileSync(join(directory, file), 'utf8');
  expect(text.split(from)).toHaveLength(2);
  writeFileSync(join(directory, file), text.replace(from, to));
  return directory;
}

async function load(db: DataSource, directory: string): Promise<number> {
  return writeDesk(db, await readDesk(directory));
}

/** Why a desk is refused: every problem, a line each. */
async function refusalOf(db: DataSource, directory: string): Promise<string[]> {
  const error: unknown = await load(db, directory).catch((reason: unknown) => reason);
  if (!(error instanceof DeskError)) throw new Error('not refused as a desk', { cause: error });
  const problems = error.problems.map(({ where, what }) => `${where}: ${what}`);
  expect(error.message).toBe(['The desk can’t be loaded:', ...problems].join('\n  '));
  return problems;
}

/** Every row of every table, with the number of the transaction that wrote it. */
async function allRows(db: DataSource): Promise<Record<string, string[]>> {
  const tables = await db.query<{ name: string }[]>(
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
  );
  const read = async (name: string) => {
    const rows = await db.query<{ row: string }[]>(
      `SELECT row.xmin || ' ' || row::text AS row FROM "${name}" AS row ORDER BY row::text`,
    );
    return [name, rows.map(({ row }) => row)] as const;
  };
  return Object.fromEntries(await Promise.all(tables.map(({ name }) => read(name))));
}

interface Cited {
  slug: string;
  text: string;
  start: number;
  end: number;
  quote: string;
  revision: number;
}

function citationsIn(db: DataSource): Promise<Cited[]> {
  return db.query<Cited[]>(`
    SELECT article.slug, block.text, c.start, c."end", c.quote, c.revision
    FROM citation c JOIN article ON article.id = c.article_id JOIN block ON block.id = c.block_id`);
}

async function expectCitationsToHold(db: DataSource): Promise<Cited[]> {
  const citations = await citationsIn(db);
  expect(citations.length).toBeGreaterThan(0);
  expect(citations.map(({ text, start, end }) => text.slice(start, end))).toEqual(
    citations.map(({ quote }) => quote),
  );
  return citations;
}

const databases: TestDatabase[] = [];
async function database(content: Content): Promise<DataSource> {
  const made = await createTestDatabase(content);
  databases.push(made);
  return made.db;
}
afterEach(async () => {
  for (const one of databases.splice(0)) await one.close();
});

const ARTICLE = `---
headline: Two mayors talk about a ferry
section: coast
language: en
status: PUBLISHED
publishedAt: '2025-05-06T07:08:09.000Z'
---

Mayor Ann Doe received Bob Roe, her colleague from
across the bay, on Monday. They talked
about a ferry.

## What Ann Doe wants next

> A ferry is a bridge that moves, he said.

- a timetable;
- a price.
`;

const CITATIONS =
  '\n  citations: [{ article: two-mayors-talk, quote: They talked about a ferry. }]';

const EVENT = `- key: mayors-talk
  title: Two mayors talk
  kind: MEETING
  status: OCCURRED
  date: { edtf: '2025-05-05', phrase: on Monday, anchor: '2025-05-06' }
  place: sandport
  participants:
    - { entity: ann-doe, role: HOST }
    - { entity: bob-roe, role: GUEST }${CITATIONS}
`;

const OFFICE = `- key: mayor-ann-doe
  title: Mayor
  holder: ann-doe
  of: sandport${CITATIONS}
`;

const PRESENCE = `- key: navy-at-the-pier
  base: north-pier
  operator: france
  status: ACTIVE
  start: { edtf: ../2025-05 }${CITATIONS}
`;

/** What an analyst might write about a place of their own. */
const DESK: Files = {
  'sections.yaml': '- { slug: coast, name: Coast }\n',
  'entities.yaml': `
- slug: ann-doe
  kind: PERSON
  name: Ann Doe
  nationality: france
  aliases: [{ text: Mayor Doe, language: en, kind: SHORT_NAME }]
- { slug: bob-roe, kind: PERSON, name: Bob Roe }
- { slug: sandport, kind: PLACE, name: Sandport, placeKind: CITY, country: france }
- { slug: north-pier, kind: BASE, name: North Pier, hostCountry: france }
`,
  'articles/two-mayors-talk.md': ARTICLE,
  'events.yaml': EVENT,
  'offices.yaml': OFFICE,
  'presence.yaml': PRESENCE,
};

describe('the sample desk', () => {
  test('loads into an empty database, every quote at its place', async () => {
    const db = await database('empty');
    expect(await load(db, 'content')).toBeGreaterThan(100);
    expect(await holdingsOf(db)).toEqual({ articles: 12, entities: 31, events: 24 });
    const { events, offices, presence } = await readDesk('content');
    const cited = [events, offices, presence].flat().flatMap(({ citations }) => citations);
    expect(await expectCitationsToHold(db)).toHaveLength(cited.length);
  });

  test('changes nothing when it is loaded again', async () => {
    const db = await database('desk');
    const before = await allRows(db);
    expect(before['article']).toHaveLength(12);
    expect(await load(db, 'content')).toBe(0);
    expect(await allRows(db)).toEqual(before);
  });

  const SLUG = 'shaibani-in-moscow';

  test('with one article reworded gives that article its next revision, and touches no other', async () => {
    const db = await database('desk');
    const before = await allRows(db);
    const file = `articles/${SLUG}.md`;
    // The sentence stands in front of one that is quoted, in the same block.
    const directory = sampleWith(file, 'face was missing.', 'face was not to be seen.');
    expect(await load(db, directory)).toBeGreaterThan(0);

    const articles = await db.query<{ slug: string; revision: number; age: number }[]>(
      'SELECT slug, revision, extract(epoch FROM now() - updated_at)::float AS age FROM article',
    );
    expect(articles.filter(({ revision }) => revision !== 1)).toEqual([
      { slug: SLUG, revision: 2, age: expect.any(Number) },
    ]);
    expect(articles.find(({ slug }) => slug === SLUG)!.age).toBeLessThan(10);

    const [{ id }] = await db.query<[{ id: string }]>('SELECT id FROM article WHERE slug = $1', [
      SLUG,
    ]);
    // What is noted for the feed is of the events that quote the article as well.
    const elsewhere = ({ pending_change: _noted, ...rows }: Record<string, string[]>) =>
      Object.values(rows).map((table) => table.filter((row) => !row.includes(id)));
    expect(elsewhere(await allRows(db))).toEqual(elsewhere(before));

    const citations = await expectCitationsToHold(db);
    const mine = citations.filter(({ slug }) => slug === SLUG);
    expect(mine.map(({ revision }) => revision)).toContain(2);
    expect(mine.every(({ revision }) => revision === 2)).toBe(true);
    expect(citations.filter(({ slug }) => slug !== SLUG).every((c) => c.revision === 1)).toBe(true);
    expect(await load(db, directory)).toBe(0);
  });

  test('can be loaded twice at the same moment, and leaves one copy', async () => {
    const db = await database('empty');
    const desk = await readDesk('content');
    const changed = await Promise.all([writeDesk(db, desk), writeDesk(db, desk)]);
    expect(changed.filter((rows) => rows === 0)).toHaveLength(1);
    expect(await holdingsOf(db)).toEqual({ articles: 12, entities: 31, events: 24 });
    expect(await load(db, 'content')).toBe(0);
  });
});

describe('the desk of an analyst', () => {
  test('is served as one graph', async () => {
    const server = await startTestServer('empty');
    try {
      expect(await load(server.db, directoryOf(DESK))).toBeGreaterThan(0);
      const { article, timeline, person, base } = await server.ask(`{
        article(slug: "two-mayors-talk") {
          section { name } publishedAt blocks { kind text } entities { nodes { slug } }
        }
        timeline {
          nodes {
            title place { slug } date { earliest latest phrase anchor }
            participants { role entity { slug } } citations { quote block { index } }
          }
        }
        person(slug: "ann-doe") { nationality { slug } offices { title of { slug } } aliases }
        base(slug: "north-pier") {
          hostCountry { slug } presence { status operator { slug } start { edtf } }
        }
      }`);
      expect(article).toEqual({
        section: { name: 'Coast' },
        publishedAt: '2025-05-06T07:08:09.000Z',
        blocks: [
          {
            kind: 'PARAGRAPH',
            text: 'Mayor Ann Doe received Bob Roe, her colleague from across the bay, on Monday. They talked about a ferry.',
          },
          { kind: 'HEADING', text: 'What Ann Doe wants next' },
          { kind: 'QUOTE', text: 'A ferry is a bridge that moves, he said.' },
          { kind: 'LIST_ITEM', text: 'a timetable;' },
          { kind: 'LIST_ITEM', text: 'a price.' },
        ],
        entities: { nodes: [{ slug: 'ann-doe' }, { slug: 'bob-roe' }] },
      });
      expect(timeline.nodes).toEqual([
        {
          title: 'Two mayors talk',
          place: { slug: 'sandport' },
          date: {
            earliest: '2025-05-05',
            latest: '2025-05-05',
            phrase: 'on Monday',
            anchor: '2025-05-06',
          },
          participants: [
            { role: 'HOST', entity: { slug: 'ann-doe' } },
            { role: 'GUEST', entity: { slug: 'bob-roe' } },
          ],
          citations: [{ quote: 'They talked about a ferry.', block: { index: 0 } }],
        },
      ]);
      expect(person).toEqual({
        nationality: { slug: 'france' },
        offices: [{ title: 'Mayor', of: { slug: 'sandport' } }],
        aliases: ['Mayor Doe'],
      });
      expect(base).toEqual({
        hostCountry: { slug: 'france' },
        presence: [
          { status: 'ACTIVE', operator: { slug: 'france' }, start: { edtf: '../2025-05' } },
        ],
      });
    } finally {
      await server.close();
    }
  });

  test('may come in parts: a later one can cite and name what is there', async () => {
    const db = await database('empty');
    const { 'events.yaml': events, ...first } = DESK;
    await load(db, directoryOf(first));
    // The event, its claim, its citation and its two participants.
    expect(await load(db, directoryOf({ 'events.yaml': events! }))).toBeGreaterThan(0);
    await expectCitationsToHold(db);
    expect(await holdingsOf(db)).toMatchObject({ events: 1 });
    expect(await load(db, directoryOf(DESK))).toBe(0);
  });

  test('may be written on Windows', async () => {
    const db = await database('empty');
    const crlf = (text: string) => `\uFEFF${text.replaceAll('\n', '\r\n')}`;
    const files = Object.entries(DESK).map(([name, text]) => [name, crlf(text)] as const);
    await load(db, directoryOf(Object.fromEntries(files)));
    expect(await load(db, directoryOf(DESK))).toBe(0);
  });
});

describe('a rewritten article that something already there quotes', () => {
  const rewritten = (from: string, to: string): string => {
    expect(ARTICLE).toContain(from);
    return directoryOf({ 'articles/two-mayors-talk.md': ARTICLE.replace(from, to) });
  };

  test('is refused where it takes away the words', async () => {
    const db = await database('empty');
    await load(db, directoryOf(DESK));
    const before = await allRows(db);
    const refusal = await refusalOf(db, rewritten('a ferry.\n', 'a tunnel.\n'));
    const problem =
      'articles/two-mayors-talk.md: words that something already there quotes have changed';
    expect([...new Set(refusal)]).toEqual([problem]);
    expect(await allRows(db)).toEqual(before);
  });

  test('is taken where it leaves them as they are', async () => {
    const db = await database('empty');
    await load(db, directoryOf(DESK));
    await load(db, rewritten('- a price.\n', '- a price;\n- a name.\n'));
    await expectCitationsToHold(db);
    expect(await db.query('SELECT revision FROM article')).toEqual([{ revision: 2 }]);
  });
});

/** The desk with one text in one of its files replaced. */
function edited(file: string, from: string, to: string): Files {
  expect(DESK[file]).toContain(from);
  return { ...DESK, [file]: DESK[file]!.replace(from, to) };
}

type Refusal = [name: string, files: () => Files, problems: (string | RegExp)[]];

const QUOTE = 'They talked about a ferry.';
const PERSON = '- { slug: ann-roe, kind: PERSON, name: Ann Roe }\n';
const IN_ARTICLE = 'articles/two-mayors-talk.md';

const CLAIMS: Refusal[] = [
  [
    'a quote that the article does not have',
    () => edited('events.yaml', QUOTE, 'They talked about a boat.'),
    ['events.yaml: mayors-talk: citation 1: the quote is not in the article, to the letter'],
  ],
  [
    'a quote in another case of letters',
    () => edited('offices.yaml', QUOTE, 'they talked about a ferry.'),
    ['offices.yaml: mayor-ann-doe: citation 1: the quote is not in the article, to the letter'],
  ],
  [
    'a quote that reaches over two blocks',
    () => edited('presence.yaml', QUOTE, 'a ferry. What Ann Doe wants next'),
    ['presence.yaml: navy-at-the-pier: citation 1: the quote is not in the article, to the letter'],
  ],
  [
    'a quote that the article has twice',
    () => edited('events.yaml', QUOTE, 'ferry'),
    [
      'events.yaml: mayors-talk: citation 1: the quote is in the article more than once: quote more of it',
    ],
  ],
  [
    'a claim that all its citations contradict',
    () => edited('events.yaml', 'ferry. }', 'ferry., stance: CONTRADICTS }'),
    ['events.yaml: mayors-talk: citations: must hold one that supports the claim'],
  ],
  [
    'a claim without citations',
    () => edited('events.yaml', CITATIONS, '\n  citations: []'),
    [
      /^events\.yaml: mayors-talk: citations: /,
      'events.yaml: mayors-talk: citations: must hold one that supports the claim',
    ],
  ],
  [
    'an article that does not exist',
    () => edited('events.yaml', 'article: two-mayors-talk', 'article: three-mayors-talk'),
    ['events.yaml: mayors-talk: there is no article "three-mayors-talk"'],
  ],
];

const NAMES: Refusal[] = [
  [
    'a section that does not exist',
    () => edited(IN_ARTICLE, 'section: coast', 'section: toast'),
    ['articles/two-mayors-talk.md: there is no section "toast"'],
  ],
  [
    'a participant who does not exist',
    () => edited('events.yaml', 'entity: bob-roe', 'entity: bob-row'),
    ['events.yaml: mayors-talk: there is no entity "bob-row"'],
  ],
  [
    'a place that does not exist',
    () => edited('events.yaml', 'place: sandport', 'place: landport'),
    ['events.yaml: mayors-talk: there is no entity "landport"'],
  ],
  [
    'an office of something that does not exist',
    () => edited('offices.yaml', 'of: sandport', 'of: landport'),
    ['offices.yaml: mayor-ann-doe: there is no entity "landport"'],
  ],
  [
    'a nationality that does not exist',
    () => edited('entities.yaml', 'nationality: france', 'nationality: atlantis'),
    ['entities.yaml: ann-doe: "atlantis" is no country'],
  ],
  [
    'a place as the holder of an office',
    () => edited('offices.yaml', 'holder: ann-doe', 'holder: sandport'),
    ['offices.yaml: mayor-ann-doe: "sandport" is a PLACE, not a PERSON'],
  ],
  [
    'a person as a base',
    () => edited('presence.yaml', 'base: north-pier', 'base: ann-doe'),
    ['presence.yaml: navy-at-the-pier: "ann-doe" is a PERSON, not a BASE'],
  ],
  [
    'a person as the host of a base',
    () => edited('entities.yaml', 'hostCountry: france', 'hostCountry: ann-doe'),
    ['entities.yaml: north-pier: "ann-doe" is no country'],
  ],
  [
    'a country as a person',
    () => edited('entities.yaml', 'slug: bob-roe', 'slug: iceland'),
    ['entities.yaml: iceland: is there as a COUNTRY'],
  ],
  [
    'a file name that is no slug',
    () => ({ ...DESK, 'articles/Another Talk.md': ARTICLE }),
    [/^articles\/Another Talk\.md: /],
  ],
];

const TWICE: Refusal[] = [
  [
    'an event',
    () => ({ ...DESK, 'events.yaml': EVENT + EVENT }),
    ['events.yaml: mayors-talk: stands there twice'],
  ],
  [
    'an office',
    () => ({ ...DESK, 'offices.yaml': OFFICE + OFFICE }),
    ['offices.yaml: mayor-ann-doe: stands there twice'],
  ],
  [
    'a presence',
    () => ({ ...DESK, 'presence.yaml': PRESENCE + PRESENCE }),
    ['presence.yaml: navy-at-the-pier: stands there twice'],
  ],
  [
    'an entity',
    () => ({ ...DESK, 'entities.yaml': DESK['entities.yaml']! + PERSON + PERSON }),
    ['entities.yaml: ann-roe: stands there twice'],
  ],
  [
    'a section',
    () => ({ ...DESK, 'sections.yaml': DESK['sections.yaml']!.repeat(2) }),
    ['sections.yaml: coast: stands there twice'],
  ],
  [
    'an alias of one entity',
    () =>
      edited(
        'entities.yaml',
        'kind: SHORT_NAME }]',
        'kind: SHORT_NAME }, { text: Mayor Doe, language: fr, kind: SHORT_NAME }]',
      ),
    [/^entities\.yaml: ann-doe: /],
  ],
  [
    'a participant in one role',
    () => edited('events.yaml', 'entity: bob-roe, role: GUEST', 'entity: ann-doe, role: HOST'),
    [/^events\.yaml: mayors-talk: /],
  ],
  [
    'a canonical URL',
    () => {
      const article = ARTICLE.replace(
        'language:',
        'canonicalUrl: https://bay.example/1\nlanguage:',
      );
      return { ...DESK, [IN_ARTICLE]: article, 'articles/two-mayors-talk-again.md': article };
    },
    [/^articles: canonicalUrl: /],
  ],
  [
    'an id in Wikidata',
    () => {
      const identified = (slug: string) =>
        `- { slug: ${slug}, kind: PERSON, name: ${slug}, wikidataId: Q1 }\n`;
      return { 'entities.yaml': identified('ann-roe') + identified('bob-doe') };
    },
    [/^entities\.yaml: wikidataId: /],
  ],
];

const KEYS: Refusal[] = [
  [
    'an unknown key of an event',
    () => edited('events.yaml', '  kind: MEETING', '  sort: MEETING\n  kind: MEETING'),
    ['events.yaml: mayors-talk: Unrecognized key: "sort"'],
  ],
  [
    'an unknown key of a citation',
    () => edited('events.yaml', ', quote:', ', page: 3, quote:'),
    ['events.yaml: mayors-talk: citations.0: Unrecognized key: "page"'],
  ],
  [
    'an unknown key of an article',
    () => edited(IN_ARTICLE, 'language: en', 'language: en\nsubtitle: A ferry'),
    ['articles/two-mayors-talk.md: Unrecognized key: "subtitle"'],
  ],
  [
    'a key that another kind of entity has',
    () => edited('entities.yaml', 'placeKind: CITY,', 'placeKind: CITY, nationality: france,'),
    ['entities.yaml: sandport: Unrecognized key: "nationality"'],
  ],
  [
    'a missing key',
    () => edited('events.yaml', '  title: Two mayors talk\n', ''),
    [/^events\.yaml: mayors-talk: title: /],
  ],
  [
    'a missing moment of publication',
    () => edited(IN_ARTICLE, "publishedAt: '2025-05-06T07:08:09.000Z'\n", ''),
    ['articles/two-mayors-talk.md: publishedAt: is needed for what is published or scheduled'],
  ],
  [
    'an unknown kind',
    () => edited('events.yaml', 'kind: MEETING', 'kind: PARTY'),
    [/^events\.yaml: mayors-talk: kind: .*MEETING/],
  ],
  [
    'a key in capitals',
    () => edited('events.yaml', 'key: mayors-talk', 'key: Mayors-Talk'),
    ['events.yaml: Mayors-Talk: key: must be lower-case words joined by hyphens'],
  ],
];

const DATES: Refusal[] = [
  ...["'2025-13'", "'2025-02-30'", "'0000'", "'05/05/2025'", "'2025-05-06/2025-05-05'", "''"].map(
    (edtf): Refusal => [
      `the date ${edtf}`,
      () => edited('events.yaml', "'2025-05-05'", edtf),
      [/^events\.yaml: mayors-talk: date\.edtf: [A-Z“]/],
    ],
  ),
  [
    'a year without quotation marks',
    () => edited('events.yaml', "'2025-05-05'", '2025'),
    [/^events\.yaml: mayors-talk: date\.edtf: /],
  ],
  [
    'an anchor that is no day',
    () => edited('events.yaml', "anchor: '2025-05-06'", "anchor: '2025-02-30'"),
    ['events.yaml: mayors-talk: date.anchor: must be a calendar day'],
  ],
  [
    'a moment that is none',
    () => edited(IN_ARTICLE, '2025-05-06T07', '2025-02-30T07'),
    [/^articles\/two-mayors-talk\.md: publishedAt: /],
  ],
  [
    'a moment in the year 0',
    () => edited(IN_ARTICLE, '2025-05-06T07', '0000-05-06T07'),
    [/^articles\/two-mayors-talk\.md: publishedAt: /],
  ],
];

const ONE_LINE = 'must be one line of text without control characters';

const TEXTS: Refusal[] = [
  ...['\\0', '\\a', '\\x1b', '\\n', '\\u0085', '\\ud800'].map((escape): Refusal => [
    `${escape} in a title`,
    () => edited('events.yaml', 'Two mayors talk', `"Two${escape}mayors"`),
    [`events.yaml: mayors-talk: title: ${ONE_LINE}`],
  ]),
  [
    'U+0000 in the text of an article',
    () => edited(IN_ARTICLE, 'a timetable', 'a time\0table'),
    [`articles/two-mayors-talk.md: text: item 4: text: ${ONE_LINE}`],
  ],
  [
    'a control character in a headline',
    () => edited(IN_ARTICLE, 'headline: Two mayors', 'headline: Two \u0007mayors'),
    [`articles/two-mayors-talk.md: headline: ${ONE_LINE}`],
  ],
  [
    'an empty title',
    () => edited('events.yaml', 'title: Two mayors talk', 'title: " "'),
    [/^events\.yaml: mayors-talk: title: /],
  ],
  [
    'an article without text',
    () => ({ ...DESK, 'articles/nothing.md': ARTICLE.slice(0, ARTICLE.indexOf('Mayor')) }),
    [/^articles\/nothing\.md: text: /],
  ],
  [
    'a name that no index can hold',
    () => edited('entities.yaml', 'name: Bob Roe', `name: ${incompressible(9000)}`),
    [/^entities\.yaml: bob-roe: name: /],
  ],
  [
    'a canonical URL that no index can hold',
    () =>
      edited(
        IN_ARTICLE,
        'language:',
        `canonicalUrl: https://bay.example/${incompressible(9000)}\nlanguage:`,
      ),
    [/^articles\/two-mayors-talk\.md: canonicalUrl: /],
  ],
];

/** Letters that do not repeat, so that PostgreSQL cannot make them shorter. */
function incompressible(length: number): string {
  let state = 1;
  const letter = () => {
    state = (state * 48_271) % 2_147_483_647;
    return String.fromCharCode(97 + (state % 26));
  };
  return Array.from({ length }, letter).join('');
}

const FORMS: Refusal[] = [
  [
    'an article without front matter',
    () => ({ ...DESK, [IN_ARTICLE]: 'They talked about a ferry.\n' }),
    ['articles/two-mayors-talk.md: must begin with front matter between lines of ---'],
  ],
  [
    'front matter that does not end',
    () => ({ ...DESK, [IN_ARTICLE]: ARTICLE.replace('\n---\n', '\n') }),
    ['articles/two-mayors-talk.md: must begin with front matter between lines of ---'],
  ],
  [
    'front matter that is a list',
    () => ({ ...DESK, 'articles/list.md': '---\n- headline\n---\n\nText.\n' }),
    [/^articles\/list\.md: /],
  ],
  [
    'a bracket that is not closed',
    () => ({ ...DESK, 'events.yaml': '- key: [\n' }),
    [/^events\.yaml: [^]*line 2, column 1/],
  ],
  [
    'a key that is given twice',
    () => edited('events.yaml', '  kind: MEETING', '  kind: MEETING\n  kind: VISIT'),
    [/^events\.yaml: Map keys must be unique at line 4/],
  ],
  [
    'a file that is no list',
    () => ({ ...DESK, 'offices.yaml': 'mayor: ann-doe\n' }),
    [/^offices\.yaml: /],
  ],
  [
    'a list of words',
    () => ({ ...DESK, 'presence.yaml': '- north-pier\n- south-pier\n' }),
    [/^presence\.yaml: item 1: /, /^presence\.yaml: item 2: /],
  ],
  [
    'two documents in one file',
    () => ({ ...DESK, 'events.yaml': `${EVENT}---\n${EVENT}` }),
    [/^events\.yaml: /],
  ],
  [
    'a YAML alias of nothing',
    () => ({ ...DESK, 'events.yaml': '- *nothing\n' }),
    [/^events\.yaml: /],
  ],
  [
    'YAML aliases that would grow without end',
    () => ({ ...DESK, 'events.yaml': bomb() }),
    [/^events\.yaml: /],
  ],
];

/** Ten times ten times ten … of one word, in a few lines. */
function bomb(): string {
  const ten = (what: string) => `[${Array(10).fill(what).join(', ')}]`;
  const level = (n: number) => `- &a${n} ${ten(n === 0 ? 'x' : `*a${n - 1}`)}\n`;
  return Array.from({ length: 10 }, (_, n) => level(n)).join('');
}

/** Words of programs, not of people. */
const INTERNAL = /QueryFailed|constraint|duplicate key|SELECT|INSERT|\.ts:\d|\bat \S+ \(/;

describe('a desk is refused whole, naming file and item', () => {
  let shared: TestDatabase;
  let untouched: Record<string, string[]>;
  beforeAll(async () => {
    shared = await createTestDatabase('empty');
    untouched = await allRows(shared.db);
  });
  afterAll(() => shared.close());

  async function expectRefusal(files: Files, problems: (string | RegExp)[]): Promise<void> {
    try {
      const refusal = await refusalOf(shared.db, directoryOf(files));
      const wanted = problems.map((problem) =>
        typeof problem === 'string' ? problem : expect.stringMatching(problem),
      );
      expect(refusal).toEqual(wanted);
      for (const line of refusal) expect(line).not.toMatch(INTERNAL);
      expect(await allRows(shared.db)).toEqual(untouched);
    } finally {
      await forget();
    }
  }

  /** What a desk that should have been refused has left must not fail the tests after it. */
  async function forget(): Promise<void> {
    if ((await holdingsOf(shared.db)).articles === 0) return;
    await shared.close();
    shared = await createTestDatabase('empty');
    untouched = await allRows(shared.db);
  }

  test('though without the mistake it would be taken', async () => {
    const db = await database('empty');
    expect(await load(db, directoryOf(DESK))).toBeGreaterThan(0);
  });

  const check = (_: string, files: () => Files, problems: (string | RegExp)[]) =>
    expectRefusal(files(), problems);
  test.each(CLAIMS)('for %s', check);
  test.each(NAMES)('for %s', check);
  test.each(TWICE)('for %s that is there twice', check);
  test.each(KEYS)('for %s', check);
  test.each(DATES)('for %s', check);
  test.each(TEXTS)('for %s', check);
  test.each(FORMS)('for %s', check);

  test('with all that is wrong in its files at once', async () => {
    await expectRefusal(
      {
        ...edited('events.yaml', "'2025-05-05'", "'2025-02-30'"),
        'articles/bare.md': 'Nothing but text.\n',
        'offices.yaml': '- key: [\n',
        'presence.yaml': PRESENCE.replace('ACTIVE', 'ASLEEP'),
        'sections.yaml': DESK['sections.yaml']!.repeat(2),
      },
      [
        /^articles\/bare\.md: must begin with front matter/,
        /^events\.yaml: mayors-talk: date\.edtf: /,
        /^offices\.yaml: /,
        /^presence\.yaml: navy-at-the-pier: status: /,
        'sections.yaml: coast: stands there twice',
      ],
    );
  });

  test('with all that it names in vain at once', async () => {
    await expectRefusal(
      {
        ...edited('events.yaml', 'entity: bob-roe', 'entity: bob-row'),
        'offices.yaml': OFFICE.replace('of: sandport', 'of: landport'),
        'presence.yaml': PRESENCE.replace('article: two-mayors-talk', 'article: no-talk'),
      },
      [
        'presence.yaml: navy-at-the-pier: there is no article "no-talk"',
        'events.yaml: mayors-talk: there is no entity "bob-row"',
        'offices.yaml: mayor-ann-doe: there is no entity "landport"',
      ],
    );
  });

  test('with all that it quotes in vain at once', async () => {
    await expectRefusal(
      {
        ...edited('events.yaml', QUOTE, 'They talked about a boat.'),
        'offices.yaml': OFFICE.replace(QUOTE, 'They talked of a ferry.'),
      },
      [
        'events.yaml: mayors-talk: citation 1: the quote is not in the article, to the letter',
        'offices.yaml: mayor-ann-doe: citation 1: the quote is not in the article, to the letter',
      ],
    );
  });
});
