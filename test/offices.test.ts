import { v7 as uuidV7 } from 'uuid';
import { Article } from '../src/articles/article';
import { Block } from '../src/articles/block';
import { Citation, type Stance } from '../src/claims/citation';
import { Claim } from '../src/claims/claim';
import { saveClaims } from '../src/claims/save-claims';
import { eventDateOf } from '../src/dates/event-date';
import { readDesk } from '../src/desk/read-desk';
import { NamedEntity } from '../src/entities/named-entity';
import { Office } from '../src/offices/office';
import { MORE_THAN_ANYBODY_MAY, startTestServer, type TestServer } from './support/server';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer('desk', { environment: MORE_THAN_ANYBODY_MAY });
});
afterAll(() => server.close());

function dayAfter(day: string, days = 1): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}

interface Held {
  title: string;
  holder: NamedEntity;
  of: NamedEntity;
}

/** Who held an office of a country or an organization on a day, by title. */
async function holdersOf(slug: string, asOf: string | null, title: string): Promise<string[]> {
  const { entity } = await server.ask(
    `query ($slug: String!, $asOf: Date) { entity(slug: $slug) {
      ... on Country { officeHolders(asOf: $asOf) { title holder { slug } of { slug } } }
      ... on Organization { officeHolders(asOf: $asOf) { title holder { slug } of { slug } } }
    } }`,
    { slug, asOf },
  );
  const held = entity.officeHolders.filter((office: Held) => office.title === title);
  for (const office of held) expect(office.of.slug).toBe(slug);
  return held.map((office: Held) => office.holder.slug);
}

/** The titles of the offices that a person held on a day. */
async function officesOf(slug: string, asOf: string | null): Promise<string[]> {
  const { person } = await server.ask(
    `query ($slug: String!, $asOf: Date) { person(slug: $slug) {
      offices(asOf: $asOf) { title holder { slug } } } }`,
    { slug, asOf },
  );
  return person.offices.map(({ title, holder }: Held) => {
    expect(holder.slug).toBe(slug);
    return title;
  });
}

describe('the president of Syria', () => {
  const president = (asOf: string | null): Promise<string[]> =>
    holdersOf('syria', asOf, 'President of Syria');

  test('is Assad through 8 December 2024, nobody until 28 January 2025, then Al-Charaa', async () => {
    const expected = (day: string): string[] => {
      if (day <= '2024-12-08') return ['bashar-al-assad'];
      return day < '2025-01-29' ? [] : ['ahmad-al-charaa'];
    };
    for (let day = '2024-12-01'; day <= '2025-01-30'; day = dayAfter(day)) {
      expect([day, ...(await president(day))]).toEqual([day, ...expected(day)]);
    }
  });

  test('was Assad since July 2000, which is certain from its last day on', async () => {
    expect(await president('2000-06-30')).toEqual([]);
    expect(await president('2000-07-30')).toEqual([]);
    expect(await president('2000-07-31')).toEqual(['bashar-al-assad']);
    expect(await president('2012-02-29')).toEqual(['bashar-al-assad']);
  });

  test('is nobody in 2030, and no other office has a holder then or in 1900', async () => {
    for (const asOf of ['1900-01-01', '2030-01-01', '0001-01-01', '9999-12-31']) {
      const { countries, people } = await server.ask(
        `query ($asOf: Date) {
          countries(where: { mentionedIn: "second-visit-to-moscow" }) {
            nodes { officeHolders(asOf: $asOf) { title } } }
          people(first: 100) { nodes { offices(asOf: $asOf) { title } } }
        }`,
        { asOf },
      );
      expect(countries.nodes).toHaveLength(2);
      for (const { officeHolders } of countries.nodes) expect(officeHolders).toEqual([]);
      expect(people.nodes).toHaveLength(10);
      for (const { offices } of people.nodes) expect(offices).toEqual([]);
    }
  });

  test('without a day is everybody who is reported to have been, in order of time', async () => {
    expect(await president(null)).toEqual(['bashar-al-assad', 'ahmad-al-charaa']);
  });
});

