import * as fc from 'fast-check';
import { Client } from 'pg';
import { getIntrospectionQuery } from 'graphql';
import { startTestServer, type TestServer } from './support/server';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer('desk');
});
afterAll(() => server.close());

const SECRET = 'zq7secret';

/** What is sent, and the code that must come back. */
const REFUSED: [what: string, code: string, query: string, variables?: Record<string, unknown>][] =
  [
    ['a syntax error', 'GRAPHQL_PARSE_FAILED', `{ articles "${SECRET}" }`],
    ['an unknown field', 'GRAPHQL_VALIDATION_FAILED', '{ nothing }'],
    [
      'a literal of the wrong type',
      'GRAPHQL_VALIDATION_FAILED',
      `{ articles(first: "${SECRET}") { totalCount } }`,
    ],
    [
      'an enum value that is none',
      'GRAPHQL_VALIDATION_FAILED',
      `{ articles(orderBy: ${SECRET}) { totalCount } }`,
    ],
    [
      'a day that is none',
      'GRAPHQL_VALIDATION_FAILED',
      '{ timeline(where: { from: "2025-02-30" }) { totalCount } }',
    ],
    [
      'a moment that is none',
      'GRAPHQL_VALIDATION_FAILED',
      `{ articles(where: { publishedFrom: "${SECRET}" }) { totalCount } }`,
    ],
    [
      'a variable of the wrong type',
      'BAD_USER_INPUT',
      'query ($n: Int) { articles(first: $n) { totalCount } }',
      { n: SECRET },
    ],
    [
      'wrong values deep in a variable',
      'BAD_USER_INPUT',
      'query ($w: ArticleWhere) { articles(where: $w) { totalCount } }',
      { w: { sections: [{ a: SECRET }], publishedFrom: SECRET, statuses: [SECRET] } },
    ],
    [
      'a field that an input has not',
      'BAD_USER_INPUT',
      'query ($w: ArticleWhere) { articles(where: $w) { totalCount } }',
      { w: { [SECRET]: 1 } },
    ],
    [
      'the year 0',
      'BAD_USER_INPUT',
      'query ($d: DateTime) { articles(where: { publishedFrom: $d }) { totalCount } }',
      { d: '0000-01-01T00:00:00Z' },
    ],
    ['a cursor that is none', 'BAD_USER_INPUT', `{ articles(after: "${SECRET}") { totalCount } }`],
    ['an id that is none', 'BAD_USER_INPUT', `{ node(id: "${SECRET}") { id } }`],
    [
      'a text that is too long',
      'BAD_USER_INPUT',
      'query ($q: String!) { search(query: $q) { totalCount } }',
      { q: SECRET.repeat(30) },
    ],
    [
      'a list that is too long',
      'BAD_USER_INPUT',
      'query ($s: [String!]) { articles(where: { sections: $s }) { totalCount } }',
      { s: Array(101).fill(SECRET) },
    ],
    [
      'U+0000 in a variable',
      'BAD_USER_INPUT',
      'query ($s: String!) { article(slug: $s) { id } }',
      { s: `${SECRET}\0` },
    ],
    [
      'U+0000 in a literal',
      'BAD_USER_INPUT',
      String.raw`{ article(slug: "zq7secret\u0000") { id } }`,
    ],
    [
      'both code and slug',
      'BAD_USER_INPUT',
      `{ country(code: "${SECRET}", slug: "${SECRET}") { id } }`,
    ],
    [
      'an interval that ends before it starts',
      'BAD_USER_INPUT',
      '{ timeline(where: { from: "2025-02-02", to: "2025-02-01" }) { totalCount } }',
    ],
  ];

test.each(
  REFUSED.map(([what, code, query, variables = {}]) => [what, code, query, variables] as const),
)('%s is refused with %s, and not repeated', async (_what, code, query, variables) => {
  const { errors = [] } = await server.send(query, variables);
  expect(errors.map(({ extensions }) => extensions.code)).toContain(code);
  expect(JSON.stringify(errors)).not.toContain(SECRET);
  expect(JSON.stringify(errors)).not.toMatch(/\b(SELECT|FROM) |node_modules|\.[jt]s\b/);
});

describe('a value with the words of a message in it, again and again, is refused at once', () => {
  let large: TestServer;
  beforeAll(async () => {
    large = await startTestServer('empty', { environment: { DATELINE_MAX_BODY_BYTES: '9000000' } });
  });
  afterAll(() => large.close());

  // Looked for from each place where the words stand, it would take minutes.
  test.each(['Value "', 'Field "', 'cannot represent ', ' got invalid value '])(
    '%s',
    async (words) => {
      const where = { [words.repeat(200_000)]: 1 };
      const query = 'query ($where: ArticleWhere) { articles(where: $where) { totalCount } }';
      const { errors } = await large.send(query, { where });
      expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
      expect(JSON.stringify(errors)).not.toContain(words);
    },
  );
});

