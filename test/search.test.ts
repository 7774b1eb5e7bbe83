import fc from 'fast-check';
import { plantStories, type StorySeed } from './support/planted';
import { startTestServer, type TestServer } from './support/server';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer('desk');
});
afterAll(() => server.close());

interface Highlight {
  text: string;
  ranges: { start: number; end: number }[];
}
interface Hit {
  score: number;
  node: { slug: string };
  highlights: Highlight[];
}

const SEARCH = `query ($query: String!, $where: ArticleWhere, $first: Int, $after: String) {
  search(query: $query, where: $where, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    edges { score node { slug } highlights { text ranges { start end } } }
  }
}`;

/** All that a search finds, best first; what is true of every search is checked here. */
async function hitsOf(query: string, where: object = {}, on = server): Promise<Hit[]> {
  const { search } = await on.ask(SEARCH, { query, where, first: 100 });
  const hits: Hit[] = search.edges;
  expect(hits).toHaveLength(search.totalCount);
  const scores = hits.map(({ score }) => score);
  expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  for (const score of scores) expect([score >= 0, score <= 1]).toEqual([true, true]);
  for (const highlight of hits.flatMap(({ highlights }) => highlights)) checkRanges(highlight);
  return hits;
}

/** Ranges are within the text, in order, apart from each other, and not empty. */
function checkRanges({ text, ranges }: Highlight): void {
  expect(ranges).not.toEqual([]);
  let behind = 0;
  for (const { start, end } of ranges) {
    expect(start).toBeGreaterThanOrEqual(behind);
    expect(end).toBeGreaterThan(start);
    expect(end).toBeLessThanOrEqual(text.length);
    behind = end;
  }
}

const slugsOf = (hits: readonly Hit[]): string[] => hits.map(({ node }) => node.slug);
const found = async (query: string, where?: object): Promise<string[]> =>
  slugsOf(await hitsOf(query, where)).sort();
const wordsOf = (hits: readonly Hit[]): string[] =>
  hits.flatMap(({ highlights }) =>
    highlights.flatMap(({ text, ranges }) =>
      ranges.map(({ start, end }) => text.slice(start, end)),
    ),
  );

const paragraphs = (...texts: string[]): Required<Pick<StorySeed, 'blocks'>> => ({
  blocks: texts.map((text) => ({ kind: 'PARAGRAPH', text })),
});

describe('web-search syntax', () => {
  /** The desk's articles that hold a pattern in headline, standfirst or body. */
  async function holding(...patterns: RegExp[]): Promise<string[]> {
    const { articles } = await server.ask(
      '{ articles(first: 100) { nodes { slug headline standfirst body } } }',
    );
    type Texts = Record<'slug' | 'headline' | 'body', string> & { standfirst: string | null };
    return articles.nodes
      .filter(({ headline, standfirst, body }: Texts) =>
        patterns.every((one) => one.test([headline, standfirst, body].join('\n'))),
      )
      .map(({ slug }: Texts) => slug)
      .sort();
  }

  test('a word finds its other forms', async () => {
    const withdrawal = await holding(/\bwithdrawals?\b/i);
    expect(withdrawal).toHaveLength(2);
    expect(await found('withdrawal')).toEqual(withdrawal);
    expect(await found('withdrawals')).toEqual(withdrawal);
    expect(await found('contract')).toEqual(await holding(/\bcontract(s|ed)?\b/i));
  });

  test('several words must all be there, in any order and place', async () => {
    const expected = await holding(/\bwheat\b/i, /\bHmeimim\b/i);
    expect(expected).toEqual(['a-first-handshake-in-the-kremlin']);
    expect(await found('wheat hmeimim')).toEqual(expected);
    expect(await found('Hmeimim wheat')).toEqual(expected);
    expect(await found('wheat Hmeimim ceasefire')).toEqual([]);
  });

  test('a quoted phrase must be there as it is', async () => {
    expect(await found('"naval base"')).toEqual(await holding(/\bnaval base\b/i));
    expect(await found('"base naval"')).toEqual([]);
    expect((await found('naval base')).length).toBeGreaterThan(0);
    const phrase = '"the final plane had just departed"';
    expect(await found(phrase)).toEqual(['second-visit-to-moscow']);
  });

  test('or takes either side', async () => {
    const either = await holding(/\bwheat\b|\bceasefire\b/i);
    expect(either).toHaveLength(3);
    expect(await found('wheat or ceasefire')).toEqual(either);
    expect(await found('wheat OR ceasefire')).toEqual(either);
    expect(await found('"6,600 tonnes" or ceasefire')).toHaveLength(2);
  });

  test('a minus takes away', async () => {
    const all = await found('Qamishli');
    const without = await found('Qamishli -ceasefire');
    expect(all).toEqual(['russian-troops-leave-qamishli-airport', 'second-visit-to-moscow']);
    expect(without).toEqual(['second-visit-to-moscow']);
    expect(await found('Qamishli -"Syrian Democratic Forces"')).toEqual([]);
    expect(await found('-Qamishli')).toEqual(await holding(/^(?![^]*Qamishli)/));
    expect(await found('-Qamishli')).toHaveLength(10);
  });

  test('is the syntax of the filter of articles, too', async () => {
    for (const text of [
      '"naval base"',
      'wheat or ceasefire',
      'Qamishli -ceasefire',
      'withdrawals',
    ]) {
      const { articles } = await server.ask(
        `query ($text: String) { articles(where: { text: $text }, first: 100) { nodes { slug } } }`,
        { text },
      );
      const slugs = articles.nodes.map(({ slug }: { slug: string }) => slug);
      expect([text, ...slugs.sort()]).toEqual([text, ...(await found(text))]);
    }
  });
});

