import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isNullableType,
  type GraphQLInputType,
} from 'graphql';
import { buildSchema } from '../src/schema';
import { tableHashes } from './support/newsroom';
import { startTestServer, type Asking, type TestServer } from './support/server';

let server: TestServer;
const asking: Record<string, Asking> = {};
beforeAll(async () => {
  server = await startTestServer('desk');
  asking['nobody'] = server;
  for (const role of ['READER', 'EDITOR', 'ADMIN'] as const) asking[role] = await server.as(role);
});
afterAll(() => server.close());

const SCALARS: Record<string, unknown> = {
  ID: Buffer.from('Article:00000000-0000-4000-8000-000000000000').toString('base64url'),
  ...{ String: 'x', Int: 1, Float: 1, Boolean: false },
  ...{
    DateTime: '2026-01-01T00:00:00Z',
    Date: '2026-01-01',
    EDTF: '2026',
    URL: 'https://x.example/',
  },
};

/** The least that a type takes. */
function leastOf(type: GraphQLInputType): unknown {
  const bare = isNonNullType(type) ? type.ofType : type;
  if (isListType(bare)) return [leastOf(bare.ofType)];
  if (isEnumType(bare)) return bare.getValues()[0]?.name;
  if (!isInputObjectType(bare)) {
    expect(Object.keys(SCALARS)).toContain(bare.toString());
    return SCALARS[bare.toString()];
  }
  const fields = Object.values(bare.getFields());
  const needed = bare.isOneOf
    ? fields.slice(0, 1)
    : fields.filter(
        ({ type: own, defaultValue }) => !isNullableType(own) && defaultValue === undefined,
      );
  return Object.fromEntries(needed.map((field) => [field.name, leastOf(field.type)]));
}

const schema = buildSchema();
const mutations = Object.values(schema.getMutationType()?.getFields() ?? {}).map((field) => {
  const [input] = field.args;
  const type = input?.type.toString() ?? '';
  const query = `mutation ($input: ${type}) { ${field.name}(input: $input) { clientMutationId } }`;
  return { name: field.name, field, query, variables: { input: input && leastOf(input.type) } };
});

test('there are mutations, each of one input and one payload', () => {
  expect(mutations.length).toBeGreaterThan(20);
  for (const { name, field } of mutations) {
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    expect(field.args.map((arg) => `${arg.name}: ${arg.type.toString()}`)).toEqual([
      `input: ${type}Input!`,
    ]);
    expect(getNamedType(field.type).name).toBe(`${type}Payload`);
    expect(field.description).toMatch(/ Needs the role (EDITOR|ADMIN)\.$/);
  }
});

test.each(['nobody', 'READER'])('%s may do none of them, and nothing is changed', async (who) => {
  const before = await tableHashes(server.db);
  for (const { name, query, variables } of mutations) {
    const { data, errors } = await asking[who]!.send(query, variables);
    expect([name, errors?.[0]?.extensions.code]).toEqual([name, 'FORBIDDEN']);
    expect(data).toBeNull();
  }
  expect(await tableHashes(server.db)).toEqual(before);
});

test.each(['EDITOR', 'ADMIN'])('%s may do all of them', async (who) => {
  for (const { name, query, variables } of mutations) {
    const { errors } = await asking[who]!.send(query, variables);
    const code = errors?.[0]?.extensions.code ?? 'done';
    expect([name, code]).toEqual([
      name,
      expect.stringMatching(/^(done|BAD_USER_INPUT|NOT_FOUND|CONFLICT)$/),
    ]);
  }
});
