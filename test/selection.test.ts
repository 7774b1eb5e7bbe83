import { getNamedType, isLeafType, isObjectType, type GraphQLField } from 'graphql';
import { buildSchema } from '../src/schema';
import { MORE_THAN_ANYBODY_MAY, startTestServer, type TestServer } from './support/server';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer('desk', {
    environment: { ...MORE_THAN_ANYBODY_MAY, DATELINE_MAX_ALIASES: '100' },
    viewer: { role: 'ADMIN', name: 'Ada' },
  });
  await writeHistory();
});
afterAll(() => server.close());

/** Something to find in the places of a history: an article that was edited and corrected. */
async function writeHistory(): Promise<void> {
  const { articles } = await server.ask(
    '{ articles(first: 1) { nodes { id revision blocks { kind text } } } }',
  );
  const [{ id, revision, blocks }] = articles.nodes;
  const edited = [{ kind: 'PARAGRAPH', text: 'Something new.' }, ...blocks];
  await server.ask(
    'mutation ($input: UpdateArticleInput!) { updateArticle(input: $input) { clientMutationId } }',
    { input: { id, expectedRevision: revision, blocks: edited, correction: 'It was mended.' } },
  );
}

const schema = buildSchema();

/** Where the objects of each type are found: a query with SELECTION in it. */
const PLACES: Record<string, string> = {
  Article: '{ articles(first: 12) { nodes { SELECTION } } }',
  Section: '{ sections { SELECTION } }',
  Block: '{ articles(first: 3) { nodes { blocks { SELECTION } } } }',
  Mention: '{ articles(first: 3) { nodes { mentions { nodes { SELECTION } } } } }',
  RelatedArticle: '{ articles(first: 3) { nodes { related { SELECTION } } } }',
  Person: '{ people(first: 100) { nodes { SELECTION } } }',
  Country: '{ countries(where: { name: "Syria" }) { nodes { SELECTION } } }',
  Base: '{ bases { nodes { SELECTION } } }',
  Organization:
    '{ entities(where: { kinds: [ORGANIZATION] }) { nodes { ... on Organization { SELECTION } } } }',
  Place:
    '{ entities(first: 30, where: { kinds: [PLACE] }) { nodes { ... on Place { SELECTION } } } }',
  Office: '{ people(first: 100) { nodes { offices { SELECTION } } } }',
  BasePresence: '{ bases { nodes { presence { SELECTION } } } }',
  Event: '{ timeline(first: 30) { nodes { SELECTION } } }',
  EventDate: '{ timeline(first: 30) { nodes { date { SELECTION } } } }',
  Participant: '{ timeline(first: 30) { nodes { participants { SELECTION } } } }',
  Change: '{ changes(first: 100) { nodes { SELECTION } } }',
  Citation: '{ timeline(first: 30) { nodes { citations { SELECTION } } } }',
  CoMention: '{ people(first: 3) { nodes { coMentioned { SELECTION } } } }',
  Coordinates: '{ bases { nodes { coordinates { SELECTION } } } }',
  ArticleEntityEdge: '{ articles(first: 3) { nodes { entities { edges { SELECTION } } } } }',
  SearchEdge: '{ search(query: "Moscow") { edges { SELECTION } } }',
  ArticleConnection: '{ people(first: 3) { nodes { articles(first: 2) { SELECTION } } } }',
  Viewer: '{ viewer { SELECTION } }',
  ArticleRevision: '{ articles(first: 1) { nodes { revisions { SELECTION } } } }',
  BlockChange: '{ articles(first: 1) { nodes { revisions { changes { SELECTION } } } } }',
  TextChange: '{ articles(first: 1) { nodes { revisions { changes { words { SELECTION } } } } } }',
  Correction: '{ articles(first: 1) { nodes { corrections { SELECTION } } } }',
  Proposal: '{ proposals { nodes { SELECTION } } }',
  Suggestion: '{ suggestions(first: 20) { nodes { SELECTION } } }',
  AuditEntry: '{ auditTrail { nodes { SELECTION } } }',
  PageInfo: '{ people(first: 3) { nodes { articles(first: 2) { pageInfo { SELECTION } } } } }',
};

const WITHOUT_ID = [
  ...['CoMention', 'RelatedArticle', 'Highlight', 'ArticleRevision', 'BlockChange', 'TextChange'],
  ...['Correction', 'Viewer'],
];

