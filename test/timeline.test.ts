import fc from 'fast-check';
import { v7 as uuidV7 } from 'uuid';
import { Block } from '../src/articles/block';
import { Citation } from '../src/claims/citation';
import { Claim } from '../src/claims/claim';
import { eventDateOf } from '../src/dates/event-date';
import type { Desk } from '../src/desk/format';
import { readDesk } from '../src/desk/read-desk';
import { Event } from '../src/events/event';
import type { Certainty, EventWhere } from '../src/events/event.inputs';
import { edtfWithOracle, type EdtfWithOracle } from './support/random-edtf';
import { startTestServer, type TestServer } from './support/server';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer('desk');
});
afterAll(() => server.close());

const PAGE = `query ($where: EventWhere, $orderBy: EventOrder, $after: String) {
  timeline(where: $where, orderBy: $orderBy, first: 100, after: $after) {
    totalCount nodes { title } pageInfo { hasNextPage endCursor }
  }
}`;

/** The titles of a whole timeline, page by page, in order. */
async function titlesOf(variables: object, on = server): Promise<string[]> {
  const titles: string[] = [];
  let after: string | null = null;
  do {
    const { timeline } = await on.ask(PAGE, { ...variables, after });
    titles.push(...timeline.nodes.map(({ title }: Event) => title));
    after = timeline.pageInfo.hasNextPage ? timeline.pageInfo.endCursor : null;
    if (after === null) expect(titles).toHaveLength(timeline.totalCount);
  } while (after !== null);
  return titles;
}

const inAnyOrder = (titles: readonly string[]): string[] => [...titles].sort();

describe('certainty, for random dates and intervals', () => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  const sample = <T>(arbitrary: fc.Arbitrary<T>, numRuns: number): T[] =>
    fc.sample(arbitrary, { numRuns, seed });

  type Interval = Pick<EventWhere, 'from' | 'to'>;
  const dates = sample(edtfWithOracle, 300);
  const intervals = sample(intervalsAround(dates), 57);
  intervals.push(
    { from: '0001-01-01', to: '0001-01-01' },
    { from: '9999-12-31' },
    { from: '0001-01-01', to: '9999-12-31' },
  );

  let random: TestServer;
  beforeAll(async () => {
    random = await startTestServer('desk');
    await random.db.query('DELETE FROM claim');
    await plantEvents(random, dates);
  });
  afterAll(() => random.close());

  /** An event on each date, titled with the date's number, that a published article supports. */
  async function plantEvents({ db }: TestServer, on: readonly EdtfWithOracle[]): Promise<void> {
    const blocks = await db.getRepository(Block).findBy({ index: 0 });
    const ids = on.map(() => uuidV7());
    const claims = ids.map((uuid) => ({ uuid, kind: 'EVENT' as const }));
    const events = on.map(({ edtf }, i) => ({
      ...{ uuid: ids[i]!, title: String(i), description: null, placeId: null },
      ...{ kind: 'OTHER' as const, status: 'OCCURRED' as const, date: eventDateOf({ edtf }) },
    }));
    const citations = ids.map((claimId, i) => {
      const { articleId, uuid: blockId, text } = blocks[i % blocks.length]!;
      return {
        ...{ uuid: uuidV7(), claimId, position: 0, articleId, blockId, revision: 1 },
        ...{ start: 0, end: text.length, quote: text, stance: 'SUPPORTS' as const },
      };
    });
    await db.manager.insert(Claim, claims);
    await db.manager.insert(Event, events);
    await db.manager.insert(Citation, citations);
  }

  /** Intervals of every kind, most of which begin or end within a day of where some date does. */
  function intervalsAround(some: readonly EdtfWithOracle[]): fc.Arbitrary<Interval> {
    const ends = some.flatMap(({ earliest, latest }) => [earliest ?? [], latest ?? []].flat());
    const day = fc
      .tuple(fc.constantFrom(...ends), fc.constantFrom(-1, 0, 0, 1))
      .map(([end, days]) => dayAfter(end, days));
    return fc.oneof(
      { weight: 2, arbitrary: day.map((from) => ({ from })) },
      { weight: 2, arbitrary: day.map((to) => ({ to })) },
      { weight: 2, arbitrary: day.map((one) => ({ from: one, to: one })) },
      {
        weight: 4,
        arbitrary: fc.tuple(day, day).map((two) => {
          const [from, to] = inAnyOrder(two);
          return { from: from!, to: to! };
        }),
      },
      { weight: 1, arbitrary: fc.constantFrom({}, { from: null, to: null }) },
    );
  }

  /** The day so many days later; the day itself at either end of the calendar. */
  function dayAfter(day: string, days: number): string {
    const moved = new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString();
    return /^(?!0000)\d{4}-/.test(moved) ? moved.slice(0, 10) : day;
  }

  // Days of four-digit years compare as texts do; these stand before and after all of them.
  const [ALWAYS, FOREVER] = ['', '~'];

  const oracle: Record<Certainty, (date: EdtfWithOracle, interval: Interval) => boolean> = {
    POSSIBLE: ({ earliest, latest }, { from, to }) =>
      (earliest ?? ALWAYS) <= (to ?? FOREVER) && (latest ?? FOREVER) >= (from ?? ALWAYS),
    CERTAIN: ({ earliest, latest }, { from, to }) =>
      (earliest ?? ALWAYS) >= (from ?? ALWAYS) && (latest ?? FOREVER) <= (to ?? FOREVER),
  };

  const meeting = (interval: Interval, certainty: Certainty): string[] =>
    [...dates.keys()].filter((i) => oracle[certainty](dates[i]!, interval)).map(String);

  test.each(['POSSIBLE', 'CERTAIN'] as const)(
    '%s finds what an oracle of first and last days finds',
    async (certainty) => {
      for (const interval of intervals) {
        const found = await titlesOf({ where: { ...interval, certainty } }, random);
        const expected = meeting(interval, certainty);
        expect({ seed, interval, found: inAnyOrder(found) }).toEqual({
          ...{ seed, interval, found: inAnyOrder(expected) },
        });
      }
    },
  );

  test('meets the oracle on at least 10,000 pairs, with every answer among them', () => {
    const pairs = dates.flatMap((date) => intervals.map((interval) => ({ date, interval })));
    expect(pairs.length).toBeGreaterThanOrEqual(10_000);
    const answers = pairs.map(
      ({ date, interval }) =>
        `${oracle.POSSIBLE(date, interval)} ${oracle.CERTAIN(date, interval)}`,
    );
    for (const answer of ['true true', 'true false', 'false false']) {
      expect(answers.filter((it) => it === answer).length).toBeGreaterThan(100);
    }
    expect(answers).not.toContain('false true');
  });

  test('lists every date by its first possible day, open starts first, and backward', async () => {
    const forward = await titlesOf({}, random);
    const starts = forward.map((title) => dates[Number(title)]!.earliest ?? ALWAYS);
    expect(starts[0]).toBe(ALWAYS);
    expect(starts).toEqual(inAnyOrder(starts));
    expect(await titlesOf({ orderBy: 'NEWEST_FIRST' }, random)).toEqual(forward.toReversed());
  });
});