/** Holder, of what, title, the first day that is certain, the last; null: that of the last report. */
const TERMS: [holder: string, of: string, title: string, first: string, last: string | null][] = [
  ['bashar-al-assad', 'syria', 'President of Syria', '2000-07-31', '2024-12-08'],
  ['ahmad-al-charaa', 'syria', 'President of Syria', '2025-01-29', null],
  ['asaad-al-shaibani', 'syria', 'Foreign minister of Syria', '2024-12-21', null],
  ['murhaf-abu-qasra', 'syria', 'Defense minister of Syria', '2024-12-31', null],
  ['vladimir-putin', 'russia', 'President of Russia', '2012-05-31', null],
  ['sergey-lavrov', 'russia', 'Foreign minister of Russia', '2004-03-31', null],
  ['mikhail-bogdanov', 'russia', 'Deputy foreign minister of Russia', '2011-12-31', '2025-07-01'],
  ['alexander-novak', 'russia', 'Deputy prime minister of Russia', '2020-11-30', null],
  ['dmitry-peskov', 'kremlin', 'Spokesperson of the Kremlin', '2012-12-31', null],
  [
    ...(['maria-zakharova', 'russian-foreign-ministry'] as const),
    ...(['Spokesperson of the Russian Foreign Ministry', '2015-08-31', null] as const),
  ],
];

test.each(TERMS)('%s at %s: %s, from %s', async (holder, of, title, first, last) => {
  const { person } = await server.ask(
    `query ($slug: String!) { person(slug: $slug) {
      offices { citations { article { publishedAt } } } } }`,
    { slug: holder },
  );
  const reports: string[] = person.offices[0].citations.map(
    ({ article }: { article: { publishedAt: string } }) => article.publishedAt.slice(0, 10),
  );
  const until = last ?? reports.sort().at(-1)!;
  for (const day of [first, until]) {
    expect([day, await holdersOf(of, day, title)]).toEqual([day, [holder]]);
    expect([day, await officesOf(holder, day)]).toEqual([day, [title]]);
  }
  for (const day of [dayAfter(first, -1), dayAfter(until)]) {
    expect([day, await holdersOf(of, day, title)]).toEqual([day, []]);
    expect([day, await officesOf(holder, day)]).toEqual([day, []]);
  }
});