/** A field with the least below it that tells one answer from another. */
function selectionOf(field: GraphQLField<unknown, unknown>): string {
  const type = getNamedType(field.type);
  const name = field.name === 'revisionAt' ? 'revisionAt(number: 1)' : field.name;
  if (isLeafType(type)) return field.name;
  const below = type.name.endsWith('Connection')
    ? 'nodes { id }'
    : type.name.endsWith('Edge')
      ? 'cursor'
      : ({ EventDate: 'edtf', Coordinates: 'latitude', PageInfo: 'endCursor', Participant: 'role' }[
          type.name
        ] ?? (WITHOUT_ID.includes(type.name) ? '__typename' : 'id'));
  return `${name} { ${below} }`;
}

/** What an answer says of one field, wherever it stands. */
function valuesOf(answer: unknown, field: string): unknown[] {
  if (Array.isArray(answer)) return answer.flatMap((item) => valuesOf(item, field));
  if (typeof answer !== 'object' || answer === null) return [];
  if (field in answer) return [(answer as Record<string, unknown>)[field]];
  return Object.values(answer).flatMap((value) => valuesOf(value, field));
}

const ask = (place: string, selection: string): Promise<unknown> =>
  server.ask(place.replace('SELECTION', selection));

describe.each(Object.entries(PLACES))('%s', (typeName, place) => {
  const type = schema.getType(typeName);
  const fields = isObjectType(type) ? Object.values(type.getFields()) : [];
  // One alias for each field, so that none of the places in between is taken for it.
  const aliased = fields.map((field, i) => ({
    alias: `f${i}`,
    text: `f${i}: ${selectionOf(field)}`,
  }));

  test('answers each field alone as it does all of them together', async () => {
    const all = await ask(place, aliased.map(({ text }) => text).join(' '));
    for (const { alias, text } of aliased) {
      const alone = valuesOf(await ask(place, text), alias);
      expect(alone.length).toBeGreaterThan(0);
      expect(alone).toEqual(valuesOf(all, alias));
    }
  });
});

test('every object type of the schema that is read from rows has a place above', () => {
  const named = Object.values(schema.getTypeMap())
    .filter(
      (type) =>
        isObjectType(type) &&
        !/^(__|(Query|Mutation|Subscription)$)|(Connection|Edge|Payload|Highlight\w*|MergeReport)$/.test(
          type.name,
        ),
    )
    .map(({ name }) => name);
  expect(Object.keys(PLACES)).toEqual(expect.arrayContaining(named));
});

describe('what is selected', () => {
  const statementsFor = async (
    query: string,
    variables: Record<string, unknown> = {},
  ): Promise<string> => {
    const before = server.statements.length;
    await server.ask(query, variables);
    return server.statements.slice(before).join('\n');
  };

  test('is read, and nothing else', async () => {
    const statement = await statementsFor('{ articles { nodes { headline } } }');
    expect(statement).toContain('"headline"');
    expect(statement).not.toMatch(/"body"|"standfirst"|"slug"/);
  });

  test('is seen through aliases, fragments and both forms of a connection', async () => {
    const statement = await statementsFor(`
      { articles { nodes { title: headline } edges { node { ...Rest ... on Article { byline } } } } }
      fragment Rest on Article { standfirst }`);
    expect(statement).toMatch(/"headline".*"standfirst".*"byline"/);
    expect(statement).not.toMatch(/"body"/);
  });

  test.each(['body @include(if: $full)', '... on Article @include(if: $full) { body }'])(
    'follows the variables of %s',
    async (field) => {
      const query = `query ($full: Boolean!) { articles { nodes { slug ${field} } } }`;
      expect(await statementsFor(query, { full: false })).not.toMatch(/"body"/);
      expect(await statementsFor(query, { full: true })).toMatch(/"body"/);
      expect(await statementsFor(query, { full: false })).not.toMatch(/"body"/);
    },
  );

  test('of one field asked for twice is taken together', async () => {
    const { articles } = await server.ask(
      '{ articles(first: 1) { nodes { slug } } articles(first: 1) { nodes { headline section { name } } } }',
    );
    expect(articles.nodes[0]).toEqual({
      slug: expect.any(String),
      headline: expect.any(String),
      section: { name: expect.any(String) },
    });
  });

  test('by a fragment in two places is answered in both', async () => {
    const { first, second } = await server.ask(`
      { first: articles(first: 1) { nodes { ...Card } } second: articles(last: 1) { nodes { ...Card } } }
      fragment Card on Article { slug section { slug } entities(first: 2) { nodes { slug } } }`);
    const alone = await server.ask(
      '{ articles(last: 1) { nodes { slug section { slug } entities(first: 2) { nodes { slug } } } } }',
    );
    expect(second).toEqual(alone.articles);
    expect(first).not.toEqual(second);
  });
});