describe('what is found', () => {
  const PLANTED: StorySeed[] = [
    {
      slug: 'in-headline',
      headline: 'Obelisks of old',
      standfirst: 'Words here',
      ...paragraphs('More.'),
    },
    {
      slug: 'in-standfirst',
      headline: 'Words here',
      standfirst: 'Obelisks of old',
      ...paragraphs('More.'),
    },
    {
      slug: 'in-body',
      headline: 'Words here',
      standfirst: 'More.',
      ...paragraphs('Obelisks of old.'),
    },
    {
      slug: 'accents',
      headline: 'Résumé of São Tomé',
      ...paragraphs('Ｔüｒｋiye; ПУТИН; naïve façades.'),
    },
    { slug: 'arabic', language: 'ar', ...paragraphs('وصل أحمد الشرع إلى موسكو.') },
    { slug: 'hidden', status: 'DRAFT', headline: 'Obelisks', ...paragraphs('Obelisks.') },
    {
      slug: 'signs',
      headline: 'A <b>bold</b> & quoted "crocodile"',
      ...paragraphs('See <i>1 < 2</i> &amp; a crocodile’s 😀 crocodiles 👩‍👩‍👧.'),
    },
  ];
  let own: TestServer;
  beforeAll(async () => {
    own = await startTestServer('desk');
    await plantStories(own.db, PLANTED);
  });
  afterAll(() => own.close());
  const search = (query: string, where?: object): Promise<Hit[]> => hitsOf(query, where, own);

  test('weighs most in the headline, then in the standfirst, then in the body', async () => {
    const hits = await search('obelisk');
    expect(slugsOf(hits)).toEqual(['in-headline', 'in-standfirst', 'in-body']);
    const [first, second, third] = hits.map(({ score }) => score);
    expect([first! > second!, second! > third!, third! > 0]).toEqual([true, true, true]);
  });

  test('is the same with and without accents, in any case', async () => {
    for (const query of [
      'facades',
      'FAÇADES',
      'sao tome',
      'São Tomé',
      'путин NAIVE',
      'naïve facade',
    ]) {
      expect([query, ...slugsOf(await search(query))]).toEqual([query, 'accents']);
    }
  });

  test('is found in Arabic and Cyrillic as in Latin letters', async () => {
    const naming = ['arabic', 'russian-envoys-return-to-damascus'];
    expect(slugsOf(await search('الشرع')).sort()).toEqual(naming);
    expect(slugsOf(await search('"أحمد الشرع"')).sort()).toEqual(naming);
    expect(slugsOf(await search('Путин'))).toEqual(['accents']);
    expect(wordsOf(await search('الشرع'))).toEqual(['الشرع', 'الشرع']);
  });

  test('is never an article that readers may not read', async () => {
    expect(slugsOf(await search('obelisk'))).not.toContain('hidden');
    expect(await search('obelisk', { statuses: ['DRAFT'] })).toEqual([]);
  });

  test('has plain text for highlights, whatever signs the article holds', async () => {
    const [hit, ...more] = await search('crocodile');
    expect(more).toEqual([]);
    expect(wordsOf([hit!])).toEqual(['crocodile', 'crocodile', 'crocodiles']);
    const texts = hit!.highlights.map(({ text }) => text).join(' ');
    expect(texts).not.toMatch(/<\/?[bi]>|\p{Co}/u);
    expect(texts).toContain('😀 crocodiles');
  });

  test('is not upset by signs for private use in an article', async () => {
    const text = '\uE001Here \uE001is \uE002a \uE000gharial, and \uE001nothing else.';
    await plantStories(own.db, [{ slug: 'private-use', headline: 'None', ...paragraphs(text) }]);
    expect(wordsOf(await search('gharial'))).toEqual(['gharial']);
  });
});

