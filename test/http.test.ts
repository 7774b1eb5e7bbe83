import { createHash } from 'node:crypto';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { InjectOptions } from 'fastify';
import {
  get,
  isStored,
  post,
  startCachingServer,
  until,
  untilKept,
  wasKept,
} from './support/cached';
import { startTestServer, type TestServer } from './support/server';

const QUERY = '{ articles(first: 3) { nodes { headline body } } }';
const SHORT = '{ articles { totalCount } }';

let keeping: TestServer;
let plain: TestServer;
let without: TestServer;
beforeAll(async () => {
  keeping = await startCachingServer('desk');
  plain = await startTestServer('desk', {
    environment: { DATELINE_HTTP_MAX_AGE: '600', DATELINE_COMPRESSION: 'off' },
  });
  without = await startTestServer('empty');
});
afterAll(() => Promise.all([keeping.close(), plain.close(), without.close()]));

/** Of both servers: with a cache of answers, once it has them, and without. */
const both = (): [string, TestServer][] => [
  ['keeping', keeping],
  ['plain', plain],
];

describe('a browser or a cache on the way', () => {
  test('may keep an answer to GET, and asks whether it still holds', async () => {
    for (const [, server] of both()) {
      const first = await get(server, { query: QUERY });
      const etag = String(first.headers.etag);
      for (const tag of [etag, `"other", ${etag}`, etag.replace('W/', ''), '*']) {
        const again = await get(server, { query: QUERY }, { 'if-none-match': tag });
        expect([again.statusCode, again.body]).toEqual([304, '']);
        expect(again.headers.etag).toBe(etag);
        expect(again.headers['cache-control']).toBe(first.headers['cache-control']);
        expect(again.headers.vary).toBe(first.headers.vary);
      }
      const other = await get(server, { query: QUERY }, { 'if-none-match': '"other"' });
      expect([other.statusCode, other.body]).toEqual([200, first.body]);
    }
  });

  test('is given another answer with another tag after a change', async () => {
    const query = '{ section(slug: "politics") { name } }';
    for (const [name, server] of both()) {
      const before = await get(server, { query });
      const etag = String(before.headers.etag);
      await server.db.query(`UPDATE section SET name = $1 WHERE slug = 'politics'`, [name]);
      await until(async () => {
        const after = await get(server, { query }, { 'if-none-match': etag });
        return after.statusCode === 200 && after.body.includes(name);
      }, 1000);
      expect((await get(server, { query })).headers.etag).not.toBe(etag);
    }
  });

  test('keeps an answer that it was the first to ask for, and had already', async () => {
    const query = '{ articles(first: 2) { nodes { headline } } }';
    const { etag } = (await get(keeping, { query })).headers;
    await keeping.db.query('UPDATE entity SET name = name');
    await until(async () => {
      const again = await get(keeping, { query }, { 'if-none-match': String(etag) });
      expect(again.statusCode).toBe(304);
      return isStored(again);
    });
    expect(wasKept(await get(keeping, { query }))).toBe(true);
  });

  test('asks every time, unless it is told how long an answer holds', async () => {
    const control = async (server: TestServer, query: string): Promise<unknown> =>
      (await get(server, { query })).headers['cache-control'];
    expect(await control(keeping, QUERY)).toBe('public, no-cache');
    expect(await control(plain, '{ sections { name } }')).toBe('public, max-age=600');
    // Articles say themselves that they hold for five minutes.
    expect(await control(plain, QUERY)).toBe('public, max-age=300');
  });

  test('is told what an answer depends on', async () => {
    for (const [, server] of both()) {
      const { vary } = (await get(server, { query: QUERY }, { 'accept-encoding': 'br' })).headers;
      const names = String(vary).toLowerCase().split(', ').sort();
      expect(names).toEqual([
        ...['accept', 'accept-encoding', 'authorization', 'dateline-cost', 'origin'],
      ]);
    }
  });

  test('keeps no error, and no answer to POST', async () => {
    for (const [, server] of both()) {
      for (const answer of [
        await get(server, { query: '{ nothing }' }),
        await get(server, { query: '{ articles(first: 101) { totalCount } }' }),
        await get(server, { query: 'mutation { nothing }' }),
        await server.app.inject({ method: 'POST', url: '/graphql', payload: '{' }),
        await post(server, QUERY),
      ]) {
        expect(answer.headers['cache-control']).toBe('private, no-store');
        expect(answer.headers).not.toHaveProperty('etag');
      }
    }
  });
});

