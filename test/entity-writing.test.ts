import { mutating, refused, tableHashes, type Mutate } from './support/newsroom';
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

const ENTITY = `entity { __typename id slug kind name aliases description wikidataId mentionCount
  ... on Person { nationality { slug } }
  ... on Country { isoAlpha2 isoAlpha3 demonym capital { slug } }
  ... on Base { named hostCountry { slug } coordinates { latitude longitude } }
  ... on Organization { organizationKind orgCountry: country { slug } }
  ... on Place { placeKind placeCountry: country { slug } coordinates { latitude longitude } } }`;

test.each<[details: object, expected: object]>([
  [{ person: { nationality: 'syria' } }, { __typename: 'Person', nationality: { slug: 'syria' } }],
  [{ person: {} }, { __typename: 'Person', nationality: null }],
  [
    { country: { isoAlpha2: 'XT', isoAlpha3: 'XTE', demonym: 'Testish', capital: 'moscow' } },
    { __typename: 'Country', isoAlpha2: 'XT', demonym: 'Testish', capital: { slug: 'moscow' } },
  ],
  [
    { base: { hostCountry: 'syria', coordinates: { latitude: 35.4, longitude: 35.9 } } },
    {
      ...{ __typename: 'Base', named: true, hostCountry: { slug: 'syria' } },
      coordinates: { latitude: 35.4, longitude: 35.9 },
    },
  ],
  [{ base: { named: false } }, { __typename: 'Base', named: false, coordinates: null }],
  [
    { organization: { organizationKind: 'MINISTRY', country: 'russia' } },
    { __typename: 'Organization', organizationKind: 'MINISTRY', orgCountry: { slug: 'russia' } },
  ],
  [
    { place: { placeKind: 'CITY', country: 'syria' } },
    { __typename: 'Place', placeKind: 'CITY', placeCountry: { slug: 'syria' }, coordinates: null },
  ],
])('an entity is made of %j, and found by readers', async (details, expected) => {
  const input = { name: 'Tést Entity', description: 'Of a test.', details, clientMutationId: 'c' };
  const aliases = [
    { text: `Alias of ${JSON.stringify(details)}`, language: 'en', kind: 'SHORT_NAME' },
  ];
  const made = await mutate('createEntity', { ...input, aliases }, `clientMutationId ${ENTITY}`);
  expect(made.clientMutationId).toBe('c');
  expect(made.entity).toMatchObject({
    name: 'Tést Entity',
    aliases: [aliases[0]?.text],
    ...expected,
  });
  expect(made.entity.slug).toMatch(/^test-entity(-\d)?$/);
  const { slug, id } = made.entity;
  const query = `query ($slug: String!, $id: ID!) { ${ENTITY.replace('entity', 'entity(slug: $slug)')} node(id: $id) { id } }`;
  expect(await server.ask(query, { slug, id })).toEqual({ entity: made.entity, node: { id } });
});

test('a name that is made known is found in what is written next', async () => {
  const details = { place: { placeKind: 'CITY' } };
  const { entity } = await mutate('createEntity', { name: 'Quuxograd', details }, ENTITY);
  await mutate('addAlias', { id: entity.id, alias: { text: 'Quuxopolis' } });
  const input = {
    headline: 'A city',
    section: 'politics',
    blocks: [{ text: 'Quuxograd or Quuxopolis.' }],
  };
  const { article } = await mutate(
    'createArticle',
    input,
    'article { mentions { nodes { kind entity { slug } } } }',
  );
  expect(article.mentions.nodes).toEqual([
    { kind: 'NAME', entity: { slug: 'quuxograd' } },
    { kind: 'ALIAS', entity: { slug: 'quuxograd' } },
  ]);
});

test('what is given of an entity is changed, and nothing else', async () => {
  const details = { base: { hostCountry: 'syria', coordinates: { latitude: 1, longitude: 2 } } };
  const made = await mutate(
    'createEntity',
    { name: 'Fort Test', wikidataId: 'Q999999901', details },
    ENTITY,
  );
  const { id } = made.entity;
  const update = async (change: object): Promise<object> =>
    (await mutate('updateEntity', { id, ...change }, ENTITY)).entity as object;
  const renamed = { ...made.entity, name: 'Fort Trial', description: 'A fort.' };
  expect(await update({ name: 'Fort Trial', description: 'A fort.' })).toEqual(renamed);
  expect(await update({ details: { base: { named: false } } })).toEqual({
    ...renamed,
    named: false,
  });
  const bare = {
    ...renamed,
    named: false,
    description: null,
    wikidataId: null,
    hostCountry: null,
    coordinates: null,
  };
  const without = { base: { hostCountry: null, coordinates: null } };
  expect(await update({ description: null, wikidataId: null, details: without })).toEqual(bare);
  expect(
    await server.db.query(`SELECT latitude, longitude FROM entity WHERE name = 'Fort Trial'`),
  ).toEqual([{ latitude: null, longitude: null }]);
  const seen = await server.ask(
    `query ($id: ID!) { node(id: $id) { ... on Base { name hostCountry { slug } } } }`,
    { id },
  );
  expect(seen.node).toEqual({ name: 'Fort Trial', hostCountry: null });
  expect(await refuse('updateEntity', { id, details: { person: {} } })).toMatch(
    /input\.details.*BASE/,
  );
});

