import * as fc from 'fast-check';
import {
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isObjectType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
} from 'graphql';
import { buildSchema } from '../src/schema';
import { startTestServer, type TestServer } from './support/server';

const schema = buildSchema();

let server: TestServer;
beforeAll(async () => {
  // Only the bound on how much is asked at once would be found otherwise.
  server = await startTestServer('desk', {
    viewer: { role: 'ADMIN', name: 'Ada' },
    environment: { DATELINE_RATE_LIMIT: 'off' },
  });
});
afterAll(() => server.close());

/** A field with arguments, and how a query gets to it: what opens before it, and what closes after. */
interface Place {
  name: string;
  field: GraphQLField<unknown, unknown>;
  open: string;
  close: string;
}

/** Every field with arguments of the schema, by a short way from the root that needs none. */
function placesWithArguments(): Place[] {
  const found: Place[] = [];
  const seen = new Set<string>();
  const next: { type: GraphQLNamedType; open: string; close: string }[] = [
    { type: schema.getQueryType()!, open: '', close: '' },
  ];
  for (let at = next.shift(); at; at = next.shift()) {
    const { type, open, close } = at;
    if (seen.has(type.name) || !(isObjectType(type) || isInterfaceType(type))) continue;
    seen.add(type.name);
    if (isAbstractType(type)) {
      for (const possible of schema.getPossibleTypes(type)) {
        next.push({
          type: possible,
          open: `${open} ... on ${possible.name} {`,
          close: `}${close}`,
        });
      }
    }
    for (const field of Object.values(type.getFields())) {
      if (field.args.length > 0)
        found.push({ name: `${type.name}.${field.name}`, field, open, close });
      const inner = getNamedType(field.type);
      const isFree = field.args.every(({ type: arg }) => getNullableType(arg) === arg);
      if (!isFree || !isCompositeType(inner)) continue;
      const first = field.args.some(({ name }) => name === 'first') ? '(first: 2)' : '';
      next.push({ type: inner, open: `${open} ${field.name}${first} {`, close: `}${close}` });
    }
  }
  return found;
}

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 230 }),
  fc.constantFrom(
    '',
    '\0',
    '\ud800',
    '2025-02-30',
    '2025-13',
    '../..',
    'XXXX',
    '9999999999999999',
    "'; --",
  ),
  fc.constantFrom(
    'russia',
    'second-visit-to-moscow',
    'SY',
    '2025-01-01',
    '__proto__',
    'constructor',
  ),
  fc.base64String({ maxLength: 60 }),
);
const number = fc.oneof(fc.integer(), fc.double(), fc.constantFrom(0, 1, 101, -1, 2 ** 31, 1e300));
const anything = fc.oneof(
  ...[text, number, fc.boolean(), fc.constant(null), fc.jsonValue({ maxDepth: 2 })],
  fc.constantFrom(
    ...['__proto__', 'constructor', 'toString'].map((key) => JSON.parse(`{"${key}":{}}`) as object),
  ),
);

/** Values for a type: most of its form, with garbage for leaves; some of another. */
function valueOf(type: GraphQLInputType): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 6, arbitrary: formed(type) }, { weight: 1, arbitrary: anything });
}

/** Garbage for one of some arguments, or for several: many at once would be refused for the first of them. */
function garbledOne(
  args: readonly { name: string; type: GraphQLInputType }[],
): fc.Arbitrary<Record<string, unknown>> {
  const required = args.filter(({ type }) => getNullableType(type) !== type);
  const given = Object.fromEntries(
    required.map(({ name, type }) => [name, isListType(getNullableType(type)) ? [] : 'russia']),
  );
  const one = fc
    .constantFrom(...args)
    .chain(({ name, type }) => valueOf(type).map((value) => ({ ...given, [name]: value })));
  const several = fc.record(
    Object.fromEntries(args.map(({ name, type }) => [name, valueOf(type)])),
    { requiredKeys: [] },
  );
  return fc.oneof({ weight: 4, arbitrary: one }, { weight: 1, arbitrary: several });
}

function formed(type: GraphQLInputType): fc.Arbitrary<unknown> {
  const inner = getNullableType(type);
  if (isListType(inner)) {
    return fc.array(valueOf(inner.ofType), { maxLength: 4 });
  }
  if (isInputObjectType(inner)) {
    return garbledOne(Object.values(inner.getFields()));
  }
  if (isEnumType(inner)) return fc.constantFrom(...inner.getValues().map(({ name }) => name));
  if (inner.name === 'Boolean') return fc.boolean();
  return inner.name === 'Int' ? fc.oneof(fc.integer({ min: 1, max: 5 }), number) : text;
}

