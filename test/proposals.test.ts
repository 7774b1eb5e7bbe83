import { Article } from '../src/articles/article';
import { proposeAll } from '../src/proposals/propose-all';
import { mutating, publish, refused, type Mutate } from './support/newsroom';
import { startTestServer, type Asking, type TestServer } from './support/server';

let server: TestServer;
let editor: Asking;
let mutate: Mutate;
let refuse: ReturnType<typeof refused>;
beforeAll(async () => {
  server = await startTestServer('desk');
  editor = await server.as('EDITOR', 'Edna');
  mutate = mutating(editor);
  refuse = refused(editor);
});
afterAll(() => server.close());

interface Proposal {
  id: string;
  title: string;
  quote: string;
  state: string;
  kind: string;
  status: string;
  date: { edtf: string; phrase: string; anchor: string | null };
  participants: { role: string; entity: { slug: string } }[];
  place: { slug: string } | null;
  block: { text: string } | null;
  start: number;
  end: number;
  knownEvent: { id: string; title: string } | null;
  event: { id: string } | null;
}

const PROPOSAL = `id title quote state kind status date { edtf phrase anchor } start end
  participants { role entity { slug } } place { slug } block { text }
  knownEvent { id title } event { id }`;
const LIST = `query ($where: ProposalWhere, $first: Int, $after: String) {
  proposals(where: $where, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor } nodes { ${PROPOSAL} } } }`;

async function proposalsOf(where: Record<string, unknown>): Promise<Proposal[]> {
  return (await editor.ask(LIST, { where })).proposals.nodes;
}

/** Has an article with these paragraphs published on a day. */
async function publishedOn(day: string, ...texts: string[]): Promise<string> {
  const { id } = await publish(editor, ...texts);
  await mutate('publishArticle', { id, publishedAt: `${day}T12:00:00Z` });
  return id;
}

const confirm = (
  input: Record<string, unknown>,
): Promise<{ event: { id: string } & Record<string, unknown>; proposal: Proposal }> =>
  mutate(
    'confirmEvent',
    input,
    `event { id title kind status date { edtf phrase anchor } place { slug }
    participants { role entity { slug } } citations { quote stance } } proposal { ${PROPOSAL} }`,
  );

test('a sentence with a date and a name is proposed as it was read', async () => {
  const text =
    'Sergey Lavrov will travel to Damascus on Friday. The weather was fine on Monday. Putin slept.';
  const article = await publishedOn('2024-06-05', text);
  const [proposal, ...others] = await proposalsOf({ article });
  expect(others).toEqual([]);
  expect(proposal).toMatchObject({
    quote: 'Sergey Lavrov will travel to Damascus on Friday.',
    title: 'Sergey Lavrov will travel to Damascus on Friday',
    ...{ state: 'OPEN', kind: 'VISIT', status: 'PLANNED' },
    date: { edtf: '2024-06-07', phrase: 'Friday', anchor: '2024-06-05' },
    participants: [{ role: 'GUEST', entity: { slug: 'sergey-lavrov' } }],
    place: { slug: 'damascus' },
    ...{ knownEvent: null, event: null },
  });
  const { block, start, end, quote } = proposal!;
  expect(block?.text.slice(start, end)).toBe(quote);
});

test('nothing is proposed of a draft whose dates need the day of publication', async () => {
  const input = {
    headline: 'Undated',
    section: 'politics',
    blocks: [{ text: 'Putin met Lavrov on Monday.' }],
  };
  const { article } = await mutate('createArticle', input, 'article { id }');
  expect(await proposalsOf({ article: article.id })).toEqual([]);
});

test('confirmed, it is an event with its citation, as the editor has changed it', async () => {
  const article = await publishedOn(
    '2023-03-10',
    'Maria Zakharova resigned in Moscow on 8 March 2023.',
  );
  const [{ id } = { id: '' }] = await proposalsOf({ article });
  const date = { edtf: '2023-03-09' };
  const { event, proposal } = await confirm({ id, title: 'Zakharova goes', date });
  expect(event).toMatchObject({
    ...{ title: 'Zakharova goes', kind: 'APPOINTMENT', status: 'OCCURRED' },
    date: { edtf: '2023-03-09', phrase: null, anchor: null },
    place: { slug: 'moscow' },
    participants: [{ role: 'SUBJECT', entity: { slug: 'maria-zakharova' } }],
    citations: [
      { quote: 'Maria Zakharova resigned in Moscow on 8 March 2023.', stance: 'SUPPORTS' },
    ],
  });
  expect(proposal).toMatchObject({ state: 'CONFIRMED', event: { id: event.id } });
  const seen = await server.ask('query ($id: ID!) { event(id: $id) { title } }', { id: event.id });
  expect(seen.event).toEqual({ title: 'Zakharova goes' });
  expect(await proposalsOf({ article })).toEqual([]);
  expect(await refuse('confirmEvent', { id })).toContain('BAD_USER_INPUT');
});