test('a search takes the filter of articles', async () => {
  const all = await found('Hmeimim');
  expect(all).toHaveLength(9);
  expect(await found('Hmeimim', { sections: ['security'] })).toEqual([
    ...['refuge-at-hmeimim', 'russian-troops-leave-qamishli-airport', 'tartus-one-contract-ends'],
  ]);
  const where = { sections: ['security'], entities: ['maria-zakharova'] };
  expect(await found('Hmeimim', where)).toEqual(['refuge-at-hmeimim']);
  expect(await found('Hmeimim', { publishedFrom: '2026-01-28T00:00:00Z' })).toEqual([
    'second-visit-to-moscow',
  ]);
  expect(await found('Hmeimim', { text: 'wheat' })).toEqual(['a-first-handshake-in-the-kremlin']);
  expect(await found('Hmeimim', { languages: ['ar'] })).toEqual([]);
});

test('a search is read a page at a time, and counted as a whole', async () => {
  const all = slugsOf(await hitsOf('Moscow'));
  const paged: string[] = [];
  let after: string | null = null;
  do {
    const { search } = await server.ask(SEARCH, { query: 'Moscow', first: 2, after });
    expect(search.totalCount).toBe(all.length);
    expect(search.edges.length).toBeLessThanOrEqual(2);
    paged.push(...slugsOf(search.edges));
    after = search.pageInfo.hasNextPage ? search.pageInfo.endCursor : null;
  } while (after !== null);
  expect(paged).toEqual(all);
  expect(all.length).toBeGreaterThan(5);
});

describe('highlights', () => {
  const QUERIES: [query: string, word: RegExp][] = [
    ['Qamishli', /^Qamishli$/],
    ['withdrawals', /^withdrawal$/],
    ['"naval base"', /^(naval|bases?)$/],
    ['wheat or ceasefire', /^(wheat|ceasefire)$/i],
    ['Qamishli -wheat', /^Qamishli$/],
    ['sanctions', /^sanctions?$/i],
    ['contracts port', /^(contracts?|port)$/],
    ['al-charaa', /^(Al|Charaa|Al-Charaa)$/i],
    ['MOSCOW', /^Moscow$/],
  ];

  test.each(QUERIES)('of %s are of words that it asks for', async (query, word) => {
    const hits = await hitsOf(query);
    expect(hits).not.toEqual([]);
    for (const hit of hits) {
      const words = wordsOf([hit]);
      expect(words).not.toEqual([]);
      for (const one of words) expect(one).toMatch(word);
    }
  });

  test('are passages of headline, standfirst and body, to the letter', async () => {
    for (const { node, highlights } of await hitsOf('Hmeimim or Kremlin or contract')) {
      const { article } = await server.ask(
        'query ($slug: String!) { article(slug: $slug) { headline standfirst body } }',
        { slug: node.slug },
      );
      const texts = [article.headline, article.standfirst ?? '', article.body].map(onOneLine);
      expect(highlights.length).toBeGreaterThan(0);
      for (const { text } of highlights) {
        expect(texts.filter((whole) => whole.includes(onOneLine(text)))).not.toEqual([]);
      }
    }
  });

  const onOneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

  test('hold no mark of the machine', async () => {
    for (const { highlights } of await hitsOf('Hmeimim or Kremlin or contract or Moscow')) {
      for (const { text } of highlights)
        expect(text).not.toMatch(/\p{Co}|\p{Cs}|<|&\w+;|StartSel/u);
    }
  });

  test('hold no control character but line breaks', async () => {
    for (const { highlights } of await hitsOf('Hmeimim or Kremlin or contract or Moscow')) {
      for (const { text } of highlights) expect(text).not.toMatch(/[^\P{Cc}\n]/u);
    }
  });

  test('are none where a search only takes away', async () => {
    for (const { highlights } of await hitsOf('-Qamishli')) expect(highlights).toEqual([]);
  });
});