describe('terms of office', () => {
  interface Planted {
    start?: string;
    end?: string;
    /** Slugs of articles, of which the first block is quoted. */
    supported?: string[];
    contradicted?: string[];
  }

  const FEBRUARY_2025 = 'tartus-one-contract-ends'; // published on 2025-02-03
  const AUGUST_2025 = 'shaibani-in-moscow'; // 2025-08-01
  const JANUARY_2026 = 'second-visit-to-moscow'; // 2026-01-29

  let planted = 0;

  /** An office at the Syrian news agency, with a title of its own. */
  async function plant({
    start,
    end,
    supported = [],
    contradicted = [],
  }: Planted): Promise<string> {
    const { manager } = server.db;
    const title = `Office ${(planted += 1)}`;
    const uuid = uuidV7();
    const citations = [
      ...(await Promise.all(supported.map((slug) => quoting(slug, 'SUPPORTS')))),
      ...(await Promise.all(contradicted.map((slug) => quoting(slug, 'CONTRADICTS')))),
    ];
    await saveClaims(manager, [{ uuid, kind: 'OFFICE', citations }]);
    const [holder, of] = await Promise.all(
      ['dmitry-peskov', 'sana'].map((slug) => manager.findOneByOrFail(NamedEntity, { slug })),
    );
    await manager.insert(Office, {
      ...{ uuid, title, holderId: holder!.uuid, ofId: of!.uuid },
      ...(start !== undefined && { start: eventDateOf({ edtf: start }) }),
      ...(end !== undefined && { end: eventDateOf({ edtf: end }) }),
    });
    return title;
  }

  async function quoting(
    slug: string,
    stance: Stance,
  ): Promise<{ article: Article; quote: string; stance: Stance }> {
    const article = await server.db.manager.findOneByOrFail(Article, { slug });
    const where = { articleId: article.uuid, index: 0 };
    const { text } = await server.db.manager.findOneByOrFail(Block, where);
    return { article, quote: text, stance };
  }

  const CASES: [what: string, office: Planted, days: [string, string] | null][] = [
    [
      'with no dates lasts from the first report to the last',
      { supported: [JANUARY_2026, FEBRUARY_2025, AUGUST_2025] },
      ['2025-02-03', '2026-01-29'],
    ],
    [
      'with no dates and one report is of that day',
      { supported: [AUGUST_2025] },
      ['2025-08-01', '2025-08-01'],
    ],
    [
      'that began in late January is certain from the last day of it',
      { start: '2025-01-21/2025-01-31', supported: [FEBRUARY_2025] },
      ['2025-01-31', '2025-02-03'],
    ],
    [
      'that began before a day is certain from that day',
      { start: '../2025-06-30', supported: [AUGUST_2025] },
      ['2025-06-30', '2025-08-01'],
    ],
    [
      'that began on a day or later, nobody knows when, counts from the first report',
      { start: '2025-01/..', supported: [AUGUST_2025, JANUARY_2026] },
      ['2025-08-01', '2026-01-29'],
    ],
    [
      'that ended in June is certain until the first day of it',
      { start: '2025-01-31', end: '2025-06', supported: [AUGUST_2025] },
      ['2025-01-31', '2025-06-01'],
    ],
    [
      'that ended by a day, nobody knows when, counts until the last report',
      { start: '2025-01-31', end: '../2025-12-31', supported: [FEBRUARY_2025] },
      ['2025-01-31', '2025-02-03'],
    ],
    [
      'whose end is reported later, and whose beginning is not, is certain on its last day alone',
      { end: '2025-07-01', supported: [AUGUST_2025] },
      ['2025-07-01', '2025-07-01'],
    ],
    [
      'that has yet to begin is certain on the first day alone',
      { start: '2025-12-31', supported: [AUGUST_2025] },
      ['2025-12-31', '2025-12-31'],
    ],
    [
      'both of whose ends may lie in June is certain on no day',
      { start: '2025-06', end: '2025-06', supported: [AUGUST_2025] },
      null,
    ],
    [
      'is not stretched by reports that contradict it',
      { supported: [AUGUST_2025], contradicted: [FEBRUARY_2025, JANUARY_2026] },
      ['2025-08-01', '2025-08-01'],
    ],
  ];

  /** By title, the days among those looked at on which an office is attested. */
  const attested = new Map<string, string[]>();
  const titles: string[] = [];
  const days = daysToLookAt();

  beforeAll(async () => {
    for (const [, office] of CASES) titles.push(await plant(office));
    for (const day of days) {
      const { organization, person } = await server.ask(
        `query ($day: Date) {
          organization(slug: "sana") { officeHolders(asOf: $day) { title } }
          person(slug: "dmitry-peskov") { offices(asOf: $day) { title } }
        }`,
        { day },
      );
      const held: string[] = organization.officeHolders.map(({ title }: Office) => title);
      for (const title of held) attested.set(title, [...(attested.get(title) ?? []), day]);
      const ofPerson: string[] = person.offices.map(({ title }: Office) => title);
      expect([day, ...ofPerson.filter((title) => titles.includes(title))]).toEqual([day, ...held]);
    }
  });

  /** A day of each month, and those around the days on which a term of these tests begins or ends. */
  function daysToLookAt(): string[] {
    const edges = CASES.flatMap(([, , term]) => term ?? []);
    const looked = new Set(edges.flatMap((day) => [dayAfter(day, -1), day, dayAfter(day)]));
    for (let day = '2024-11-15'; day <= '2026-03-15'; day = dayAfter(day, 30)) looked.add(day);
    return [...looked].sort();
  }

  test.each(CASES.map(([what, , term], i) => [what, term, i] as const))(
    'a term %s',
    async (_, term, i) => {
      const title = titles[i]!;
      const expected = term ? days.filter((day) => day >= term[0] && day <= term[1]) : [];
      expect(attested.get(title) ?? []).toEqual(expected);
      expect(await officesOf('dmitry-peskov', null)).toContain(title);
    },
  );

  test('a term that reports only contradict is not there at all', async () => {
    const title = await plant({ start: '2025-01-31', supported: [AUGUST_2025] });
    expect(await holdersOf('sana', '2025-06-01', title)).toEqual(['dmitry-peskov']);
    const { uuid: claimId } = await server.db.manager.findOneByOrFail(Office, { title });
    await server.db.manager.update(Citation, { claimId }, { stance: 'CONTRADICTS' });
    expect(await holdersOf('sana', '2025-06-01', title)).toEqual([]);
    expect(await officesOf('dmitry-peskov', null)).not.toContain(title);
  });

  test('a term is not stretched by a report that readers may not read', async () => {
    const title = await plant({ supported: [FEBRUARY_2025, JANUARY_2026] });
    expect(await holdersOf('sana', '2026-01-29', title)).toEqual(['dmitry-peskov']);
    const withhold = (status: Article['status']): Promise<unknown> =>
      server.db.manager.update(Article, { slug: JANUARY_2026 }, { status });
    await withhold('WITHHELD');
    try {
      expect(await holdersOf('sana', '2025-02-03', title)).toEqual(['dmitry-peskov']);
      expect(await holdersOf('sana', '2025-02-04', title)).toEqual([]);
    } finally {
      await withhold('PUBLISHED');
    }
  });

  test('a claim needs a citation that supports it to be written', async () => {
    await expect(plant({ contradicted: [AUGUST_2025] })).rejects.toThrow('not supported');
  });

  afterAll(async () => {
    const ids = (await server.db.manager.find(Office))
      .filter(({ title }) => /^Office \d+$/.test(title))
      .map(({ uuid }) => uuid);
    await server.db.manager.delete(Claim, ids);
  });
});