/** A selection of everything below a field that takes no way further. */
function selectionOf({ type }: GraphQLField<unknown, unknown>): string {
  const inner = getNamedType(type);
  if (!isCompositeType(inner)) return '';
  const fields = isObjectType(inner) || isInterfaceType(inner) ? inner.getFields() : {};
  const leaves = Object.values(fields)
    .filter((field) => !isCompositeType(getNamedType(field.type)) && field.args.length === 0)
    .map(({ name }) => name);
  return `{ __typename ${leaves.join(' ')} ${'nodes' in fields ? 'nodes { __typename }' : ''} }`;
}

/** What may be said of garbage; keys such as __proto__ make the whole body one. */
const CLIENTS_FAULT = ['BAD_USER_INPUT', 'BAD_REQUEST', 'GRAPHQL_VALIDATION_FAILED', 'NOT_FOUND'];

const places = placesWithArguments();

test('every field with arguments is reached', () => {
  const all = Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type) && !type.name.startsWith('__'))
    .flatMap((type) =>
      Object.values(
        (type as { getFields(): Record<string, GraphQLField<unknown, unknown>> }).getFields(),
      )
        .filter(({ args }) => args.length > 0)
        .map(({ name }) => `${type.name}.${name}`),
    );
  const reached = places.map(({ name }) => name);
  expect(all.filter((name) => !reached.includes(name) && !name.startsWith('Mutation.'))).toEqual(
    [],
  );
});

test.each(places.map((place) => [place.name, place] as const))(
  'garbage in the arguments of %s is never our fault',
  async (_name, { field, open, close }) => {
    const { args, name } = field;
    const definitions = args.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ');
    const given = args.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
    const query = `query (${definitions}) { ${open} ${name}(${given}) ${selectionOf(field)} ${close} }`;
    const variables = garbledOne(args);
    await fc.assert(
      fc.asyncProperty(variables, async (values) => {
        const response = await server.app.inject({
          ...{ method: 'POST', url: '/graphql' },
          ...{ headers: { 'content-type': 'application/json' } },
          payload: JSON.stringify({ query, variables: values }),
        });
        expect(response.statusCode).toBeLessThan(500);
        const { errors = [] } = response.json<{
          errors?: { message: string; extensions: { code: string } }[];
        }>();
        expect(errors.length).toBeLessThanOrEqual(10);
        for (const { message, extensions } of errors) {
          expect(CLIENTS_FAULT).toContain(extensions.code);
          expect(message).not.toMatch(/\b(SELECT|FROM) |node_modules|\.[jt]s\b/);
        }
      }),
      // An answer that takes longer than any may is a failure.
      { numRuns: 60, timeout: 10_000 },
    );
  },
);

test('garbage in place of a request is never our fault', async () => {
  const key = fc.constantFrom('query', 'variables', 'operationName', 'extensions', '__proto__');
  const persisted = fc.record({
    persistedQuery: fc.oneof(anything, fc.record({ version: anything, sha256Hash: anything })),
  });
  const query = fc.constantFrom(
    '{ __typename }',
    'query A { __typename } query B { __typename }',
    '{',
    '',
  );
  const body = fc.dictionary(key, fc.oneof(anything, persisted, query));
  await fc.assert(
    fc.asyncProperty(fc.oneof(body, anything), async (sent) => {
      const response = await server.app.inject({
        ...{ method: 'POST', url: '/graphql', payload: JSON.stringify(sent) },
        ...{ headers: { 'content-type': 'application/json' } },
      });
      expect(response.statusCode).toBeLessThan(500);
      expect(response.body).not.toContain('INTERNAL_SERVER_ERROR');
      const search = new URLSearchParams();
      for (const [name, value] of Object.entries(Object(sent) as object)) {
        search.append(
          name,
          typeof value === 'string' ? value.toWellFormed() : JSON.stringify(value),
        );
      }
      const got = await server.app.inject({
        ...{ method: 'GET', url: `/graphql?${search.toString()}` },
        headers: { 'apollo-require-preflight': 'true' },
      });
      expect(got.statusCode).toBeLessThan(500);
      expect(got.body).not.toContain('INTERNAL_SERVER_ERROR');
    }),
    { numRuns: 300, timeout: 10_000 },
  );
});
