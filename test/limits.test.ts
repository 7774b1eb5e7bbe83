import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isInputObjectType,
  isListType,
  isRequiredArgument,
  type GraphQLField,
  type GraphQLInputType,
} from 'graphql';
import { buildSchema } from '../src/schema';
import { readsIn, startTestServer, type TestServer } from './support/server';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer('desk');
});
afterAll(() => server.close());

/** A value of a type that is right but for one list or text in it, and where that is. */
interface Excess {
  where: string;
  value: unknown;
}

const LONG = 'x'.repeat(201);

/** Every way in which a value of the type can go too far. */
function excesses(type: GraphQLInputType, where: string): Excess[] {
  const inner = getNullableType(type);
  if (isInputObjectType(inner)) {
    return Object.values(inner.getFields()).flatMap((field) =>
      excesses(field.type, `${where}.${field.name}`).map((excess) => ({
        ...excess,
        value: { [field.name]: excess.value },
      })),
    );
  }
  const { name } = getNamedType(inner);
  const found: Excess[] = [];
  if (isListType(inner)) found.push({ where: `${where}: 101`, value: Array(101).fill(null) });
  if (name === 'String' || name === 'ID') {
    found.push({ where: `${where}: long`, value: isListType(inner) ? [LONG] : LONG });
    found.push({ where: `${where}: U+0000`, value: isListType(inner) ? ['\0'] : '\0' });
  }
  return found;
}

function queriesOf({
  name,
  args,
  type,
}: GraphQLField<unknown, unknown>): [string, string, unknown][] {
  const selection = isCompositeType(getNamedType(type)) ? ' { __typename }' : '';
  // What else must be given; all of it are texts.
  const given = (but: string): string =>
    args
      .map((arg) => (arg.name !== but && isRequiredArgument(arg) ? `${arg.name}: "x"` : ''))
      .join(' ');
  return args
    .filter((arg) => !['after', 'before'].includes(arg.name))
    .flatMap((arg) =>
      excesses(arg.type, `${name}(${arg.name})`).map(
        ({ where, value }): [string, string, unknown] => [
          where,
          `query ($v: ${String(arg.type)}) { ${name}(${arg.name}: $v ${given(arg.name)})${selection} }`,
          value,
        ],
      ),
    );
}

const rootFields = Object.values(buildSchema().getQueryType()!.getFields());
const tooMuch = rootFields.flatMap(queriesOf);

test.each(tooMuch)('%s is refused before anything runs', async (_where, query, value) => {
  server.statements.length = 0;
  const response = await server.app.inject({
    ...{ method: 'POST', url: '/graphql', payload: { query, variables: { v: value } } },
  });
  expect(response.json().errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  expect(response.json().errors[0].message).toMatch(/at most (100|200)|U\+0000/);
  expect(response.statusCode).toBe(400);
  expect(readsIn(server)).toEqual([]);
});

test('there are many of them', () => {
  expect(tooMuch.length).toBeGreaterThan(60);
});

test.each([
  ['a text', `{ article(slug: "${LONG}") { id } }`],
  ['a text in an input', `{ articles(where: { sections: ["${LONG}"] }) { totalCount } }`],
  ['an id', `{ node(id: "${LONG}") { id } }`],
  ['a list', `{ nodes(ids: [${'"x" '.repeat(101)}]) { id } }`],
  ['a page', '{ section(slug: "x") { articles(first: 101) { totalCount } } }'],
  ['a page of nothing', '{ section(slug: "x") { articles(last: 0) { totalCount } } }'],
  ['a size of related', '{ article(slug: "x") { related(first: -1) { score } } }'],
  ['a text in a default', `query ($s: String = "${LONG}") { country(slug: $s) { id } }`],
  ['U+0000', String.raw`{ article(slug: "\u0000") { id } }`],
  ['half a surrogate pair', String.raw`{ article(slug: "\ud800") { id } }`],
])('%s that goes too far is refused where it is written out', async (_what, query) => {
  server.statements.length = 0;
  expect(await server.codeOf(query)).toMatch(/^(BAD_USER_INPUT|GRAPHQL_PARSE_FAILED)$/);
  expect(readsIn(server)).toEqual([]);
});

test('the size of a page in a variable is checked for every list there is', async () => {
  for (const n of [0, 101, -1]) {
    for (const query of [
      'query ($n: Int) { article(slug: "x") { related(first: $n) { score } } }',
      'query ($n: Int) { entity(slug: "x") { coMentioned(first: $n) { articleCount } } }',
      'query ($n: Int) { section(slug: "x") { articles(last: $n) { totalCount } } }',
    ]) {
      expect(await server.codeOf(query, { n })).toBe('BAD_USER_INPUT');
    }
  }
});

test('a cursor is as long as it must be', async () => {
  const name = 'ü'.repeat(300);
  await server.db.query(`UPDATE entity SET name = $1 WHERE slug = 'moscow'`, [name]);
  const page = (
    after: string | null,
  ): Promise<{ entities: { pageInfo: { endCursor: string | null } } }> =>
    server.ask(
      `query ($after: String) { entities(first: 1, after: $after, where: { mentionedIn: "second-visit-to-moscow" }) {
        pageInfo { endCursor hasNextPage } nodes { name } } }`,
      { after },
    );
  let after: string | null = null;
  let longest = 0;
  for (let turn = 0; turn < 50; turn++) {
    const { entities } = await page(after);
    after = entities.pageInfo.endCursor;
    if (after === null) break;
    longest = Math.max(longest, after.length);
  }
  expect(longest).toBeGreaterThan(400);
  await server.db.query(`UPDATE entity SET name = 'Moscow' WHERE slug = 'moscow'`);
});

test('a long name is refused: it would come back with every item', async () => {
  const name = 'n'.repeat(201);
  for (const query of [
    `{ sections { ${name}: slug } }`,
    `query ${name} { __typename }`,
    `{ ...${name} } fragment ${name} on Query { __typename }`,
  ]) {
    expect(await server.codeOf(query)).toBe('BAD_USER_INPUT');
  }
});

test('each bound is a setting', async () => {
  const strict = await startTestServer('empty', {
    environment: {
      DATELINE_MAX_TEXT: '20',
      DATELINE_MAX_LIST: '2',
      DATELINE_MAX_PAGE_SIZE: '5',
      DATELINE_MAX_COST: '30',
      DATELINE_MAX_DEPTH: '4',
      DATELINE_MAX_ALIASES: '1',
      DATELINE_MAX_DIRECTIVES: '1',
      DATELINE_MAX_TOKENS: '60',
    },
  });
  const codes = [];
  for (const query of [
    `{ article(slug: "${'x'.repeat(21)}") { id } }`,
    '{ nodes(ids: ["a", "b", "c"]) { id } }',
    '{ articles(first: 6) { totalCount } }',
    '{ articles(first: 5) { nodes { entities(first: 5) { totalCount } } } }',
    '{ articles { nodes { section { articles { totalCount } } } } }',
    '{ a: __typename b: __typename }',
    '{ __typename @skip(if: false) @include(if: true) }',
    `{ ${'__typename '.repeat(61)} }`,
    '{ articles(first: 5) { nodes { slug } } }',
  ]) {
    codes.push(await strict.codeOf(query));
  }
  await strict.close();
  expect(codes).toEqual([
    ...['BAD_USER_INPUT', 'BAD_USER_INPUT', 'BAD_USER_INPUT', 'COST_LIMIT_EXCEEDED'],
    ...['GRAPHQL_VALIDATION_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'GRAPHQL_VALIDATION_FAILED'],
    ...['GRAPHQL_PARSE_FAILED', undefined],
  ]);
});