describe('presence at bases', () => {
  interface Presence {
    status: string;
    operator: NamedEntity;
    base: NamedEntity;
  }

  async function presenceAt(slug: string, asOf: string | null): Promise<string[]> {
    const { base } = await server.ask(
      `query ($slug: String!, $asOf: Date) { base(slug: $slug) {
        presence(asOf: $asOf) { status operator { slug } base { slug } } } }`,
      { slug, asOf },
    );
    return base.presence.map((one: Presence) => {
      expect([one.operator.slug, one.base.slug]).toEqual(['russia', slug]);
      return one.status;
    });
  }

  const QAMISHLI: [day: string, ...statuses: string[]][] = [
    ['2019-10-31'],
    ['2019-11-29'], // "since November 2019" is certain from its last day
    ['2019-11-30', 'ACTIVE'],
    ['2024-02-29', 'ACTIVE'],
    ['2026-01-19', 'ACTIVE'], // the week in which the withdrawal began
    ['2026-01-20'],
    ['2026-01-24'],
    ['2026-01-25', 'WITHDRAWING'],
    ['2026-01-26', 'WITHDRAWING'],
    ['2026-01-27', 'WITHDRAWING', 'WITHDRAWN'],
    ['2026-01-28', 'WITHDRAWN'],
    ['2026-01-29', 'WITHDRAWN'], // the last report
    ['2026-01-30'],
    ['2030-01-01'],
  ];

  test.each(QAMISHLI)('Qamishli airport on %s', async (day, ...statuses) => {
    expect(await presenceAt('qamishli-airport', day)).toEqual(statuses);
  });

  const TARTUS: [day: string, ...statuses: string[]][] = [
    ['2017-01-30'],
    ['2017-01-31', 'ACTIVE'],
    ['2025-01-21', 'ACTIVE'],
    ['2025-01-22'],
    ['2025-01-30'], // "since late January" is certain from its last day
    ['2025-01-31', 'REDUCED'],
    ['2025-02-03', 'REDUCED'],
    ['2025-02-04'],
  ];

  test.each(TARTUS)('Tartus naval base on %s', async (day, ...statuses) => {
    expect(await presenceAt('tartus-naval-base', day)).toEqual(statuses);
  });

  test('without a day is all that is reported, in order of time', async () => {
    expect(await presenceAt('qamishli-airport', null)).toEqual([
      ...['ACTIVE', 'WITHDRAWING', 'WITHDRAWN'],
    ]);
    expect(await presenceAt('tartus-naval-base', null)).toEqual(['ACTIVE', 'REDUCED']);
  });

  test('at a base without a name is reported of that base, and of no other', async () => {
    const { base } = await server.ask(`{ base(slug: "unnamed-base-northeast-syria") {
      named coordinates { latitude } hostCountry { slug }
      presence { status start { edtf earliest latest phrase anchor } end { edtf } } } }`);
    expect(base).toEqual({
      ...{ named: false, coordinates: null, hostCountry: { slug: 'syria' } },
      presence: [
        {
          status: 'WITHDRAWING',
          start: {
            ...{ edtf: '../2026-01-28', earliest: null, latest: '2026-01-28' },
            ...{ phrase: 'before the talks began', anchor: '2026-01-28' },
          },
          end: null,
        },
      ],
    });
    expect(await presenceAt('unnamed-base-northeast-syria', '2026-01-27')).toEqual([]);
    expect(await presenceAt('unnamed-base-northeast-syria', '2026-01-28')).toEqual(['WITHDRAWING']);
  });

  test('tells which bases a country hosts and which it operates', async () => {
    const all = [
      'unnamed-base-northeast-syria',
      'hmeimim',
      'qamishli-airport',
      'tartus-naval-base',
    ];
    const { syria, russia } = await server.ask(`
      fragment Bases on Country {
        any: bases { slug } hosted: bases(role: HOST) { slug } operated: bases(role: OPERATOR) { slug }
      }
      { syria: country(code: "SY") { ...Bases } russia: country(code: "RU") { ...Bases } }`);
    const bases = all.map((slug) => ({ slug }));
    expect(syria).toEqual({ any: bases, hosted: bases, operated: [] });
    expect(russia).toEqual({ any: bases, hosted: [], operated: bases });
  });

  const BASES: [where: object, found: string[]][] = [
    [{ hostCountries: ['SY'], operators: ['russia'], name: 'Hmeimin' }, ['hmeimim']],
    [{ operators: ['syria'] }, []],
    [{ hostCountries: ['russia'] }, []],
    [{ hostCountries: ['syria'], name: 'Khmeimim' }, ['hmeimim']],
  ];

  test.each(BASES)('bases(where: %j)', async (where, found) => {
    const { bases } = await server.ask(
      'query ($where: BaseWhere) { bases(where: $where) { totalCount nodes { slug } } }',
      { where },
    );
    expect(bases).toEqual({ totalCount: found.length, nodes: found.map((slug) => ({ slug })) });
  });
});

