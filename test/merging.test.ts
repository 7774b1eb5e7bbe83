import { readDesk } from '../src/desk/read-desk';
import { writeDesk } from '../src/desk/write-desk';
import {
  mentionFaults,
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
let mutate: Mutate;
let refuse: ReturnType<typeof refused>;
beforeAll(async () => {
  server = await startTestServer('desk');
  editor = await server.as('EDITOR', 'Edna');
  mutate = mutating(editor);
  refuse = refused(editor);
});
afterAll(() => server.close());
afterEach(async () => {
  expect(await mentionFaults(server.db)).toEqual([]);
});

interface Made {
  id: string;
  slug: string;
  name: string;
}

const make = async (
  name: string,
  details: object = { person: {} },
  more: object = {},
): Promise<Made> =>
  (await mutate('createEntity', { name, details, ...more }, 'entity { id slug name }'))
    .entity as Made;

const MERGE = `dryRun entity { id slug name aliases description }
  moved { mentions articles participants places offices presences entities aliases }`;
const merge = (into: Made, from: Made, dryRun = false): ReturnType<Mutate> =>
  mutate('mergeEntities', { into: into.id, from: from.id, dryRun }, MERGE);

const NOTHING = {
  ...{ mentions: 0, articles: 0, participants: 0, places: 0 },
  ...{ offices: 0, presences: 0, entities: 0, aliases: 0 },
};

/** An event that an article reports. */
async function meet(report: Written, participants: object[], more: object = {}): Promise<string> {
  const input = {
    ...{ title: 'They meet', kind: 'MEETING', status: 'OCCURRED', date: { edtf: '2026-01' } },
    ...{ participants, citations: [{ article: report.id, quote: report.blocks[0]?.text }] },
    ...more,
  };
  return (await mutate('createEvent', input, 'event { id }')).event.id as string;
}

const PERSON = `id slug name mentionCount aliases
  articles(first: 50) { nodes { slug } } timeline(first: 50) { nodes { id } }
  coMentioned(first: 50) { articleCount entity { slug } }
  ... on Person { offices { id title holder { id } } }`;

interface Person extends Made {
  mentionCount: number;
  aliases: string[];
  articles: { nodes: { slug: string }[] };
  timeline: { nodes: { id: string }[] };
  coMentioned: { articleCount: number; entity: { slug: string } }[];
  offices: { id: string }[];
}

const person = async ({ slug }: { slug: string }): Promise<Person> =>
  (await server.ask(`query ($slug: String!) { entity(slug: $slug) { ${PERSON} } }`, { slug }))
    .entity as Person;

/** Two people who are one, and what is said of them. */
async function twoPeople(one: string, other: string): Promise<{ from: Made; into: Made }> {
  const from = await make(
    one,
    { person: { nationality: 'syria' } },
    {
      ...{ description: 'A rebel.', aliases: [{ text: `${one} the Elder` }] },
    },
  );
  const into = await make(other, { person: {} }, { aliases: [{ text: `Old ${other}` }] });
  const both = await publish(
    editor,
    `${one} is ${other}. ${one} of Damascus.`,
    `${one} the Elder.`,
  );
  const alone = await publish(editor, `${one} met Putin in Moscow.`);
  await publish(editor, `${other} met Putin.`);
  const block = both.blocks[0]!.id;
  await mutate('addMention', { article: both.id, block, text: 'is', entity: from.slug });
  const [asFrom, asInto] = [from, into].map(({ slug }) => ({ entity: slug, role: 'AGENT' }));
  await meet(both, [asFrom!, asInto!]);
  await meet(alone, [
    asFrom!,
    { ...asFrom, role: 'SPEAKER' },
    { entity: 'vladimir-putin', role: 'HOST' },
  ]);
  await meet(alone, [asInto!]);
  for (const [title, holder] of [
    ['Emir', from.slug],
    ['Emir', into.slug],
    ['Judge', from.slug],
  ]) {
    const citations = [{ article: alone.id, quote: 'met Putin' }];
    await mutate('recordOffice', { title, holder, of: 'syria', citations });
  }
  return { from, into };
}

const slugsOf = (one: Person): string[] => one.articles.nodes.map(({ slug }) => slug);
const eventsOf = (one: Person): string[] => one.timeline.nodes.map(({ id }) => id);
const union = (...lists: string[][]): string[] => [...new Set(lists.flat())].toSorted();

test('what is said of two people is said of the one that they become, and can be looked at before', async () => {
  const { from, into } = await twoPeople('Abu Testam', 'Omar Prooving');
  const [a, b] = [await person(from), await person(into)];
  expect([a.mentionCount, b.mentionCount]).toEqual([5, 2]);
  const before = await tableHashes(server.db);
  const rehearsed = await merge(into, from, true);
  expect(await tableHashes(server.db)).toEqual(before);
  expect([await person(from), await person(into)]).toEqual([a, b]);
  expect(rehearsed).toEqual({
    dryRun: true,
    entity: {
      id: into.id,
      slug: into.slug,
      name: into.name,
      aliases: b.aliases,
      description: null,
    },
    moved: { ...NOTHING, mentions: 5, articles: 2, participants: 3, offices: 2, aliases: 2 },
  });
  const done = await merge(into, from);
  expect(done.moved).toEqual(rehearsed.moved);
  expect(done.dryRun).toBe(false);
  expect(done.entity).toMatchObject({ id: into.id, name: into.name, description: 'A rebel.' });
  const one = await person(into);
  expect(one.mentionCount).toBe(a.mentionCount + b.mentionCount);
  expect(one.aliases.toSorted()).toEqual([...a.aliases, ...b.aliases, a.name].toSorted());
  expect(slugsOf(one).toSorted()).toEqual(union(slugsOf(a), slugsOf(b)));
  expect(eventsOf(one).toSorted()).toEqual(union(eventsOf(a), eventsOf(b)));
  expect(one.offices.map(({ id }) => id).toSorted()).toEqual(
    [...a.offices, ...b.offices].map(({ id }) => id).toSorted(),
  );
  // Both had met Putin once, and only one was mentioned beside Damascus; neither is beside himself.
  expect(one.coMentioned.find(({ entity }) => entity.slug === 'vladimir-putin')?.articleCount).toBe(
    2,
  );
  expect(one.coMentioned.map(({ entity }) => entity.slug)).not.toContain(from.slug);
  const { event } = await server.ask(
    'query ($id: ID!) { event(id: $id) { participants { role entity { slug } } } }',
    { id: eventsOf(a).find((id) => eventsOf(b).includes(id)) },
  );
  expect(event.participants).toEqual([{ role: 'AGENT', entity: { slug: into.slug } }]);
});

test('the old id and slug answer with the survivor, everywhere, and after more merges too', async () => {
  const { from, into } = await twoPeople('Abu Redirect', 'Omar Survivor');
  const last = await make('Zayd Lastman');
  const asked = { slug: from.slug, id: from.id, slugs: [from.slug] };
  const query = `query ($slug: String!, $id: ID!, $slugs: [String!]!) {
    entity(slug: $slug) { id } person(slug: $slug) { id } node(id: $id) { id } nodes(ids: [$id]) { id }
    articles(where: { entities: $slugs }) { totalCount } any: articles(where: { anyEntities: $slugs }) { totalCount }
    timeline(where: { entities: $slugs }) { totalCount } soon: timeline(where: { anyEntities: $slugs }) { totalCount }
    search(query: "Putin", where: { entities: $slugs }) { totalCount } }`;
  expect(await server.ask(query, asked)).toMatchObject({
    entity: { id: from.id },
    node: { id: from.id },
  });
  const answerOf = ({ id }: Made): object => ({
    ...{ entity: { id }, person: { id }, node: { id }, nodes: [{ id }] },
    ...{ articles: { totalCount: 3 }, any: { totalCount: 3 }, timeline: { totalCount: 3 } },
    ...{ soon: { totalCount: 3 }, search: { totalCount: 2 } },
  });
  await merge(into, from);
  expect(await server.ask(query, asked)).toEqual(answerOf(into));
  await merge(last, into);
  expect(await server.ask(query, asked)).toEqual(answerOf(last));
  expect(await server.ask(query, { slug: into.slug, id: into.id, slugs: [into.slug] })).toEqual(
    answerOf(last),
  );
  // What names an entity by an old slug or id speaks of the survivor.
  const report = await publish(editor, 'Somebody spoke.');
  await meet(report, [{ entity: from.slug, role: 'SPEAKER' }]);
  expect(eventsOf(await person(last))).toHaveLength(4);
  const named = await mutate('addAlias', { id: into.id, alias: { text: 'Zed' } }, 'entity { id }');
  expect(named.entity.id).toBe(last.id);
  // The old slugs are not given away.
  expect(
    await refuse('createEntity', { name: 'New', slug: from.slug, details: { person: {} } }),
  ).toMatch(/^CONFLICT/);
  expect((await make('Abu Redirect')).slug).not.toBe(from.slug);
});

test('an article that is written again mentions the survivor, by rulings and by the old name', async () => {
  const { from, into } = await twoPeople('Abu Reread', 'Omar Readagain');
  const article = await publish(editor, 'Abu Reread and another.');
  const block = article.blocks[0]!.id;
  await mutate('addMention', { article: article.id, block, text: 'another', entity: from.slug });
  await merge(into, from);
  const MENTIONS =
    'article { mentions { nodes { text kind entity { slug } } } entities { edges { salience node { slug } } } }';
  const { article: was } = await server.ask(
    `query ($slug: String!) { ${MENTIONS.replace('article', 'article(slug: $slug)')} }`,
    { slug: article.slug },
  );
  const mentions = [
    { text: 'Abu Reread', kind: 'ALIAS', entity: { slug: into.slug } },
    { text: 'another', kind: 'OTHER', entity: { slug: into.slug } },
  ];
  expect(was.mentions.nodes).toEqual(mentions);
  const input = { id: article.id, expectedRevision: 2, byline: 'Edna' };
  const { article: is } = await mutate('updateArticle', input, MENTIONS);
  expect(is).toEqual(was);
});

test('presences, places, countries and capitals move as well', async () => {
  const report = await publish(editor, 'It is so reported.');
  const citations = [{ article: report.id, quote: 'It is so reported' }];
  const base = await make('Fort Old', { base: { hostCountry: 'syria' } });
  const sameBase = await make('Fort New', { base: {} });
  await mutate('recordPresence', {
    base: base.slug,
    operator: 'russia',
    status: 'ACTIVE',
    citations,
  });
  const eventId = await meet(report, [], { place: base.slug });
  expect((await merge(sameBase, base)).moved).toEqual({
    ...NOTHING,
    presences: 1,
    places: 1,
    aliases: 1,
  });
  const fort = await server.ask(
    'query ($slug: String!) { base(slug: $slug) { slug hostCountry { slug } presence { operator { slug } } timeline { nodes { id } } } }',
    { slug: base.slug },
  );
  expect(fort.base).toEqual({
    ...{ slug: sameBase.slug, hostCountry: { slug: 'syria' } },
    ...{ presence: [{ operator: { slug: 'russia' } }], timeline: { nodes: [{ id: eventId }] } },
  });

  const city = await make('Oldcity', { place: { placeKind: 'CITY' } });
  const sameCity = await make('Newcity', { place: { placeKind: 'CITY' } });
  const land = await make('Oldland', { country: { isoAlpha2: 'XO', capital: city.slug } });
  const sameLand = await make('Newland', { country: { demonym: 'Newlandish' } });
  await make('Citizen', { person: { nationality: land.slug } });
  const outpost = await make('Outpost', { base: { hostCountry: land.slug } });
  await mutate('recordPresence', {
    base: outpost.slug,
    operator: land.slug,
    status: 'ACTIVE',
    citations,
  });
  expect((await merge(sameCity, city)).moved).toEqual({ ...NOTHING, entities: 1, aliases: 1 });
  expect((await merge(sameLand, land)).moved).toEqual({
    ...NOTHING,
    entities: 2,
    presences: 1,
    aliases: 1,
  });
  const seen = await server.ask(
    `query ($old: [String!]!) {
      country(code: "XO") { slug demonym capital { slug } bases(role: HOST) { slug } }
      people(where: { countries: $old }) { nodes { name } }
      hosted: bases(where: { hostCountries: $old }) { nodes { slug } }
      operated: bases(where: { operators: $old }) { nodes { slug } } }`,
    { old: [land.slug] },
  );
  expect(seen).toEqual({
    country: {
      ...{ slug: sameLand.slug, demonym: 'Newlandish', capital: { slug: sameCity.slug } },
      bases: [{ slug: outpost.slug }],
    },
    people: { nodes: [{ name: 'Citizen' }] },
    ...{
      hosted: { nodes: [{ slug: outpost.slug }] },
      operated: { nodes: [{ slug: outpost.slug }] },
    },
  });
});

test('what is called by no name does not become one', async () => {
  const nameless = await make('a base in the far east', { base: { named: false } });
  const fort = await make('Fort Named', { base: {} });
  expect((await merge(fort, nameless)).entity.aliases).toEqual([]);
});

test('what can’t be merged is refused, and nothing is changed', async () => {
  const one = await make('One', { person: {} }, { wikidataId: 'Q999999801' });
  const other = await make('Other', { person: {} }, { wikidataId: 'Q999999802' });
  const base = await make('Neither', { base: {} });
  const [third, fourth] = [await make('Third'), await make('Fourth')];
  await merge(third, fourth);
  const before = await tableHashes(server.db);
  const tried = (into: string, from: string): Promise<string> =>
    refuse('mergeEntities', { into, from });
  expect(await tried(one.id, one.id)).toMatch(/^BAD_USER_INPUT.*input\.from/);
  expect(await tried(one.id, base.id)).toMatch(/^BAD_USER_INPUT.*BASE.*PERSON/);
  expect(await tried(one.id, other.id)).toMatch(/^BAD_USER_INPUT.*wikidataId/);
  expect(await tried(one.id, fourth.id)).toMatch(/^CONFLICT/);
  expect(await tried(fourth.id, third.id)).toMatch(/^BAD_USER_INPUT.*same/);
  const nowhere = Buffer.from('Entity:00000000-0000-4000-8000-000000000000').toString('base64url');
  expect(await tried(one.id, nowhere)).toMatch(/^NOT_FOUND.*input\.from/);
  expect(await tried(nowhere, one.id)).toMatch(/^NOT_FOUND.*input\.into/);
  expect(await tried('no id', one.id)).toMatch(/^BAD_USER_INPUT.*input\.into/);
  expect(await tableHashes(server.db)).toEqual(before);
});

test('a desk that is loaded again leaves together what was merged', async () => {
  const desk = await readDesk('content');
  await writeDesk(server.db, desk);
  const peskov = await person({ slug: 'dmitry-peskov' });
  const into = await make('Somebody Else');
  await merge(into, peskov);
  expect(await writeDesk(server.db, desk)).toBe(0);
  const one = await person(peskov);
  expect([one.id, one.mentionCount]).toEqual([into.id, peskov.mentionCount]);
});

describe('at one moment', () => {
  test('many merges into one, while articles name all of them, lose nothing', async () => {
    const into = await make('Gathering');
    const names = Array.from({ length: 6 }, (_, i) => `Gatheree ${'abcdef'.charAt(i)}${i}`);
    const made = await Promise.all(names.map((name) => make(name)));
    await publish(editor, names.join(', '));
    const answers = await Promise.all([
      ...made.map((from) => merge(into, from)),
      ...names.map((name) => publish(editor, `${names.join(' and ')}: ${name}, and ${into.name}.`)),
    ]);
    expect(answers).toHaveLength(12);
    const one = await person(into);
    // Each of the six articles names each of the six once, one of them twice, and what they become.
    expect(one.mentionCount).toBe(6 + 6 * 8);
    expect(one.aliases).toEqual(names);
    for (const { slug, id } of made) {
      expect((await person({ slug })).id).toBe(into.id);
      expect((await server.ask('query ($id: ID!) { node(id: $id) { id } }', { id })).node.id).toBe(
        into.id,
      );
    }
  });

  test('of two opposite merges one is done', async () => {
    const { from: one, into: other } = await twoPeople('Abu Hither', 'Omar Thither');
    const total = (await person(one)).mentionCount + (await person(other)).mentionCount;
    const tries = await Promise.all([
      refuse('mergeEntities', { into: one.id, from: other.id }),
      refuse('mergeEntities', { into: other.id, from: one.id }),
    ]);
    expect(tries.filter((answer) => answer.startsWith('done'))).toHaveLength(1);
    const [a, b] = [await person(one), await person(other)];
    expect(a).toEqual(b);
    expect(a.mentionCount).toBe(total);
  });

  test('a merge and changes of what it moves lose neither', async () => {
    const { from, into } = await twoPeople('Abu Meanwhile', 'Omar Whilst');
    const [event] = eventsOf(await person(from));
    const alias = { text: 'The Third' };
    await Promise.all([
      merge(into, from),
      mutate('addAlias', { id: from.id, alias }),
      mutate('updateEvent', { id: event, participants: [{ entity: 'syria', role: 'HOST' }] }),
      ...['x', 'y', 'z'].map(async (word) => {
        const report = await publish(editor, `A word of ${word}.`);
        return meet(report, [{ entity: from.slug, role: 'AGENT' }]);
      }),
    ]);
    const one = await person(into);
    expect(one.aliases).toContain('The Third');
    expect(eventsOf(one)).not.toContain(event);
    expect(eventsOf(one)).toHaveLength(2 + 3);
  });
});