describe('what is sent', () => {
  const decoded = { br: brotliDecompressSync, gzip: gunzipSync };

  test.each([
    ['br', 'br'],
    ['gzip', 'gzip'],
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip;q=1, br;q=0.5', 'gzip'],
  ] as const)('is compressed for %s, whether it was kept or not', async (accepted, encoding) => {
    const plainly = (await get(plain, { query: QUERY })).body;
    const query = `${QUERY} # ${accepted}`;
    for (const fresh of [isStored, wasKept, wasKept]) {
      const answer = await get(keeping, { query }, { 'accept-encoding': accepted });
      expect(fresh(answer)).toBe(true);
      expect(answer.headers['content-encoding']).toBe(encoding);
      expect(decoded[encoding](answer.rawPayload).toString()).toBe(plainly);
      expect(Number(answer.headers['content-length'])).toBe(answer.rawPayload.length);
    }
    const tag = (await get(keeping, { query })).headers.etag;
    const again = await get(
      ...([
        keeping,
        { query },
        { 'accept-encoding': accepted, 'if-none-match': String(tag) },
      ] as const),
    );
    expect([again.statusCode, again.body, again.headers['content-encoding']]).toEqual([
      ...[304, '', undefined],
    ]);
  });

  test('is left as it is where the client takes nothing else, where it is short, or where it is said', async () => {
    for (const answer of [
      await get(keeping, { query: QUERY }),
      await get(keeping, { query: QUERY }, { 'accept-encoding': 'zstd' }),
      await get(keeping, { query: SHORT }, { 'accept-encoding': 'br' }),
      await get(plain, { query: QUERY }, { 'accept-encoding': 'br' }),
    ]) {
      expect(answer.headers).not.toHaveProperty('content-encoding');
      expect(answer.json()).toHaveProperty('data.articles');
    }
  });

  test('is compressed in POST as well, and Apollo Sandbox too', async () => {
    const headers = { 'accept-encoding': 'gzip' };
    const asked = await keeping.app.inject({
      ...{ method: 'POST', url: '/graphql', payload: { query: QUERY }, headers },
    });
    const page = await keeping.app.inject({
      ...{ method: 'GET', url: '/graphql', headers: { ...headers, accept: 'text/html' } },
    });
    expect(gunzipSync(asked.rawPayload).toString()).toContain('"headline"');
    expect(gunzipSync(page.rawPayload).toString()).toContain('EmbeddedSandbox');
    expect(page.headers).not.toHaveProperty('etag');
  });
});

test('what is refused is refused just so when the answer is kept for others', async () => {
  const url = `/graphql?${new URLSearchParams({ query: SHORT }).toString()}`;
  const text = { 'content-type': 'text/plain' };
  const requests: InjectOptions[] = [
    { method: 'GET', url },
    { method: 'GET', url, headers: { 'apollo-require-preflight': '' } },
    { method: 'GET', url, headers: { 'content-type': 'text/plain' } },
    { method: 'HEAD', url, headers: { 'apollo-require-preflight': 'true' } },
    { method: 'HEAD', url },
    { method: 'GET', url, headers: { ...text, 'apollo-require-preflight': 'true' } },
    { method: 'POST', url, headers: { 'apollo-require-preflight': 'true' } },
    { method: 'OPTIONS', url },
    { method: 'PUT', url, payload: { query: SHORT } },
    { method: 'POST', url: '/graphql', payload: JSON.stringify({ query: SHORT }), headers: text },
    { method: 'POST', url: '/graphql', payload: { query: SHORT, variables: [] } },
    { method: 'POST', url: '/graphql', payload: [{ query: SHORT }] },
    { method: 'GET', url, headers: { accept: 'image/png', 'apollo-require-preflight': 'true' } },
  ];
  await untilKept(keeping, SHORT);
  await get(keeping, { query: SHORT });
  expect(wasKept(await get(keeping, { query: SHORT }))).toBe(true);
  for (const request of requests) {
    const [warm, cold] = [await keeping.app.inject(request), await without.app.inject(request)];
    expect(warm.statusCode).toBe(cold.statusCode);
    expect(warm.body).toBe(cold.body);
    // When it was, what is left to spend and the request's own id are not what was answered.
    const { date: _date, ratelimit: _left, 'x-request-id': _id, ...headers } = cold.headers;
    expect(warm.headers).toMatchObject(headers);
  }
});

test('an answer comes in the media type that is asked for', async () => {
  for (const accept of ['application/json', 'application/graphql-response+json', '*/*']) {
    for (const [, server] of both()) {
      for (let i = 0; i < 2; i++) {
        const answer = await get(server, { query: SHORT }, { accept });
        const expected = accept === '*/*' ? 'application/json' : accept;
        expect(answer.headers['content-type']).toBe(`${expected}; charset=utf-8`);
      }
    }
  }
});

describe('a persisted query', () => {
  const extensionsOf = (query: string): { persistedQuery: object } => ({
    persistedQuery: {
      version: 1,
      sha256Hash: createHash('sha256').update(query).digest('hex'),
    },
  });
  const byGet = (server: TestServer, query: string | undefined, extensions: object) =>
    get(server, { ...(query && { query }), extensions: JSON.stringify(extensions) });
  const byPost = (server: TestServer, query: string | undefined, extensions: object) =>
    server.app.inject({ method: 'POST', url: '/graphql', payload: { query, extensions } });

  test.each([
    ['GET', byGet],
    ['POST', byPost],
  ] as const)('over %s is asked for, sent once, and known from then on', async (method, send) => {
    const query = `query Over${method} { articles(first: 1) { nodes { slug } } }`;
    const extensions = extensionsOf(query);
    for (const [, server] of both()) {
      for (let i = 0; i < 2; i++) {
        const unknown = await send(server, undefined, extensions);
        expect(unknown.json().errors[0].extensions.code).toBe('PERSISTED_QUERY_NOT_FOUND');
        expect(unknown.headers['cache-control']).toBe('private, no-store');
      }
      const sent = await send(server, query, extensions);
      const known = await send(server, undefined, extensions);
      expect(sent.json()).toHaveProperty('data.articles.nodes');
      expect([known.statusCode, known.body]).toEqual([200, sent.body]);
    }
    const again = await send(keeping, undefined, extensions);
    expect(wasKept(again)).toBe(true);
  });

  test('whose hash is another text’s is refused', async () => {
    for (const send of [byGet, byPost]) {
      for (let i = 0; i < 2; i++) {
        const answer = await send(keeping, SHORT, extensionsOf(QUERY));
        expect(answer.statusCode).toBe(400);
        expect(answer.json().errors[0].extensions.code).toBe('BAD_REQUEST');
      }
    }
  });
});