describe('what is quoted is there, to the letter', () => {
  const CITATIONS =
    'citations { quote start end revision article { slug revision } block { text } }';

  interface Quoted {
    citations: {
      quote: string;
      start: number;
      end: number;
      revision: number;
      article: { slug: string; revision: number };
      block: { text: string };
    }[];
  }

  test('by every citation of the desk', async () => {
    const { timeline, people, bases } = await server.ask(`{
      timeline(first: 100) { nodes { ${CITATIONS} } }
      people(first: 100) { nodes { offices { ${CITATIONS} } } }
      bases(first: 100) { nodes { presence { ${CITATIONS} } } }
    }`);
    const claims: Quoted[] = [
      ...timeline.nodes,
      ...people.nodes.flatMap(({ offices }: { offices: Quoted[] }) => offices),
      ...bases.nodes.flatMap(({ presence }: { presence: Quoted[] }) => presence),
    ];
    const quoted = claims.flatMap(({ citations }) => citations);
    for (const { quote, start, end, revision, article, block } of quoted) {
      expect(block.text.slice(start, end)).toBe(quote);
      expect(revision).toBe(article.revision);
    }
    const desk = await readDesk('content');
    const written = [...desk.events, ...desk.offices, ...desk.presence].flatMap(
      ({ citations }) => citations,
    );
    const both = (article: string, quote: string): string => `${article}: ${quote}`;
    expect(quoted.map(({ article, quote }) => both(article.slug, quote)).sort()).toEqual(
      written.map(({ article, quote }) => both(article, quote)).sort(),
    );
    expect(quoted.length).toBeGreaterThan(40);
  });

  test('by every mention of the desk', async () => {
    const { articles } = await server.ask(`{ articles(first: 100) { nodes { slug
      blocks { id text }
      mentions(first: 100) { totalCount nodes {
        text start end article { slug } block { id text } entity { name aliases }
      } } } } }`);
    for (const { slug, blocks, mentions } of articles.nodes) {
      expect(mentions.nodes.length).toBeGreaterThan(10);
      expect(mentions.nodes).toHaveLength(mentions.totalCount);
      for (const { text, start, end, article, block, entity } of mentions.nodes) {
        expect(block.text.slice(start, end)).toBe(text);
        expect(blocks).toContainEqual(block);
        expect(article.slug).toBe(slug);
        const names = [entity.name, ...entity.aliases].map((name: string) => name.toLowerCase());
        // "Russians" names what "Russian" does.
        const named = names.some((name: string) => text.toLowerCase().startsWith(name));
        expect([text, named]).toEqual([text, true]);
      }
    }
  });
});