test('no text that a client may send is our fault', async () => {
  const query = `query ($t: String!, $l: [String!]) {
    article(slug: $t) { id }
    entities(where: { name: $t, countries: $l, mentionedIn: $t }) { totalCount nodes { id } }
    articles(where: { text: $t, sections: $l, entities: $l, languages: $l }) { totalCount nodes { id } }
    bases(where: { name: $t, operators: $l }) { totalCount nodes { id } }
    timeline(where: { anyEntities: $l }) { totalCount nodes { id } }
    search(query: $t) { totalCount edges { score highlights { text } } }
    country(code: $t) { id }
  }`;
  const text = fc.string({ unit: 'binary', maxLength: 250 });
  await fc.assert(
    fc.asyncProperty(text, fc.array(text, { maxLength: 3 }), async (t, l) => {
      const { errors = [] } = await server.send(query, { t, l });
      expect(errors.filter(({ extensions }) => extensions.code !== 'BAD_USER_INPUT')).toEqual([]);
    }),
    { numRuns: 150 },
  );
});

describe('a query that goes too far', () => {
  const nested = (depth: number): string =>
    depth === 0 ? '{ name }' : `{ capital { country ${nested(depth - 1)} } }`;

  test.each([
    ['1,001 tokens', `{ ${'sections { slug } '.repeat(250)} }`],
    ['a depth of 11', `{ country(code: "SY") ${nested(5)} }`],
    [
      'the same through fragments',
      `{ country(code: "SY") { ...f } } fragment f on Country ${nested(5)}`,
    ],
    [
      'a fragment in a circle',
      '{ country(code: "SY") { ...f } } fragment f on Country { capital { country { ...f } } }',
    ],
    ['16 aliases', `{ ${Array.from({ length: 16 }, (_, i) => `a${i}: __typename`).join(' ')} }`],
    ['10,000 equal fields', `{ sections { ${'id '.repeat(10_000)} } }`],
    [
      '16 aliases in fragments',
      `{ ...f ...g } ${['f', 'g'].map((f) => `fragment ${f} on Query { ${Array.from({ length: 8 }, (_, i) => `${f}${i}: __typename`).join(' ')} }`).join(' ')}`,
    ],
    ['6 directives', `{ __typename ${'@include(if: true) '.repeat(6)} }`],
  ])('%s is refused', async (_what, query) => {
    expect(await server.codeOf(query)).toMatch(/^GRAPHQL_(PARSE|VALIDATION)_FAILED$/);
  });

  test('what stays within the limits is not', async () => {
    expect(await server.codeOf(`{ country(code: "SY") ${nested(4)} }`)).toBeUndefined();
    expect(
      await server.codeOf(getIntrospectionQuery({ inputValueDeprecation: true })),
    ).toBeUndefined();
  });
});