test('what a known event says already becomes a citation of it, or an event of its own where that is asked for', async () => {
  const first = await publishedOn(
    '2022-05-03',
    'Putin met Mikhail Bogdanov in Moscow on 2 May 2022.',
  );
  const [one] = await proposalsOf({ article: first });
  expect(one?.knownEvent).toBeNull();
  const { event } = await confirm({ id: one!.id });
  const second = await publishedOn(
    '2022-05-04',
    'On Monday Mikhail Bogdanov met Putin.',
    'On Monday Bogdanov met Putin and Lavrov.',
  );
  const proposals = await proposalsOf({ article: second });
  const same = proposals.find(({ quote }) => !quote.includes('Lavrov'))!;
  const other = proposals.find(({ quote }) => quote.includes('Lavrov'))!;
  expect(same.knownEvent?.id).toBe(event.id);
  expect(other.knownEvent).toBeNull();
  const cited = await confirm({ id: same.id });
  expect(cited.event).toMatchObject({
    id: event.id,
    citations: [{ quote: one!.quote }, { quote: 'On Monday Mikhail Bogdanov met Putin.' }],
  });
  const third = await publishedOn('2022-05-05', 'Bogdanov and Putin met on Monday.');
  const [again] = await proposalsOf({ article: third });
  expect(again?.knownEvent?.id).toBe(event.id);
  const own = await confirm({ id: again!.id, asNew: true });
  expect(own.event.id).not.toBe(event.id);
});

test('rejected, it does not come back: not with an edit, nor in another article, nor when all is read again', async () => {
  const sentence = 'Alexander Novak signed a contract on 4 April 2021.';
  const article = await publishedOn('2021-04-05', sentence);
  const [proposal] = await proposalsOf({ article });
  const rejected = await mutate(
    'rejectEvent',
    { id: proposal!.id, reason: 'No news.' },
    'proposal { state }',
  );
  expect(rejected.proposal).toEqual({ state: 'REJECTED' });
  const blocks = [{ text: 'Something new.' }, { text: sentence.toUpperCase() }, { text: sentence }];
  await mutate('updateArticle', { id: article, expectedRevision: 3, blocks });
  const copy = await publishedOn('2021-05-06', `Again: “${sentence}”`, sentence);
  await server.db.query('DELETE FROM proposal_reading');
  await proposeAll(server.db, undefined, () => undefined);
  expect(await proposalsOf({ article })).toEqual([]);
  expect((await proposalsOf({ article: copy })).map(({ quote }) => quote)).toEqual([
    `Again: “${sentence}”`,
  ]);
  expect(await proposalsOf({ article, states: ['REJECTED'] })).toHaveLength(1);
});

test('an edit renews what is proposed, and what stays keeps its id', async () => {
  const article = await publishedOn(
    '2020-02-03',
    'Putin visited Damascus on 7 January 2020.',
    'Lavrov left Moscow on 9 January 2020.',
  );
  const [left, visited] = await proposalsOf({ article });
  const blocks = [
    { text: 'First of all.' },
    { text: 'It is so: Putin slept. Lavrov left Moscow on 9 January 2020.' },
  ];
  await mutate('updateArticle', { id: article, expectedRevision: 3, blocks });
  const after = await proposalsOf({ article });
  expect(after.map(({ id }) => id)).toEqual([left?.id]);
  expect(visited?.id).toBeDefined();
  const { block, start, end, quote } = after[0]!;
  expect(block?.text.slice(start, end)).toBe(quote);
  await mutate('withholdArticle', { id: article, reason: 'Wrong.' });
  await confirm({ id: left!.id });
});

test('readers meet a proposal by no path', async () => {
  const article = await publishedOn(
    '2019-08-08',
    'Dmitry Peskov announced a sanction on 7 August 2019.',
  );
  const [proposal] = await proposalsOf({ article });
  for (const reader of [server, await server.as('READER')]) {
    const { data, errors } = await reader.send('{ proposals { totalCount } }');
    expect(data).toEqual({ proposals: null });
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    const asNode = 'query ($id: ID!) { node(id: $id) { id } event(id: $id) { id } }';
    expect(await reader.ask(asNode, { id: proposal!.id })).toEqual({ node: null, event: null });
    const timeline = `{ timeline(where: { entities: ["dmitry-peskov"], from: "2019-08-07", to: "2019-08-07", certainty: CERTAIN }) { nodes { title } } }`;
    expect(await reader.ask(timeline)).toEqual({ timeline: { nodes: [] } });
  }
});

test('what was written without being read is read by the command, once', async () => {
  await server.db.query('DELETE FROM proposal_reading');
  await server.db.query(`DELETE FROM proposal WHERE state = 'OPEN'`);
  const batches: number[] = [];
  const both = await Promise.all([
    proposeAll(server.db, undefined, ({ articles }) => batches.push(articles)),
    proposeAll(server.db, undefined, ({ articles }) => batches.push(articles)),
  ]);
  const count = await server.db.manager.count(Article);
  expect(both[0].articles + both[1].articles).toBe(count);
  expect(batches.length).toBeGreaterThan(0);
  const again = await proposeAll(server.db, undefined, () => undefined);
  expect(again).toEqual({ articles: 0, created: 0, updated: 0, deleted: 0 });
  const later = await proposeAll(server.db, new Date(Date.now() + 1000), () => undefined);
  expect(later.articles).toBe(0);
});

test('the sample desk’s sentences give what its timeline says', async () => {
  await proposeAll(server.db, undefined, () => undefined);
  const proposals = await proposalsOf({});
  const known = proposals.filter(({ knownEvent }) => knownEvent !== null);
  expect(known.length).toBeGreaterThan(0);
});

test('each field is one statement, however many proposals there are', async () => {
  const count = async (first: number): Promise<number> => {
    await editor.ask(LIST, { first });
    server.statements.length = 0;
    const { proposals } = await editor.ask(LIST, { first });
    expect(proposals.nodes).toHaveLength(first);
    return server.statements.length;
  };
  // The page, its count, blocks, what is named (for participants and for the place), known events by id, those
  // events, entities; who asks is one more. Where none of a page is known, there are no events to be read.
  expect(await count(30)).toBeLessThanOrEqual(9);
  expect(await count(3)).toBeLessThanOrEqual(9);
});
