import {
  mutating,
  publish,
  refused,
  tableHashes,
  type Mutate,
  type Written,
} from './support/newsroom';
import { startTestServer, type Asking, type TestServer } from './support/server';

let server: TestServer;
let editor: Asking;
let report: Written;
let mutate: Mutate;
let refuse: ReturnType<typeof refused>;
beforeAll(async () => {
  server = await startTestServer('desk');
  editor = await server.as('EDITOR', 'Edna');
  mutate = mutating(editor);
  refuse = refused(editor);
  report = await publish(
    editor,
    'Putin received Al-Charaa in Moscow on Wednesday. They spoke of the base.',
    'A witness denied it. A witness denied it twice.',
  );
});
afterAll(() => server.close());

const quote = 'received Al-Charaa in Moscow';
const cited = (words: Record<string, unknown> = { quote }): object => ({
  article: report.id,
  ...words,
});

const visit = (): Record<string, unknown> => ({
  title: 'A visit to Moscow',
  kind: 'VISIT',
  status: 'OCCURRED',
  date: { edtf: '2026-01-28', phrase: 'on Wednesday', anchor: '2026-01-29' },
  place: 'moscow',
  participants: [
    { entity: 'vladimir-putin', role: 'HOST' },
    { entity: 'ahmad-al-charaa', role: 'GUEST' },
  ],
  citations: [cited()],
});

const EVENT = `event { id title description kind status place { slug }
  date { edtf earliest phrase anchor } participants { role entity { slug } }
  citations { id quote start end stance revision current block { id text } article { slug } } }`;

const OFFICE = `office { id title holder { slug } of { slug } start { edtf } end { edtf }
  citations { quote } }`;
const PRESENCE = `presence { id status base { slug } operator { slug } start { edtf } end { edtf }
  citations { quote } }`;