describe('an answer of errors', () => {
  const whole = async (query: string, variables?: object): Promise<string> => {
    const response = await server.app.inject({
      ...{ method: 'POST', url: '/graphql', payload: { query, variables } },
    });
    expect(response.statusCode).toBe(400);
    expect(response.json().errors.length).toBeLessThanOrEqual(10);
    expect(response.body).not.toContain('INTERNAL_SERVER_ERROR');
    expect(response.body.length).toBeLessThan(64_000);
    return response.body;
  };

  test('has ten at most, and is short', async () => {
    await whole(`{ ${Array.from({ length: 200 }, (_, i) => `nothing${i}`).join(' ')} }`);
    await whole(`{ ${'n'.repeat(90_000)} }`);
    await whole('query ($w: ArticleWhere) { articles(where: $w) { totalCount } }', {
      w: { statuses: Array(90).fill('NOTHING'), sections: Array(90).fill(1) },
    });
    await whole('query ($w: ArticleWhere) { articles(where: $w) { totalCount } }', {
      w: { ['n'.repeat(90_000)]: 1 },
    });
  });

  test('of resolvers has ten at most, and keeps what there is', async () => {
    const ids = Array.from({ length: 13 }, (_, i) => `n${i}: node(id: "none") { id }`);
    const { data, errors = [] } = await server.send(`{ __typename ${ids.join(' ')} }`);
    expect(errors).toHaveLength(10);
    expect(data.__typename).toBe('Query');
  });

  test('does not suggest names where the schema is not to be asked for', async () => {
    const closed = await startTestServer('empty', {
      environment: { DATELINE_INTROSPECTION: 'off' },
    });
    const wrong: [string, Record<string, unknown>?][] = [
      ['{ article { slug } artikles { totalCount } }'],
      ['{ articles { nodes { headlines } } }'],
      ['{ articles(frist: 1) { totalCount } }'],
      ['{ articles(orderBy: NEWEST_FIRS) { totalCount } }'],
      ['{ articles(where: { section: [] }) { totalCount } }'],
      ['query ($w: ArticleWher) { articles(where: $w) { totalCount } }'],
      ['{ entity(slug: "x") { ... on Persn { id } nationality { id } } }'],
      ['query ($w: ArticleWhere) { articles(where: $w) { totalCount } }', { w: { section: [] } }],
      ['query ($o: ArticleOrder) { articles(orderBy: $o) { totalCount } }', { o: 'NEWEST_FIRS' }],
    ];
    for (const [query, variables] of wrong) {
      const { errors = [] } = await closed.send(query, variables);
      expect(errors.length).toBeGreaterThan(0);
      expect(JSON.stringify(errors)).not.toMatch(/did you mean/i);
    }
    await closed.close();
    expect(JSON.stringify(await server.send('{ artikles { totalCount } }'))).toMatch(
      /did you mean/i,
    );
  });
});

test.each<[string, string, Record<string, unknown>]>([
  [
    'null for what must be there',
    'query ($s: String = "x") { article(slug: $s) { id } }',
    { s: null },
  ],
  [
    'null for a condition',
    'query ($c: Boolean = true) { __typename @include(if: $c) }',
    { c: null },
  ],
  [
    'null in a list',
    'query ($s: String = "x") { articles(where: { sections: [$s] }) { totalCount } }',
    { s: null },
  ],
])('%s is the client’s fault', async (_what, query, variables) => {
  expect(await server.codeOf(query, {})).toBeUndefined();
  expect(await server.codeOf(query, variables)).toBe('BAD_USER_INPUT');
  expect(await server.codeOf(query, variables)).toBe('BAD_USER_INPUT');
});

