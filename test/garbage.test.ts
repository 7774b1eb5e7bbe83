import * as fc from 'fast-check';
import {
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  type GraphQLField,
  type GraphQLNamedType,
} from 'graphql';
import { buildSchema } from '../src/schema';
import { anything, expectClientsFault, garbled, operationWith } from './support/garbage';
import { startTestServer, type GraphQLResult, type TestServer } from './support/server';

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
  expect(
    all.filter((name) => !reached.includes(name) && !/^(Mutation|Subscription)\./.test(name)),
  ).toEqual([]);
});

test.each(places.map((place) => [place.name, place] as const))(
  'garbage in the arguments of %s is never our fault',
  async (_name, { field, ...way }) => {
    const query = operationWith('query', field, way);
    await fc.assert(
      fc.asyncProperty(garbled({ name: '', fields: field.args }), async (variables) => {
        const response = await server.app.inject({
          ...{ method: 'POST', url: '/graphql' },
          ...{ headers: { 'content-type': 'application/json' } },
          payload: JSON.stringify({ query, variables }),
        });
        expect(response.statusCode).toBeLessThan(500);
        expectClientsFault(response.json<GraphQLResult>().errors ?? [], variables);
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
