import { plantStories, type StorySeed } from './support/planted';
import { MORE_THAN_ANYBODY_MAY, startTestServer, type TestServer } from './support/server';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer('desk', { environment: MORE_THAN_ANYBODY_MAY });
});
afterAll(() => server.close());

interface Slugged {
  slug: string;
}
const slugsOf = (nodes: readonly Slugged[]): string[] => nodes.map(({ slug }) => slug);

const paragraphs = (...texts: string[]): Required<Pick<StorySeed, 'blocks'>> => ({
  blocks: texts.map((text) => ({ kind: 'PARAGRAPH', text })),
});

/** The slugs of all articles of a filter, in order. */
async function articlesOf(variables: Record<string, unknown>, on = server): Promise<string[]> {
  const { articles } = await on.ask(
    `query ($where: ArticleWhere, $orderBy: ArticleOrder) {
      articles(where: $where, orderBy: $orderBy, first: 100) { totalCount nodes { slug } } }`,
    variables,
  );
  expect(articles.nodes).toHaveLength(articles.totalCount);
  return slugsOf(articles.nodes);
}

describe('an article', () => {
  test('says all that the desk says of it', async () => {
    const { article } = await server.ask(`{ article(slug: "shaibani-in-moscow") {
      slug headline standfirst byline section { slug name } language source canonicalUrl status
      publishedAt updatedAt revision wordCount body blocks { index kind text }
    } }`);
    const { updatedAt, wordCount, body, blocks, ...said } = article;
    expect(said).toEqual({
      slug: 'shaibani-in-moscow',
      headline: 'Shaibani in Moscow, with old agreements on the table',
      standfirst:
        'The first minister of the new Syria to visit Russia asks for a review, and for a partner.',
      ...{ byline: 'Dateline staff', section: { slug: 'diplomacy', name: 'Diplomacy' } },
      ...{ language: 'en', source: 'Dateline Sample Desk', status: 'PUBLISHED', revision: 1 },
      canonicalUrl: 'https://desk.example/shaibani-in-moscow',
      publishedAt: '2025-08-01T06:40:00.000Z',
    });
    expect(updatedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(blocks).toHaveLength(8);
    expect(blocks[4]).toEqual({
      ...{ index: 4, kind: 'LIST_ITEM' },
      text: 'contracts and debts that were left behind by the war;',
    });
    expect(body).toContain(
      'by the war;\n\nthe presence in Moscow of Al-Assad himself.\n\nAn invitation',
    );
    expect(wordCount).toBeGreaterThan(200);
  });

  test('that lacks a standfirst has null for it', async () => {
    const { article } = await server.ask(
      '{ article(slug: "security-council-lifts-sanctions") { standfirst } }',
    );
    expect(article).toEqual({ standfirst: null });
  });

  test('that is not there is null', async () => {
    expect(await server.ask('{ article(slug: "no-such-article") { slug } }')).toEqual({
      article: null,
    });
  });

  test('has the texts of its blocks, in order, joined by one blank line, for its body', async () => {
    const { articles } = await server.ask(
      '{ articles(first: 100) { nodes { body blocks { index kind text } } } }',
    );
    const kinds = new Set<string>();
    for (const { body, blocks } of articles.nodes) {
      expect(blocks.map(({ text }: { text: string }) => text).join('\n\n')).toBe(body);
      expect(blocks.map(({ index }: { index: number }) => index)).toEqual([...blocks.keys()]);
      for (const { kind, text } of blocks) {
        kinds.add(kind);
        expect(text).not.toMatch(/\n|^\s|\s$/);
      }
    }
    expect([...kinds].sort()).toEqual(['HEADING', 'LIST_ITEM', 'PARAGRAPH', 'QUOTE']);
  });

  test('counts the words of its body in any script, and neither signs nor the headline', async () => {
    await plantStories(server.db, [
      {
        ...{ slug: 'words', headline: 'Not one of these', standfirst: 'Nor of these' },
        ...paragraphs('Grain: 6,600 tonnes — it’s here! 😀', 'Сирия и Россия.', '«أحمد الشرع»'),
      },
    ]);
    const { article } = await server.ask('{ article(slug: "words") { wordCount } }');
    expect(article.wordCount).toBe(10);
  });

  test('tells its times in UTC, to the millisecond', async () => {
    await plantStories(server.db, [
      { slug: 'moment', publishedAt: new Date('2025-06-30T23:59:59.007+02:00') },
    ]);
    const { article } = await server.ask('{ article(slug: "moment") { publishedAt updatedAt } }');
    expect(article.publishedAt).toBe('2025-06-30T21:59:59.007Z');
    expect(Math.abs(Date.now() - Date.parse(article.updatedAt))).toBeLessThan(60_000);
  });

  test('keeps its id, and counts a revision for each change and for nothing else', async () => {
    const read = async (): Promise<Record<string, unknown>> =>
      (await server.ask('{ article(slug: "rewritten") { id revision updatedAt body } }')).article;
    const write = (text: string): Promise<unknown> =>
      plantStories(server.db, [{ slug: 'rewritten', ...paragraphs(text) }]);
    await write('A first version.');
    const first = await read();
    expect(first).toMatchObject({ revision: 1, body: 'A first version.' });
    await write('A first version.');
    expect(await read()).toEqual(first);
    await write('A second version.');
    const second = await read();
    expect(second).toMatchObject({ id: first['id'], revision: 2, body: 'A second version.' });
    expect(String(second['updatedAt']) > String(first['updatedAt'])).toBe(true);
  });
});

describe('mentions', () => {
  const TEXT =
    '😀 “Ahmad Al-Charaa” (أحمد الشرع) 🇸🇾 rang Путин; Pu\u0301tin’s 👩‍👩‍👧 Syrian guests, and ‘Moscow’, too.';

  interface Found {
    text: string;
    start: number;
    kind: string;
    block: { index: number };
    entity: Slugged;
  }

  beforeAll(() =>
    plantStories(server.db, [{ slug: 'offsets', ...paragraphs('Of Syria.', TEXT, '👍🏽 Hmeimim') }]),
  );

  test('count UTF-16 units among curly quotes, Arabic and emoji', async () => {
    const { article } = await server.ask(`{ article(slug: "offsets") {
      mentions { totalCount nodes {
        start end text kind entity { slug } block { index text } article { slug } } } } }`);
    const { totalCount, nodes } = article.mentions;
    expect(totalCount).toBe(nodes.length);
    for (const { start, end, text, block } of nodes)
      expect(block.text.slice(start, end)).toBe(text);
    const found = nodes.map(({ block, start, text, kind, entity }: Found) =>
      [block.index, start, text, kind, entity.slug].join(' '),
    );
    const at = (text: string): number => TEXT.indexOf(text);
    expect(found).toEqual([
      '0 3 Syria NAME syria',
      `1 ${at('Ahmad')} Ahmad Al-Charaa NAME ahmad-al-charaa`,
      `1 ${at('أحمد')} أحمد الشرع ALIAS ahmad-al-charaa`,
      `1 ${at('Путин')} Путин ALIAS vladimir-putin`,
      `1 ${at('Pu\u0301tin')} Pu\u0301tin ALIAS vladimir-putin`,
      `1 ${at('Syrian')} Syrian DEMONYM syria`,
      `1 ${at('Moscow')} Moscow NAME moscow`,
      '2 5 Hmeimim NAME hmeimim',
    ]);
  });

  test('come in the order of the text, a page at a time', async () => {
    const texts: string[] = [];
    let after: string | null = null;
    do {
      const { article } = await server.ask(
        `query ($after: String) { article(slug: "offsets") { mentions(first: 3, after: $after) {
          nodes { text } pageInfo { hasNextPage endCursor } } } }`,
        { after },
      );
      const { nodes, pageInfo } = article.mentions;
      texts.push(...nodes.map(({ text }: Found) => text));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after !== null);
    expect(texts).toEqual([
      ...['Syria', 'Ahmad Al-Charaa', 'أحمد الشرع', 'Путин', 'Pu\u0301tin', 'Syrian', 'Moscow'],
      'Hmeimim',
    ]);
  });
});

describe('the entities of an article', () => {
  interface Edge {
    node: Slugged & { kind: string };
    salience: number;
    mentionCount: number;
  }

  test('are the mentioned ones, most salient first, each with its number of mentions', async () => {
    const { articles } = await server.ask(`{ articles(first: 100) { nodes {
      entities(first: 100) { totalCount edges { salience mentionCount node { slug } } }
      mentions(first: 100) { totalCount nodes { entity { slug } } } } } }`);
    for (const { entities, mentions } of articles.nodes) {
      const counts: Record<string, number> = {};
      for (const { entity } of mentions.nodes) counts[entity.slug] = (counts[entity.slug] ?? 0) + 1;
      const edges: Edge[] = entities.edges;
      expect(Object.fromEntries(edges.map((edge) => [edge.node.slug, edge.mentionCount]))).toEqual(
        counts,
      );
      expect(edges).toHaveLength(entities.totalCount);
      const saliences = edges.map(({ salience }) => salience);
      expect(saliences).toEqual(saliences.toSorted((a, b) => b - a));
      for (const salience of saliences) {
        expect(salience).toBeGreaterThan(0);
        expect(salience).toBeLessThanOrEqual(1);
      }
    }
  });

  test('are more salient the more often, the earlier and in the headline they stand', async () => {
    await plantStories(server.db, [
      {
        ...{ slug: 'prominent', headline: 'Of Yemen' },
        ...paragraphs('Chad and Yemen. Mali and Mali.', 'And Togo.'),
      },
    ]);
    const { article } = await server.ask(`{ article(slug: "prominent") {
      entities { edges { salience node { slug } } } } }`);
    const edges: Edge[] = article.entities.edges;
    const bySlug = new Map(edges.map(({ node, salience }) => [node.slug, salience]));
    expect([...bySlug.keys()].slice(2)).toEqual(['chad', 'togo']);
    expect(bySlug.get('yemen')! - bySlug.get('chad')!).toBeCloseTo(0.2); // the headline
    expect(bySlug.get('mali')!).toBeGreaterThan(bySlug.get('chad')!); // twice
    expect(bySlug.get('chad')!).toBeGreaterThan(bySlug.get('togo')!); // earlier
  });

  test.each([[['PERSON']], [['COUNTRY', 'PLACE']], [['BASE']], [[]]])(
    'of kinds %j alone',
    async (kinds) => {
      const { article } = await server.ask(
        `query ($kinds: [EntityKind!]) { article(slug: "second-visit-to-moscow") {
          all: entities { nodes { slug kind } }
          entities(kinds: $kinds) { totalCount nodes { slug kind } } } }`,
        { kinds },
      );
      const expected = article.all.nodes.filter(({ kind }: { kind: string }) =>
        kinds.includes(kind),
      );
      expect(article.entities).toEqual({ totalCount: expected.length, nodes: expected });
      expect(expected.length > 0).toBe(kinds.length > 0);
    },
  );
});

describe('related articles', () => {
  interface Related {
    score: number;
    article: Slugged;
    sharedEntities: Slugged[];
  }

  async function relatedTo(slug: string, args = '(first: 100)', on = server): Promise<Related[]> {
    const { article } = await on.ask(`{ article(slug: "${slug}") { related${args} {
      score article { slug } sharedEntities { slug } } } }`);
    return article.related;
  }

  let own: TestServer;
  beforeAll(async () => {
    own = await startTestServer('desk', { environment: MORE_THAN_ANYBODY_MAY });
    await plantStories(own.db, [
      { slug: 'parent', ...paragraphs('Russia and Liechtenstein and Nauru.') },
      { slug: 'rare', ...paragraphs('Of Liechtenstein.') },
      { slug: 'rarer', ...paragraphs('Of Liechtenstein and Nauru.') },
      { slug: 'common', ...paragraphs('Of Russia, and of Russia again, and of Russia.') },
      { slug: 'unrelated', ...paragraphs('Of Tuvalu.') },
      { slug: 'draft', status: 'DRAFT', ...paragraphs('Liechtenstein and Nauru and Russia.') },
      { slug: 'ahead', publishedAt: new Date('2100-01-01'), ...paragraphs('Nauru.') },
    ]);
  });
  afterAll(() => own.close());

  test('share entities, and are neither the article itself nor unpublished', async () => {
    const { articles } = await own.ask(`{ articles(first: 100) { nodes { slug
      entities(first: 100) { nodes { slug } } } } }`);
    const entities = new Map<string, string[]>(
      articles.nodes.map((article: Slugged & { entities: { nodes: Slugged[] } }) => [
        article.slug,
        slugsOf(article.entities.nodes),
      ]),
    );
    for (const [slug, mine] of entities) {
      const related = await relatedTo(slug, undefined, own);
      const expected = [...entities].filter(
        ([other, theirs]) => other !== slug && theirs.some((entity) => mine.includes(entity)),
      );
      expect([slug, ...related.map(({ article }) => article.slug).sort()]).toEqual([
        slug,
        ...expected.map(([other]) => other).sort(),
      ]);
      for (const { article, sharedEntities } of related) {
        const shared = mine.filter((entity) => entities.get(article.slug)!.includes(entity));
        expect(slugsOf(sharedEntities).sort()).toEqual(shared.sort());
      }
      const scores = related.map(({ score }) => score);
      expect(scores).toEqual(scores.toSorted((a, b) => b - a));
      for (const score of scores) expect(score).toBeGreaterThan(0);
    }
  });

  test('are weighed by rarity: a rare entity in common beats one that everybody mentions', async () => {
    const related = await relatedTo('parent', undefined, own);
    const planted = related.map(({ article }) => article.slug).filter((slug) => /^\w+$/.test(slug));
    expect(planted).toEqual(['rarer', 'rare', 'common']);
    const [rarer] = related;
    expect(slugsOf(rarer!.sharedEntities)).toEqual(['nauru', 'liechtenstein']);
  });

  test('score as is said: 1 / ln(number of articles that mention it) for each shared entity', async () => {
    const scores = new Map(
      (await relatedTo('parent', undefined, own)).map(({ article, score }) => [
        article.slug,
        score,
      ]),
    );
    expect(scores.get('rare')).toBeCloseTo(1 / Math.log(3), 5); // parent, rare, rarer
    expect(scores.get('rarer')).toBeCloseTo(1 / Math.log(3) + 1 / Math.log(2), 5);
  });

  test('are five unless it is said how many', async () => {
    const all = await relatedTo('second-visit-to-moscow');
    expect(all.length).toBeGreaterThan(5);
    expect(await relatedTo('second-visit-to-moscow', '')).toEqual(all.slice(0, 5));
    expect(await relatedTo('second-visit-to-moscow', '(first: null)')).toEqual(all.slice(0, 5));
    expect(await relatedTo('second-visit-to-moscow', '(first: 1)')).toEqual(all.slice(0, 1));
  });

  test.each([0, -1, 101])('cannot be %d', async (first) => {
    const query = `{ article(slug: "second-visit-to-moscow") { related(first: ${first}) { score } } }`;
    expect(await server.codeOf(query)).toBe('BAD_USER_INPUT');
  });
});

describe('a filter of articles', () => {
  interface Listed extends Slugged {
    section: Slugged;
    entities: { nodes: Slugged[] };
    publishedAt: string;
    language: string;
  }

  let own: TestServer;
  let all: Listed[];
  beforeAll(async () => {
    own = await startTestServer('desk', { environment: MORE_THAN_ANYBODY_MAY });
    await plantStories(own.db, [
      { slug: 'arabic', language: 'ar', ...paragraphs('أحمد الشرع في موسكو') },
      { slug: 'draft', status: 'DRAFT', ...paragraphs('Putin in Moscow.') },
    ]);
    const { articles } = await own.ask(`{ articles(first: 100) { nodes {
      slug section { slug } entities(first: 100) { nodes { slug } } publishedAt language } } }`);
    all = articles.nodes;
    expect(all).toHaveLength(13);
  });
  afterAll(() => own.close());

  const names = ({ entities }: Listed, slug: string): boolean =>
    slugsOf(entities.nodes).includes(slug);

  // Published at this moment: 2025-03-15T12:00:00.000Z.
  const AT = '2025-03-15T12:00:00Z';

  const FILTERS: [where: object, matches: (article: Listed) => boolean, found: number][] = [
    [{}, () => true, 13],
    [{ sections: ['security'] }, ({ section }) => section.slug === 'security', 3],
    [
      { sections: ['economy', 'politics', 'sports'] },
      ({ section }) => ['economy', 'politics'].includes(section.slug),
      4,
    ],
    [{ sections: [] }, () => false, 0],
    [{ entities: ['hmeimim'] }, (a) => names(a, 'hmeimim'), 9],
    [
      { entities: ['hmeimim', 'latakia', 'hmeimim'] },
      (a) => names(a, 'hmeimim') && names(a, 'latakia'),
      3,
    ],
    [{ entities: ['hmeimim', 'nobody'] }, () => false, 0],
    [{ entities: [] }, () => true, 13],
    [
      { anyEntities: ['latakia', 'qamishli', 'nobody'] },
      (a) => names(a, 'latakia') || names(a, 'qamishli'),
      6,
    ],
    [{ anyEntities: [] }, () => false, 0],
    [{ publishedFrom: AT }, ({ publishedAt }) => publishedAt >= '2025-03-15T12:00:00.000Z', 8],
    [{ publishedBefore: AT }, ({ publishedAt }) => publishedAt < '2025-03-15T12:00:00.000Z', 5],
    [
      { publishedFrom: AT, publishedBefore: '2025-03-15T13:00:00.001+01:00' },
      ({ slug }) => slug === 'refuge-at-hmeimim',
      1,
    ],
    [{ publishedFrom: AT, publishedBefore: AT }, () => false, 0],
    [
      { publishedFrom: '2025-03-15T12:00:00.001Z', publishedBefore: '2025-03-16T00:00:00Z' },
      () => false,
      0,
    ],
    [{ languages: ['ar'] }, ({ language }) => language === 'ar', 1],
    [{ languages: ['ar', 'en'] }, () => true, 13],
    [{ languages: ['fr'] }, () => false, 0],
    [{ statuses: ['PUBLISHED'] }, () => true, 13],
    [{ statuses: ['DRAFT', 'PUBLISHED'] }, () => true, 13],
    [{ statuses: ['DRAFT', 'SCHEDULED', 'WITHHELD'] }, () => false, 0],
    [
      { text: 'wheat or "Satellite images"' },
      ({ slug }) => /wheat|handshake|contract/.test(slug),
      3,
    ],
    [{ text: 'Qamishli -ceasefire' }, ({ slug }) => slug === 'second-visit-to-moscow', 1],
    [
      { sections: ['diplomacy'], entities: ['hmeimim'], publishedFrom: AT, languages: ['en'] },
      (a) => a.section.slug === 'diplomacy' && names(a, 'hmeimim') && a.publishedAt > AT,
      3,
    ],
    [
      {
        ...{ sections: null, entities: null, anyEntities: null, publishedFrom: null },
        ...{ publishedBefore: null, languages: null, statuses: null, text: null },
      },
      () => true,
      13,
    ],
  ];

  test.each(FILTERS)('%j finds what it says', async (where, matches, found) => {
    const expected = slugsOf(all.filter(matches));
    expect([...(await articlesOf({ where }, own))].sort()).toEqual(expected.sort());
    expect(expected).toHaveLength(found);
  });

  test('of an editor finds what is not published as well', async () => {
    const editors = await startTestServer('desk', {
      viewer: { role: 'EDITOR' },
      environment: MORE_THAN_ANYBODY_MAY,
    });
    try {
      await plantStories(editors.db, [
        { slug: 'undated', status: 'DRAFT', publishedAt: null },
        { slug: 'withheld', status: 'WITHHELD' },
      ]);
      expect(await articlesOf({ where: { statuses: ['DRAFT'] } }, editors)).toEqual(['undated']);
      const both = await articlesOf({ where: { statuses: ['WITHHELD', 'DRAFT'] } }, editors);
      expect(both).toEqual(['undated', 'withheld']);
      expect((await articlesOf({}, editors))[0]).toBe('undated');
      expect((await articlesOf({ orderBy: 'OLDEST_FIRST' }, editors)).at(-1)).toBe('undated');
    } finally {
      await editors.close();
    }
  });
});

describe('the orders of articles', () => {
  const slug = 'rewritten';
  let own: TestServer;
  beforeAll(async () => {
    own = await startTestServer('desk', { environment: MORE_THAN_ANYBODY_MAY });
  });
  afterAll(() => own.close());

  test('are by publication, newest first unless said otherwise', async () => {
    const { articles } = await own.ask('{ articles(first: 100) { nodes { slug publishedAt } } }');
    const times = articles.nodes.map(({ publishedAt }: { publishedAt: string }) => publishedAt);
    expect(times).toEqual(times.toSorted().reverse());
    const newest = slugsOf(articles.nodes);
    expect(newest[0]).toBe('second-visit-to-moscow');
    expect(await articlesOf({ orderBy: 'NEWEST_FIRST' }, own)).toEqual(newest);
    expect(await articlesOf({ orderBy: null }, own)).toEqual(newest);
    expect(await articlesOf({ orderBy: 'OLDEST_FIRST' }, own)).toEqual(newest.toReversed());
  });

  test('are by last change: what is rewritten comes first, and stays where it was published', async () => {
    const write = (text: string): Promise<unknown> =>
      plantStories(own.db, [{ slug, publishedAt: new Date('2025-05-01'), ...paragraphs(text) }]);
    await write('A first version.');
    const before = await articlesOf({}, own);
    await own.db.query(
      "UPDATE article SET updated_at = updated_at - interval '1 day' WHERE slug = $1",
      [slug],
    );
    expect((await articlesOf({ orderBy: 'RECENTLY_UPDATED' }, own)).at(-1)).toBe(slug);
    await write('A second version.');
    expect((await articlesOf({ orderBy: 'RECENTLY_UPDATED' }, own))[0]).toBe(slug);
    expect(await articlesOf({}, own)).toEqual(before);
  });
});

describe('sections', () => {
  test('are listed by name, with their articles, newest first', async () => {
    const own = await startTestServer('desk', { environment: MORE_THAN_ANYBODY_MAY });
    try {
      const { sections, articles } = await own.ask(`{
        sections { slug name articles { totalCount nodes { slug section { name } } } }
        articles(first: 100) { nodes { slug section { slug } } } }`);
      expect(slugsOf(sections)).toEqual(['diplomacy', 'economy', 'politics', 'security']);
      for (const section of sections) {
        const expected = articles.nodes
          .filter((article: { section: Slugged }) => article.section.slug === section.slug)
          .map((article: Slugged) => ({ slug: article.slug, section: { name: section.name } }));
        expect(section.articles).toEqual({ totalCount: expected.length, nodes: expected });
        expect(expected).not.toEqual([]);
      }
    } finally {
      await own.close();
    }
  });

  test('are found by slug, or not', async () => {
    const found = await server.ask(`{ there: section(slug: "economy") { name }
      not: section(slug: "sports") { name } }`);
    expect(found).toEqual({ there: { name: 'Economy' }, not: null });
  });
});

describe('what articles say of an entity', () => {
  interface Mentioning extends Slugged {
    entities: { edges: { mentionCount: number; node: Slugged & { kind: string } }[] };
  }

  let own: TestServer;
  let all: Mentioning[];
  beforeAll(async () => {
    own = await startTestServer('desk', { environment: MORE_THAN_ANYBODY_MAY });
    await plantStories(own.db, [
      { slug: 'draft', status: 'DRAFT', ...paragraphs('Hmeimim, Hmeimim and Tuvalu.') },
    ]);
    const { articles } = await own.ask(`{ articles(first: 100) { nodes { slug
      entities(first: 100) { edges { mentionCount node { slug kind } } } } } }`);
    all = articles.nodes;
  });
  afterAll(() => own.close());

  const mentioning = (slug: string): Mentioning[] =>
    all.filter(({ entities }) => entities.edges.some(({ node }) => node.slug === slug));

  test.each(['hmeimim', 'syria', 'vladimir-putin', 'euphrates', 'tuvalu'])(
    '%s: its articles, newest first, and how often they name it',
    async (slug) => {
      const { entity } = await own.ask(
        `query ($slug: String!) { entity(slug: $slug) { mentionCount
          articles(first: 100) { totalCount nodes { slug } } } }`,
        { slug },
      );
      const articles = mentioning(slug);
      expect(entity.articles).toEqual({
        totalCount: articles.length,
        nodes: articles.map((article) => ({ slug: article.slug })),
      });
      const edges = articles.flatMap(({ entities }) => entities.edges);
      const its = edges.filter(({ node }) => node.slug === slug);
      expect(entity.mentionCount).toBe(its.reduce((sum, edge) => sum + edge.mentionCount, 0));
    },
  );

  test('its articles take a filter and a page', async () => {
    const { entity } = await own.ask(`{ entity(slug: "hmeimim") { articles(
      where: { sections: ["security"], publishedFrom: "2025-03-01T00:00:00Z" }, first: 1
    ) { totalCount nodes { slug } pageInfo { hasNextPage } } } }`);
    expect(entity.articles).toEqual({
      totalCount: 2,
      nodes: [{ slug: 'russian-troops-leave-qamishli-airport' }],
      pageInfo: { hasNextPage: true },
    });
  });

  interface Beside {
    articleCount: number;
    entity: Slugged;
  }

  /** In how many articles each other entity stands beside this one, as the articles themselves say. */
  function companions(slug: string, kinds?: string[]): Map<string, number> {
    const counts = new Map<string, number>();
    for (const { entities } of mentioning(slug)) {
      for (const { node } of entities.edges) {
        if (node.slug === slug || (kinds && !kinds.includes(node.kind))) continue;
        counts.set(node.slug, (counts.get(node.slug) ?? 0) + 1);
      }
    }
    return counts;
  }

  test.each([
    ['hmeimim', undefined],
    ['hmeimim', ['PERSON']],
    ['vladimir-putin', ['BASE', 'PLACE']],
    ['syria', []],
    ['tuvalu', undefined],
  ])('%s: what stands beside it, of kinds %j, the most frequent first', async (slug, kinds) => {
    const { entity } = await own.ask(
      `query ($slug: String!, $kinds: [EntityKind!]) { entity(slug: $slug) {
        coMentioned(kinds: $kinds, first: 100) { articleCount entity { slug } }
        two: coMentioned(kinds: $kinds, first: 2) { entity { slug } }
        usual: coMentioned(kinds: $kinds) { entity { slug } } } }`,
      { slug, kinds },
    );
    const beside: Beside[] = entity.coMentioned;
    expect(new Map(beside.map((one) => [one.entity.slug, one.articleCount]))).toEqual(
      companions(slug, kinds),
    );
    const counts = beside.map(({ articleCount }) => articleCount);
    expect(counts).toEqual(counts.toSorted((a, b) => b - a));
    const order = beside.map((one) => ({ entity: one.entity }));
    expect(entity.two).toEqual(order.slice(0, 2));
    expect(entity.usual).toEqual(order.slice(0, 10));
  });

  test.each([0, 101])('coMentioned(first: %d) is refused', async (first) => {
    const query = `{ entity(slug: "syria") { coMentioned(first: ${first}) { articleCount } } }`;
    expect(await own.codeOf(query)).toBe('BAD_USER_INPUT');
  });

  test('orders entities by how often, and by how recently, they are mentioned', async () => {
    const { often, recently } = await own.ask(`{
      often: entities(orderBy: MOST_MENTIONED, first: 100) { nodes { mentionCount } }
      recently: entities(orderBy: RECENTLY_MENTIONED, first: 100) { nodes {
        articles(first: 1) { nodes { publishedAt } } } }
    }`);
    const counts = often.nodes.map(({ mentionCount }: { mentionCount: number }) => mentionCount);
    expect(counts).toEqual(counts.toSorted((a: number, b: number) => b - a));
    expect([counts[0] > counts[9], counts.at(-1)]).toEqual([true, 0]);
    interface Heard {
      articles: { nodes: { publishedAt: string }[] };
    }
    const times = recently.nodes.map(
      ({ articles }: Heard) => articles.nodes[0]?.publishedAt ?? 'never',
    );
    expect(times[0]).toBe('2026-01-29T14:10:00.000Z');
    expect(times.at(-1)).toBe('never');
    const never = times.indexOf('never');
    const heard = times.slice(0, never);
    expect(heard).toEqual(heard.toSorted().reverse());
    expect(new Set(times.slice(never))).toEqual(new Set(['never']));
  });
});