describe('an event', () => {
  test('is made with what reports it, changed, and deleted; readers see each', async () => {
    const input = { ...visit(), clientMutationId: 'mine' };
    const made = await mutate('createEvent', input, `clientMutationId ${EVENT}`);
    expect(made.clientMutationId).toBe('mine');
    const { id, citations } = made.event;
    expect(made.event).toMatchObject({
      ...{ title: 'A visit to Moscow', description: null, place: { slug: 'moscow' } },
      date: { edtf: '2026-01-28', phrase: 'on Wednesday', anchor: '2026-01-29' },
      participants: [
        { role: 'HOST', entity: { slug: 'vladimir-putin' } },
        { role: 'GUEST', entity: { slug: 'ahmad-al-charaa' } },
      ],
    });
    const [{ start, end, block }] = citations;
    expect(block.text.slice(start, end)).toBe(quote);
    const timelineOf = async (slug: string): Promise<string[]> => {
      const query = `query ($slug: String!) { entity(slug: $slug) { timeline(first: 100) { nodes { id } } } }`;
      const { entity } = await server.ask(query, { slug });
      return entity.timeline.nodes.map((event: { id: string }) => event.id);
    };
    expect(await timelineOf('vladimir-putin')).toContain(id);
    const changed = await mutate(
      'updateEvent',
      {
        ...{
          id,
          title: 'A visit',
          place: null,
          description: 'They met.',
          date: { edtf: '2026-01' },
        },
        participants: [{ entity: 'ahmad-al-charaa', role: 'GUEST' }],
      },
      EVENT,
    );
    expect(changed.event).toMatchObject({
      ...{ id, title: 'A visit', kind: 'VISIT', place: null, description: 'They met.' },
      date: { edtf: '2026-01', earliest: '2026-01-01', phrase: null, anchor: null },
      participants: [{ entity: { slug: 'ahmad-al-charaa' } }],
      citations,
    });
    expect(await timelineOf('vladimir-putin')).not.toContain(id);
    expect(await timelineOf('moscow')).not.toContain(id);
    expect(await mutate('deleteEvent', { id }, 'deletedId')).toEqual({ deletedId: id });
    expect(
      (await server.ask('query ($id: ID!) { event(id: $id) { id } }', { id })).event,
    ).toBeNull();
    expect(await timelineOf('ahmad-al-charaa')).not.toContain(id);
    expect(await refuse('deleteEvent', { id })).toMatch(/^NOT_FOUND/);
    expect(await refuse('updateEvent', { id, title: 'x' })).toMatch(/^NOT_FOUND/);
    expect(await refuse('updateEvent', { id: report.id, title: 'x' })).toMatch(/input\.id/);
  });

  const denial = 'A witness denied it';
  test.each<[what: string, change: object, words: RegExp]>([
    ['no citations', { citations: [] }, /input\.citations": no citation supports it/],
    ['none that supports', { citations: [{ stance: 'CONTRADICTS', quote }] }, /input\.citations"/],
    [
      'a quote that is not there',
      { citations: [{ quote }, { quote: 'no such words' }] },
      /input\.citations\.1".*not in the article/,
    ],
    [
      'a quote that is there twice',
      { citations: [{ quote: denial }] },
      /input\.citations\.0".*more than once/,
    ],
    ['neither words nor offsets', { citations: [{}] }, /input\.citations\.0".*needed/],
    [
      'offsets without a block',
      { citations: [{ start: 0, end: 3 }] },
      /input\.citations\.0".*block/,
    ],
    ['a negative offset', { citations: [{ quote, start: -1, end: 3 }] }, /citations\.0\.start/],
    ['an empty quote', { citations: [{ quote: '' }] }, /citations\.0\.quote/],
    [
      'an unknown article',
      {
        citations: [
          {
            quote,
            article: Buffer.from('Article:00000000-0000-4000-8000-000000000000').toString(
              'base64url',
            ),
          },
        ],
      },
      /input\.citations\.0\.article/,
    ],
    ['a place that is not there', { place: 'atlantis-of-the-test' }, /input\.place/],
    [
      'a participant that is not there',
      {
        participants: [
          { entity: 'syria', role: 'HOST' },
          { entity: 'atlantis-of-the-test', role: 'HOST' },
        ],
      },
      /input\.participants\.1\.entity/,
    ],
    [
      'a participant twice in one role',
      { participants: Array(2).fill({ entity: 'syria', role: 'HOST' }) },
      /input\.participants\.1/,
    ],
    [
      'too many participants',
      { participants: Array(101).fill({ entity: 'syria', role: 'HOST' }) },
      /participants/,
    ],
    ['too long a title', { title: 'x'.repeat(501) }, /title/],
    ['a title of two lines', { title: 'x\ny' }, /title/],
    ['a date that is none', { date: { edtf: 'one day soon' } }, /input\.date\.edtf/],
    ['too long a phrase', { date: { edtf: '2026', phrase: 'x'.repeat(501) } }, /date\.phrase/],
  ])('with %s is refused, and nothing is left of it', async (_what, change, words) => {
    const given = change as { citations?: object[] };
    const citations = given.citations?.map((one) => ({ article: report.id, ...one }));
    const input = { ...visit(), ...change, ...(citations && { citations }) };
    const before = await tableHashes(server.db);
    const answer = await refuse('createEvent', input);
    expect(answer).toMatch(/^BAD_USER_INPUT/);
    expect(answer).toMatch(words);
    expect(answer).not.toMatch(/atlantis|no such words|one day soon/);
    expect(await tableHashes(server.db)).toEqual(before);
  });
});

describe('citations', () => {
  const place = (text: string, block = report.blocks[1]): Record<string, unknown> => {
    const start = block?.text.lastIndexOf(text) ?? -1;
    return { block: block?.id, start, end: start + text.length };
  };
  const CLAIM = `claim { __typename ... on Event { id citations { id quote stance start } }
    ... on Office { id citations { quote } } ... on BasePresence { id } }`;

  test('are added by words or by offsets, and removed but for the last that supports', async () => {
    const { event } = await mutate('createEvent', visit(), EVENT);
    const denial = { ...cited(place('A witness denied it')), stance: 'CONTRADICTS' };
    const input = { claim: event.id, citation: denial };
    const added = await mutate('addCitation', input, `citation { id quote start } ${CLAIM}`);
    expect(added.citation).toMatchObject({ quote: 'A witness denied it', start: 21 });
    expect(added.claim).toMatchObject({ __typename: 'Event', id: event.id });
    expect(added.claim.citations.map(({ stance }: { stance: string }) => stance)).toEqual([
      ...['SUPPORTS', 'CONTRADICTS'],
    ]);
    const first = event.citations[0].id;
    expect(await refuse('removeCitation', { id: first })).toMatch(/^BAD_USER_INPUT.*input\.id/);
    const more = {
      claim: event.id,
      citation: cited({
        quote: 'They spoke of the base',
        ...place('They spoke of the base', report.blocks[0]),
      }),
    };
    await mutate('addCitation', more);
    const removed = await mutate('removeCitation', { id: first }, `deletedId ${CLAIM}`);
    expect(removed.deletedId).toBe(first);
    const onOffice = await mutate(
      'recordOffice',
      { title: 'Envoy', holder: 'vladimir-putin', of: 'russia', citations: [cited()] },
      'office { id }',
    );
    const { claim } = await mutate(
      'addCitation',
      { claim: onOffice.office.id, citation: more.citation },
      'claim { ... on Office { title start { edtf } citations { quote } } }',
    );
    expect(claim).toEqual({
      title: 'Envoy',
      start: null,
      citations: [{ quote }, { quote: 'They spoke of the base' }],
    });
    expect(removed.claim.citations.map((one: { quote: string }) => one.quote)).toEqual([
      ...['A witness denied it', 'They spoke of the base'],
    ]);
    expect(await refuse('removeCitation', { id: first })).toMatch(/^NOT_FOUND/);
  });

  test('that are there already are not made again, however the words are named', async () => {
    const twice = { ...visit(), citations: [cited(), cited()] };
    const { event } = await mutate('createEvent', twice, 'event { id citations { id } }');
    expect(event.citations).toHaveLength(1);
    const again = [cited(), cited(place(quote, report.blocks[0]))];
    const added = await Promise.all(
      again.map((citation) =>
        mutate('addCitation', { claim: event.id, citation }, `citation { id } ${CLAIM}`),
      ),
    );
    for (const { citation, claim } of added) {
      expect(citation.id).toBe(event.citations[0].id);
      expect(claim.citations).toHaveLength(1);
    }
    const against = { ...cited(), stance: 'CONTRADICTS' };
    const { claim } = await mutate('addCitation', { claim: event.id, citation: against }, CLAIM);
    expect(claim.citations).toHaveLength(2);
  });

  test('whose offsets enclose something else, or are of something else, are refused', async () => {
    const { event } = await mutate('createEvent', visit(), EVENT);
    const other = await publish(editor, '😀 Another report.');
    const at = (words: Record<string, unknown>, claim = event.id): Promise<string> =>
      refuse('addCitation', { claim, citation: cited(words) });
    const before = await tableHashes(server.db);
    expect(await at({ ...place('denied'), quote: 'agreed' })).toMatch(
      /input\.citation".*other words/,
    );
    expect(await at({ block: report.blocks[0]?.id, start: 5, end: 500 })).toMatch(/no words/);
    expect(await at({ block: report.blocks[0]?.id, start: 5, end: 5 })).toMatch(/no words/);
    expect(await at({ block: other.blocks[0]?.id, quote: 'Another' })).toMatch(
      /none of this article/,
    );
    const half = { block: other.blocks[0]?.id, start: 1, end: 5, article: other.id };
    expect(await at(half)).toMatch(/no words/);
    expect(await at({ quote }, report.id)).toMatch(/input\.claim/);
    expect(await tableHashes(server.db)).toEqual(before);
  });

  test('that many add at once are all there, and of two removals at once one is refused', async () => {
    const { event } = await mutate('createEvent', visit(), EVENT);
    const ids: string[] = await Promise.all(
      Array.from({ length: 12 }, async (_, start) => {
        const citation = cited({ block: report.blocks[0]?.id, start, end: 48 });
        const input = { claim: event.id, citation };
        return (await mutate('addCitation', input, 'citation { id }')).citation.id as string;
      }),
    );
    const query = 'query ($id: ID!) { event(id: $id) { citations { id } } }';
    const found = await server.ask(query, { id: event.id });
    expect(found.event.citations.map(({ id }: { id: string }) => id).toSorted()).toEqual(
      [event.citations[0].id, ...ids].toSorted(),
    );
    const all = [event.citations[0].id as string, ...ids];
    const answers = await Promise.all(all.map((id) => refuse('removeCitation', { id })));
    expect(answers.filter((answer) => answer.startsWith('done'))).toHaveLength(12);
    const left = await server.ask(query, { id: event.id });
    expect(left.event.citations).toHaveLength(1);
  });
});

describe('terms', () => {
  test('an office is recorded, and its dates come and go', async () => {
    const { office } = await mutate(
      'recordOffice',
      {
        ...{
          title: 'Test officer',
          holder: 'vladimir-putin',
          of: 'russia',
          start: { edtf: '2025' },
        },
        citations: [cited()],
      },
      OFFICE,
    );
    expect(office).toMatchObject({
      ...{ title: 'Test officer', holder: { slug: 'vladimir-putin' }, of: { slug: 'russia' } },
      ...{ start: { edtf: '2025' }, end: null, citations: [{ quote }] },
    });
    const { id } = office;
    const update = (change: object): Promise<{ office: object }> =>
      mutate('updateOffice', { id, ...change }, OFFICE);
    const changed = await update({ title: 'Officer', start: null, end: { edtf: '2026' } });
    expect(changed.office).toMatchObject({ title: 'Officer', start: null, end: { edtf: '2026' } });
    const { person } = await server.ask(
      '{ person(slug: "vladimir-putin") { offices { id title start { edtf } end { edtf } } } }',
    );
    expect(person.offices).toContainEqual({
      id,
      title: 'Officer',
      start: null,
      end: { edtf: '2026' },
    });
    const moved = await update({ holder: 'ahmad-al-charaa', of: 'syria' });
    expect(moved.office).toMatchObject({
      ...{ holder: { slug: 'ahmad-al-charaa' }, of: { slug: 'syria' }, end: { edtf: '2026' } },
    });
    expect(await refuse('updateOffice', { id, start: { edtf: '2027' } })).toMatch(/input\.end/);
    expect(await refuse('updateOffice', { id, holder: 'syria' })).toMatch(/input\.holder.*PERSON/);
  });

  test('a presence is recorded and changed', async () => {
    const input = { base: 'hmeimim', operator: 'russia', status: 'ACTIVE', citations: [cited()] };
    const { presence } = await mutate('recordPresence', input, PRESENCE);
    expect(presence).toMatchObject({ status: 'ACTIVE', start: null, citations: [{ quote }] });
    const change = {
      id: presence.id,
      status: 'WITHDRAWING',
      operator: 'syria',
      end: { edtf: '2026' },
    };
    const changed = await mutate('updatePresence', change, PRESENCE);
    expect(changed.presence).toMatchObject({
      ...{ status: 'WITHDRAWING', base: { slug: 'hmeimim' }, operator: { slug: 'syria' } },
      end: { edtf: '2026' },
    });
    const wrong = { id: presence.id, base: 'syria' };
    expect(await refuse('updatePresence', wrong)).toMatch(/input\.base.*BASE/);
    const uncited = { ...input, citations: [] };
    expect(await refuse('recordPresence', uncited)).toMatch(/input\.citations/);
  });
});

test('the audit trail says to what each was done', async () => {
  const admin = await server.as('ADMIN');
  const { auditTrail } = await admin.ask(
    '{ auditTrail(first: 100) { nodes { action subject subjectName } } }',
  );
  const families = new Map<string, string>(
    auditTrail.nodes.map(({ action, subject }: { action: string; subject: string }) => [
      action,
      Buffer.from(subject, 'base64url').toString().split(':')[0],
    ]),
  );
  expect(Object.fromEntries(families)).toMatchObject({
    ...{ createEvent: 'Event', updateEvent: 'Event', deleteEvent: 'Event', addCitation: 'Event' },
    ...{ recordOffice: 'Office', updateOffice: 'Office', recordPresence: 'BasePresence' },
  });
});