describe('on the desk', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await readDesk('content');
  });

  type DeskEvent = Desk['events'][number];
  const titleOf = ({ title }: DeskEvent): string => title;
  const involves = ({ participants, place }: DeskEvent, slug: string): boolean =>
    place === slug || participants.some(({ entity }) => entity === slug);

  const VISIT = 'Al-Charaa’s first visit to Moscow'; // 2025-10-11/2025-10-20
  const RECEPTION = 'Putin receives Al-Charaa in the Kremlin'; // 2025-10-15
  const SUMMIT = 'A first Russian–Arab summit is planned in Moscow'; // 2025-10-15
  const PULLOUT = 'A Russian pullout from a base in northeastern Syria'; // ../2026-01-28
  const RESIGNATION = 'Bashar Al-Assad is said to resign and to order a peaceful handover';
  const PORT = 'The contract of a Russian company for the port of Tartus is ended'; // 2025-01

  test('without a filter the timeline holds every event', async () => {
    expect(inAnyOrder(await titlesOf({}))).toEqual(inAnyOrder(desk.events.map(titleOf)));
  });

  describe('from and to', () => {
    const onTheDay = { from: '2025-10-15', to: '2025-10-15' };

    test('include both of their days', async () => {
      expect(await titlesOf({ where: { from: '2025-10-15', to: '2025-10-20' } })).toContain(VISIT);
      expect(await titlesOf({ where: { from: '2025-10-21' } })).not.toContain(VISIT);
      const exactly = { from: '2025-10-11', to: '2025-10-20', certainty: 'CERTAIN' };
      expect(await titlesOf({ where: exactly })).toContain(VISIT);
      expect(await titlesOf({ where: { ...exactly, to: '2025-10-19' } })).not.toContain(VISIT);
      expect(await titlesOf({ where: { ...exactly, from: '2025-10-12' } })).not.toContain(VISIT);
    });

    test('find an uncertain date where it may lie, and for CERTAIN not', async () => {
      const possible = inAnyOrder([VISIT, SUMMIT, RECEPTION, PULLOUT]);
      expect(inAnyOrder(await titlesOf({ where: onTheDay }))).toEqual(possible);
      const certain = { ...onTheDay, certainty: 'CERTAIN' };
      expect(inAnyOrder(await titlesOf({ where: certain }))).toEqual(
        inAnyOrder([SUMMIT, RECEPTION]),
      );
    });

    test('with a certainty of null, or none, are as POSSIBLE', async () => {
      const possible = await titlesOf({ where: { ...onTheDay, certainty: 'POSSIBLE' } });
      expect(possible).toHaveLength(4);
      expect(await titlesOf({ where: onTheDay })).toEqual(possible);
      expect(await titlesOf({ where: { ...onTheDay, certainty: null } })).toEqual(possible);
      const written = (certainty: string): Promise<{ timeline: object }> =>
        server.ask(`{ timeline(where: { from: "2025-10-15", to: "2025-10-15" ${certainty} }) {
          nodes { title } } }`);
      const nodes = possible.map((title) => ({ title }));
      expect(await written('certainty: null')).toEqual({ timeline: { nodes } });
      expect(await written('')).toEqual({ timeline: { nodes } });
    });

    test('in the wrong order are refused, for all events and for those of an entity', async () => {
      const where = '(where: { from: "2025-10-16", to: "2025-10-15" }) { nodes { title } }';
      expect(await server.codeOf(`{ timeline${where} }`)).toBe('BAD_USER_INPUT');
      const ofEntity = `{ entity(slug: "syria") { timeline${where} } }`;
      expect(await server.codeOf(ofEntity)).toBe('BAD_USER_INPUT');
    });
  });

  test('an open start is certain to lie before its end, and nowhere else', async () => {
    const certain = { certainty: 'CERTAIN', entities: ['dmitry-peskov'] };
    expect(await titlesOf({ where: { ...certain, to: '2026-01-28' } })).toContain(PULLOUT);
    expect(await titlesOf({ where: { ...certain, to: '2026-01-27' } })).not.toContain(PULLOUT);
    const since = { ...certain, from: '0001-01-01', to: '2026-01-28' };
    expect(await titlesOf({ where: since })).not.toContain(PULLOUT);
  });

  const FILTERS: [where: EventWhere, matches: (event: DeskEvent) => boolean, found: number][] = [
    [{ entities: ['ahmad-al-charaa'] }, (e) => involves(e, 'ahmad-al-charaa'), 10],
    [
      { entities: ['vladimir-putin', 'moscow', 'vladimir-putin'] },
      (e) => involves(e, 'vladimir-putin') && involves(e, 'moscow'),
      4,
    ],
    [{ entities: ['moscow', 'tartus'] }, () => false, 0],
    [
      { anyEntities: ['moscow', 'tartus', 'nobody'] },
      (e) => involves(e, 'moscow') || involves(e, 'tartus'),
      9,
    ],
    [
      { entities: ['russia'], anyEntities: ['syria', 'latakia'] },
      (e) => involves(e, 'russia') && (involves(e, 'syria') || involves(e, 'latakia')),
      3,
    ],
    [{ kinds: ['MEETING'] }, ({ kind }) => kind === 'MEETING', 5],
    [{ kinds: ['VISIT', 'SANCTION'] }, ({ kind }) => kind === 'VISIT' || kind === 'SANCTION', 4],
    [{ kinds: ['DISASTER'] }, () => false, 0],
    [{ statuses: ['DISPUTED'] }, ({ status }) => status === 'DISPUTED', 2],
    [
      { statuses: ['PLANNED', 'REPORTED'] },
      ({ status }) => status === 'PLANNED' || status === 'REPORTED',
      8,
    ],
    [
      { kinds: ['MEETING'], statuses: ['OCCURRED'], entities: ['moscow'] },
      (e) => e.kind === 'MEETING' && e.status === 'OCCURRED' && involves(e, 'moscow'),
      3,
    ],
    [{ entities: ['nobody'] }, () => false, 0],
    [{ anyEntities: ['nobody'] }, () => false, 0],
    // All of no entities is no condition; one of no entities nobody can be.
    [{ entities: [] }, () => true, 24],
    [{ anyEntities: [] }, () => false, 0],
    [{ entities: null, anyEntities: null, kinds: null, statuses: null }, () => true, 24],
  ];

  test.each(FILTERS)('%j finds what it says', async (where, matches, found) => {
    const expected = desk.events.filter(matches).map(titleOf);
    expect(expected).toHaveLength(found);
    expect(inAnyOrder(await titlesOf({ where }))).toEqual(inAnyOrder(expected));
  });

  test('filters of every kind hold together', async () => {
    const where = {
      ...{ entities: ['moscow'], anyEntities: ['vladimir-putin'], kinds: ['MEETING'] },
      ...{ statuses: ['OCCURRED'], from: '2025-10-01', to: '2025-12-31' },
    };
    expect(await titlesOf({ where })).toEqual([RECEPTION]);
  });

  test('an entity’s timeline holds the events that it takes part in or is the place of', async () => {
    const slugs = desk.entities.map(({ slug }) => slug);
    for (const slug of [...slugs, 'france']) {
      const { entity } = await server.ask(
        `query ($slug: String!) { entity(slug: $slug) { timeline(first: 100) {
          totalCount nodes { title } } } }`,
        { slug },
      );
      const titles = entity.timeline.nodes.map(titleOf);
      const expected = desk.events.filter((event) => involves(event, slug)).map(titleOf);
      expect([slug, ...inAnyOrder(titles)]).toEqual([slug, ...inAnyOrder(expected)]);
      expect(entity.timeline.totalCount).toBe(expected.length);
      expect(titles).toEqual(await titlesOf({ where: { entities: [slug] } }));
    }
  });

  test('an entity’s timeline takes the filter, the order and the page', async () => {
    const { entity } = await server.ask(`{ entity(slug: "moscow") { timeline(
      where: { kinds: [MEETING], statuses: [OCCURRED] }, orderBy: NEWEST_FIRST, first: 2
    ) { totalCount nodes { title } pageInfo { hasNextPage } } } }`);
    expect(entity.timeline).toEqual({
      totalCount: 3,
      nodes: [
        { title: 'Al-Charaa meets Putin on his second visit to Moscow' },
        { title: RECEPTION },
      ],
      pageInfo: { hasNextPage: true },
    });
  });

  test('the orders are by the first day that a date can mean, one the other backward', async () => {
    const forward = await titlesOf({});
    const startOf = ({ date }: DeskEvent): string => date.edtf.replace('..', '').slice(0, 10);
    const starts = forward.map((title) => startOf(desk.events.find((e) => e.title === title)!));
    // A month comes before its days as text, too; "/2026" stands for an open start.
    expect(starts).toEqual(inAnyOrder(starts));
    expect(inAnyOrder(forward.slice(0, 2))).toEqual(inAnyOrder([PULLOUT, RESIGNATION]));
    const backward = await titlesOf({ orderBy: 'NEWEST_FIRST' });
    expect(backward).toEqual(forward.toReversed());
    expect(await titlesOf({ orderBy: null })).toEqual(forward);
    const { timeline } = await server.ask('{ timeline(last: 3) { nodes { title } } }');
    expect(timeline.nodes.map(titleOf)).toEqual(forward.slice(-3));
  });

  const DATES: [title: string, date: object][] = [
    [
      RECEPTION,
      {
        ...{ edtf: '2025-10-15', earliest: '2025-10-15', latest: '2025-10-15' },
        ...{ precision: 'DAY', phrase: 'on 15 October 2025', anchor: null },
      },
    ],
    [
      VISIT,
      {
        ...{ edtf: '2025-10-11/2025-10-20', earliest: '2025-10-11', latest: '2025-10-20' },
        precision: 'PART_OF_MONTH',
        ...{ phrase: 'mid-October of the same year', anchor: '2025-01-29' },
      },
    ],
    [
      PORT,
      {
        ...{ edtf: '2025-01', earliest: '2025-01-01', latest: '2025-01-31' },
        ...{ precision: 'MONTH', phrase: 'In January 2025', anchor: null },
      },
    ],
    [
      'Russian forces begin to leave Qamishli airport',
      {
        ...{ edtf: '2026-01-19/2026-01-25', earliest: '2026-01-19', latest: '2026-01-25' },
        ...{ precision: 'RANGE', phrase: 'last week', anchor: '2026-01-27' },
      },
    ],
    [
      PULLOUT,
      {
        ...{ edtf: '../2026-01-28', earliest: null, latest: '2026-01-28', precision: 'OPEN' },
        ...{ phrase: 'before the talks began', anchor: '2026-01-28' },
      },
    ],
    [
      SUMMIT,
      {
        ...{ edtf: '2025-10-15', earliest: '2025-10-15', latest: '2025-10-15' },
        ...{ precision: 'DAY', phrase: '15 October', anchor: '2025-08-01' },
      },
    ],
  ];

  test.each(DATES)('%s: the date says what the source says', async (title, date) => {
    const { timeline } = await server.ask(`{ timeline(first: 100) { nodes {
      title date { edtf earliest latest precision phrase anchor } } } }`);
    expect(timeline.nodes).toContainEqual({ title, date });
  });

  test('the disputed event shows who supports it and who contradicts it', async () => {
    const { timeline } = await server.ask(`{ timeline(
      where: { statuses: [DISPUTED], entities: ["bashar-al-assad"] }
    ) { nodes {
      title kind status description place { slug } participants { role entity { slug } }
      citations { stance quote revision article { slug } block { text } start end }
      articles { totalCount nodes { slug } }
    } } }`);
    expect(timeline.nodes).toHaveLength(1);
    const [{ citations, ...event }] = timeline.nodes;
    expect(event).toEqual({
      ...{ title: RESIGNATION, kind: 'OTHER', status: 'DISPUTED', place: null },
      description:
        'The Russian Foreign Ministry reported it; a text bearing Al-Assad’s name denies it.',
      participants: [
        { role: 'AGENT', entity: { slug: 'bashar-al-assad' } },
        { role: 'SPEAKER', entity: { slug: 'russian-foreign-ministry' } },
      ],
      articles: {
        totalCount: 2,
        nodes: [{ slug: 'two-accounts-of-a-last-day' }, { slug: 'asylum-was-putins-decision' }],
      },
    });
    const said = citations.map(
      (citation: { article: { slug: string }; block: Block } & Citation) => {
        const { block, start, end } = citation;
        expect(block.text.slice(start, end)).toBe(citation.quote);
        return [citation.article.slug, citation.stance, citation.quote.slice(0, 20)];
      },
    );
    expect(said).toEqual([
      ['asylum-was-putins-decision', 'SUPPORTS', 'Earlier on Sunday th'],
      ['two-accounts-of-a-last-day', 'CONTRADICTS', 'In that text Al-Assa'],
    ]);
  });

  test('an article lists the events that quote it, supporting or not', async () => {
    const quoting = desk.events.filter(({ citations }) =>
      citations.some(({ article }) => article === 'second-visit-to-moscow'),
    );
    const { article } = await server.ask(`{ article(slug: "second-visit-to-moscow") {
      events { totalCount nodes { title } } } }`);
    const titles = article.events.nodes.map(titleOf);
    expect(inAnyOrder(titles)).toEqual(inAnyOrder(quoting.map(titleOf)));
    expect(titles).toHaveLength(4);
    const inTime = (await titlesOf({})).filter((title) => titles.includes(title));
    expect(titles).toEqual(inTime);
  });

  test('an event is found again by its id, and nothing else is', async () => {
    const { timeline, entity } = await server.ask(
      '{ timeline(first: 1) { nodes { id title } } entity(slug: "syria") { id } }',
    );
    const [event] = timeline.nodes;
    const byId = 'query ($id: ID!) { event(id: $id) { id title } }';
    expect(await server.ask(byId, { id: event.id })).toEqual({ event });
    expect(await server.ask(byId, { id: entity.id })).toEqual({ event: null });
  });
});

describe('what readers may see', () => {
  const TITLES = '{ timeline(where: { kinds: [SANCTION] }) { totalCount nodes { title } } }';
  const LIFTED = 'The UN Security Council lifts its sanctions on Al-Charaa';
  const none = { timeline: { totalCount: 0, nodes: [] } };

  let own: TestServer;
  beforeEach(async () => {
    own = await startTestServer('desk');
    expect(await own.ask(TITLES)).toEqual({
      timeline: { totalCount: 1, nodes: [{ title: LIFTED }] },
    });
  });
  afterEach(() => own.close());

  test('does not hold an event that only a withheld article supports', async () => {
    await own.db.query(
      "UPDATE article SET status = 'WITHHELD' WHERE slug = 'security-council-lifts-sanctions'",
    );
    expect(await own.ask(TITLES)).toEqual(none);
  });

  test('does not hold an event that is contradicted and not supported', async () => {
    await own.db.query(
      `UPDATE citation SET stance = 'CONTRADICTS'
       WHERE claim_id = (SELECT id FROM event WHERE title = $1)`,
      [LIFTED],
    );
    expect(await own.ask(TITLES)).toEqual(none);
  });
});