test('of those who are named alike and made at once each gets a slug', async () => {
  const input = { name: 'Ann Double', details: { person: {} } };
  const made = await Promise.all([1, 2, 3, 4].map(() => mutate('createEntity', input, ENTITY)));
  const slugs = made.map(({ entity }) => entity.slug as string).sort();
  expect(slugs).toEqual(['ann-double', 'ann-double-2', 'ann-double-3', 'ann-double-4']);
});

test('names come and go', async () => {
  const { entity } = await mutate(
    'createEntity',
    { name: 'Ann Test', details: { person: {} } },
    ENTITY,
  );
  const alias = { text: 'آن', language: 'ar', kind: 'TRANSLITERATION' };
  const { id } = entity;
  expect((await mutate('addAlias', { id, alias }, ENTITY)).entity.aliases).toEqual(['آن']);
  expect(await refuse('addAlias', { id, alias })).toMatch(/^CONFLICT/);
  expect(await refuse('addAlias', { id, alias: { text: 'Ann Test' } })).toMatch(/^CONFLICT/);
  expect((await mutate('removeAlias', { id, text: 'آن' }, ENTITY)).entity.aliases).toEqual([]);
  expect(await refuse('removeAlias', { id, text: 'آن' })).toMatch(/^NOT_FOUND/);
  const names = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'];
  await Promise.all(names.map((text) => mutate('addAlias', { id, alias: { text } })));
  const { person } = await server.ask('{ person(slug: "ann-test") { aliases } }');
  expect(person.aliases).toEqual(names);
});

test.each<[what: string, input: object, words: RegExp]>([
  ['a slug that is taken', { slug: 'syria' }, /^CONFLICT/],
  ['a slug that is none', { slug: 'Not a slug' }, /^BAD_USER_INPUT.*slug/],
  ['an id in Wikidata that is none', { wikidataId: 'X1' }, /^BAD_USER_INPUT.*wikidataId/],
  ['no name', { name: '' }, /^BAD_USER_INPUT.*name/],
  ['two kinds', { details: { person: {}, base: {} } }, /^BAD_USER_INPUT/],
  ['no kind', { details: {} }, /^BAD_USER_INPUT/],
  ['a kind that is null', { details: { person: null } }, /^BAD_USER_INPUT/],
  [
    'a country that is not there',
    { details: { person: { nationality: 'atlantis-of-the-test' } } },
    /input\.details\.person\.nationality/,
  ],
  ['a capital that is empty', { details: { country: { capital: '' } } }, /input\.details\.country/],
  [
    'a country that is none',
    { details: { place: { placeKind: 'CITY', country: 'moscow' } } },
    /input\.details\.place\.country.*COUNTRY/,
  ],
  [
    'an organization of no kind',
    { details: { organization: {} } },
    /organization\.organizationKind/,
  ],
  ['a place of no kind', { details: { place: {} } }, /place\.placeKind/],
  [
    'a latitude beyond the pole',
    { details: { base: { coordinates: { latitude: 91, longitude: 0 } } } },
    /details\.base\.coordinates\.latitude/,
  ],
  ['a code of another country', { details: { country: { isoAlpha2: 'SY' } } }, /^CONFLICT/],
  ['a code that is none', { details: { country: { isoAlpha2: 'syr' } } }, /country\.isoAlpha2/],
  ['an alias of two lines', { aliases: [{ text: 'x' }, { text: 'x\ny' }] }, /aliases\.1\.text/],
  [
    'an alias in no language',
    { aliases: [{ text: 'x', language: 'no language' }] },
    /aliases\.0\.language/,
  ],
  ['the same alias twice', { aliases: [{ text: 'x' }, { text: 'x' }] }, /input\.aliases/],
  [
    'too many aliases',
    { aliases: Array.from({ length: 101 }, (_, i) => ({ text: `x${i}` })) },
    /aliases/,
  ],
  ['too long a name', { name: 'x'.repeat(501) }, /name/],
])('an entity with %s is refused, and nothing is left of it', async (_what, change, words) => {
  const before = await tableHashes(server.db);
  const answer = await refuse('createEntity', {
    name: 'Refused',
    details: { person: {} },
    ...change,
  });
  expect(answer).toMatch(words);
  expect(answer).not.toMatch(/atlantis|Not a slug|no language/);
  expect(await tableHashes(server.db)).toEqual(before);
});

test('an entity that is not there can’t be changed', async () => {
  const nowhere = Buffer.from('Entity:00000000-0000-4000-8000-000000000000').toString('base64url');
  expect(await refuse('updateEntity', { id: nowhere, name: 'x' })).toMatch(/^NOT_FOUND/);
  expect(await refuse('updateEntity', { id: 'no id', name: 'x' })).toMatch(
    /^BAD_USER_INPUT.*input\.id/,
  );
});