describe('over HTTP', () => {
  const post = (payload: string, type = 'application/json') =>
    server.app.inject({
      method: 'POST',
      url: '/graphql',
      headers: { 'content-type': type },
      payload,
    });
  const codeIn = (body: string): unknown =>
    (JSON.parse(body) as { errors: { extensions: { code: string } }[] }).errors[0]?.extensions.code;

  test.each([
    ['a body that is not JSON', '{', 'application/json', 400, 'BAD_REQUEST'],
    [
      'a body of over 100 kB',
      JSON.stringify({ query: `{ __typename } # ${'x'.repeat(100_000)}` }),
      'application/json',
      413,
      'REQUEST_TOO_LARGE',
    ],
    [
      'a batch',
      JSON.stringify([{ query: '{ __typename }' }]),
      'application/json',
      400,
      'BAD_REQUEST',
    ],
    ['no query', '{}', 'application/json', 400, 'BAD_REQUEST'],
    ['another media type', '{ __typename }', 'application/x-thing', 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['plain text', '{ __typename }', 'text/plain', 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ])('%s is refused', async (_what, payload, type, status, code) => {
    const response = await post(payload, type);
    expect(response.statusCode).toBe(status);
    expect(codeIn(response.body)).toBe(code);
  });

  test('a hash of a persisted query that does not fit is the client’s fault', async () => {
    const extensions = { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } };
    const response = await post(JSON.stringify({ query: '{ __typename }', extensions }));
    expect(response.statusCode).toBe(400);
    expect(codeIn(response.body)).not.toBe('INTERNAL_SERVER_ERROR');
  });

  test('a persisted query of another protocol is the client’s fault', async () => {
    for (const persistedQuery of [
      { version: 2, sha256Hash: 'a' },
      {},
      'x',
      1,
      [1],
      { version: 1 },
    ]) {
      const response = await post(
        JSON.stringify({ query: '{ __typename }', extensions: { persistedQuery } }),
      );
      expect([response.statusCode, codeIn(response.body)]).toEqual([400, 'BAD_REQUEST']);
    }
  });

  test('an operation that is not there is not repeated', async () => {
    const response = await post(JSON.stringify({ query: '{ __typename }', operationName: SECRET }));
    expect(codeIn(response.body)).toBe('OPERATION_RESOLUTION_FAILURE');
    expect(response.body).not.toContain(SECRET);
  });

  test.each([
    'subscription { articleChanged @skip(if: true) { slug } }',
    'subscription ($b: Boolean!) { articleChanged @skip(if: $b) { slug } }',
    'subscription ($b: Boolean!) { ... @include(if: $b) { articleChanged { slug } } }',
    'subscription ($b: Boolean!) { ...F } fragment F on Subscription { articleChanged @skip(if: $b) { slug } }',
  ])('a subscription of which there may be none is refused: %s', async (query) => {
    const response = await post(JSON.stringify({ query, variables: { b: true } }));
    expect(response.statusCode).toBe(400);
    expect(codeIn(response.body)).toBe('GRAPHQL_VALIDATION_FAILED');
  });

  const deep = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;
  const ASKING = { query: 'query ($s: String!) { article(slug: $s) { id } }' };

  test.each([50, 49_000])(
    'JSON of %d levels and more is refused, wherever it stands',
    async (n) => {
      const { query } = ASKING;
      for (const body of [
        deep(n + 1),
        `{"query":${deep(n)}}`,
        `{"query":"${query}","variables":{"s":${deep(n - 1)}}}`,
        `{"query":"{ __typename }","extensions":{"e":${deep(n - 1)}}}`,
      ]) {
        const response = await post(body);
        expect([response.statusCode, codeIn(response.body)]).toEqual([400, 'BAD_REQUEST']);
      }
    },
  );

  test('so is that in an address', async () => {
    const search = new URLSearchParams({ ...ASKING, variables: `{"s":${deep(5000)}}` });
    const response = await server.app.inject({
      ...{ method: 'GET', url: `/graphql?${search.toString()}` },
      headers: { 'apollo-require-preflight': 'true' },
    });
    expect([response.statusCode, codeIn(response.body)]).toEqual([400, 'BAD_REQUEST']);
  });

  test.each([
    [`/%${SECRET}`, 400, 'BAD_REQUEST'],
    [`/articles/${SECRET.repeat(30)}.jsonld`, 404, 'NOT_FOUND'],
  ])('what is not to be routed is refused in the same form: %s', async (path, status, code) => {
    const response = await server.app.inject({ method: 'GET', url: path });
    expect([response.statusCode, codeIn(response.body)]).toEqual([status, code]);
    expect(response.body).not.toContain(SECRET);
  });

  test('a form of another site can’t send a query', async () => {
    const response = await server.app.inject({ method: 'GET', url: '/graphql?query={__typename}' });
    expect(response.statusCode).toBe(400);
  });

  test('a browser is shown Apollo Sandbox with a first query that works, unless it is turned off', async () => {
    const browse = (app: TestServer['app']) =>
      app.inject({ method: 'GET', url: '/graphql', headers: { accept: 'text/html' } });
    expect((await browse(server.app)).body).toMatch(/WhoMetWhom[^]*EmbeddedSandbox/);
    const plain = await startTestServer('empty', {
      environment: { DATELINE_SANDBOX: 'off', DATELINE_INTROSPECTION: 'off' },
    });
    expect((await browse(plain.app)).body).not.toContain('EmbeddedSandbox');
    expect(await plain.codeOf('{ __schema { types { name } } }')).toBe('GRAPHQL_VALIDATION_FAILED');
    await plain.close();
  });

  test('there is a 404 in the same form, and a word on health', async () => {
    const get = (url: string) => server.app.inject({ method: 'GET', url });
    expect(codeIn((await get('/nothing')).body)).toBe('NOT_FOUND');
    expect((await get('/healthz')).statusCode).toBe(200);
    expect((await get('/readyz')).statusCode).toBe(200);
  });
});

test('a database that is gone is told as such, and found again', async () => {
  const other = await startTestServer('empty');
  const name = new URL(other.url).pathname.slice(1);
  const admin = new Client({ connectionString: process.env['TEST_DATABASE_URL'] });
  await admin.connect();
  await admin.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
  await admin.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`,
  );
  const gone = await other.app.inject({
    method: 'POST',
    url: '/graphql',
    payload: { query: '{ sections { id } }' },
  });
  const ready = await other.app.inject({ method: 'GET', url: '/readyz' });
  await admin.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
  await admin.end();
  expect(gone.json()).toMatchObject({ errors: [{ extensions: { code: 'SERVICE_UNAVAILABLE' } }] });
  expect([gone.statusCode, ready.statusCode]).toEqual([503, 503]);
  expect(await other.codeOf('{ sections { id } }')).toBeUndefined();
  await other.close();
});