describe('odd searches', () => {
  test.each([
    ...[
      '',
      ' ',
      '\t\n',
      'the',
      'the and of',
      '"the"',
      '-the',
      'or',
      'OR or',
      '-',
      '--',
      '!!!',
      '?',
    ],
    ...[
      '"',
      '""',
      '"unbalanced',
      'unbalanced"',
      '"" -""',
      '" "',
      '(((',
      ')(',
      "'",
      "\\'",
      '\\',
      '$1',
    ],
    ...[
      '%',
      '_',
      ':*',
      '&',
      '|',
      '!',
      '<->',
      '<2>',
      'a:b',
      '& | !',
      '😀',
      '👩‍👩‍👧 or 😀',
      '\u202e',
      'Ⓜ',
    ],
    ...["'; DROP TABLE article; --", '</b>', '\uE000\uE001\uE002', 'zzzzzzzz'],
  ])('%j finds nothing, and is no error', async (query) => {
    expect(await hitsOf(query)).toEqual([]);
  });

  test('a word beside such things is found all the same', async () => {
    const all = await found('Qamishli');
    for (const query of [
      '"Qamishli',
      'the Qamishli of',
      '😀 or Qamishli',
      '(Qamishli)',
      'Qamishli !',
    ]) {
      expect([query, ...(await found(query))]).toEqual([query, ...all]);
    }
  });

  test('200 characters are taken, and more are refused', async () => {
    expect(await hitsOf('x'.repeat(200))).toEqual([]);
    expect(await found(`Qamishli${' '.repeat(192)}`)).toHaveLength(2);
    expect(await hitsOf('wheat '.repeat(33))).not.toEqual([]);
    for (const query of ['x'.repeat(201), 'wheat '.repeat(34), 'x'.repeat(50_000)]) {
      expect(await server.codeOf(SEARCH, { query })).toBe('BAD_USER_INPUT');
      expect(await server.codeOf(SEARCH, { query: 'wheat', where: { text: query } })).toBe(
        'BAD_USER_INPUT',
      );
    }
  });

  test('whatever is asked, the answer is an answer', async () => {
    const word = fc.constantFrom(
      ...['Moscow', 'wheat', 'or', '-', '"', '"naval base"', 'the', '(', ')', '!', '&', '|', ':*'],
      ...[
        '<->',
        '😀',
        'الشرع',
        'Путин',
        '\\',
        "'",
        '\u200f',
        'é',
        '-"',
        '*',
        '/',
        'a/b',
        'x@y.org',
      ],
      ...['https://desk.example/a?b=c', '6,600', '2025-01-29', '-1.5e9', '<b>', '&amp;', '\u0301'],
    );
    const text = fc.oneof(
      fc.array(word, { maxLength: 12 }).map((words) => words.join(' ')),
      fc.array(word, { maxLength: 12 }).map((words) => words.join('')),
      fc.string({ unit: 'grapheme', maxLength: 60 }),
    );
    const property = fc.asyncProperty(text, async (query) => {
      const storable = query.replaceAll('\0', '').slice(0, 200).toWellFormed();
      await hitsOf(storable);
    });
    await fc.assert(property, { numRuns: 150 });
  });
});
