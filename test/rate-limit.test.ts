import type { LightMyRequestResponse } from 'fastify';
import WebSocket from 'ws';
import { createApiKey } from '../src/access/api-keys';
import { get, startCachingServer, until, untilKept, wasKept } from './support/cached';
import { readsIn, startTestServer, type TestServer } from './support/server';
import { clientOf, hear, listen } from './support/sockets';

const QUERY = '{ articles(first: 10) { nodes { slug section { name } } } }'; // 21 points
const POINTS = 100;
const settings = (more: Record<string, string> = {}): Record<string, string> => ({
  DATELINE_RATE_LIMIT_POINTS: String(POINTS),
  // Longer than any test takes.
  DATELINE_RATE_LIMIT_SECONDS: '3600',
  ...more,
});

const servers: TestServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});
async function start(more?: Record<string, string>): Promise<TestServer> {
  const server = await startTestServer('desk', { environment: settings(more) });
  servers.push(server);
  return server;
}

interface From {
  address?: string;
  forwarded?: string;
  query?: string;
}
function send(
  server: TestServer,
  { address = '192.0.2.1', forwarded, query = QUERY }: From = {},
): Promise<LightMyRequestResponse> {
  return server.app.inject({
    ...{ method: 'POST', url: '/graphql', payload: { query }, remoteAddress: address },
    headers: { ...(forwarded && { 'x-forwarded-for': forwarded }) },
  });
}

/** The points that an answer says are left. */
function left({ headers }: LightMyRequestResponse): number {
  expect(headers['ratelimit-policy']).toBe(`"points";q=${POINTS};w=3600`);
  const [, remaining] = /^"points";r=(\d+);t=\d+$/.exec(String(headers['ratelimit'])) ?? [];
  return Number(remaining);
}

const statuses = async (server: TestServer, from: From, times: number): Promise<number[]> => {
  const found = [];
  for (let i = 0; i < times; i++) found.push((await send(server, from)).statusCode);
  return found;
};

test('what a query costs is taken from what its address may spend, until there is nothing left', async () => {
  const server = await start();
  expect(left(await send(server))).toBe(POINTS - 21);
  expect(left(await send(server))).toBe(POINTS - 42);
  expect(await statuses(server, {}, 2)).toEqual([200, 200]);
  const refused = await send(server);
  expect(refused.statusCode).toBe(429);
  expect(refused.json().errors).toMatchObject([{ extensions: { code: 'RATE_LIMITED' } }]);
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  expect(left(refused)).toBe(0);
  // Somebody else is served.
  expect(left(await send(server, { address: '192.0.2.2' }))).toBe(POINTS - 21);
});

test('a refused operation runs nothing', async () => {
  const server = await start();
  await statuses(server, {}, 4);
  server.statements.length = 0;
  expect(await statuses(server, {}, 2)).toEqual([429, 429]);
  expect(readsIn(server)).toEqual([]);
});

test('whatever becomes of a request, it costs a point', async () => {
  const server = await start();
  for (const query of ['{', '{ nothing }', '{ __typename }']) {
    await send(server, { query });
  }
  expect(left(await send(server, { query: '{ __typename }' }))).toBe(POINTS - 4);
  expect(await statuses(server, { query: '{' }, 97)).toEqual([...Array(96).fill(400), 429]);
});

test('an answer that was kept costs a point, whatever it cost to make', async () => {
  const server = await startCachingServer('desk', settings());
  servers.push(server);
  await untilKept(server, QUERY);
  const before = await get(server, { query: QUERY });
  const after = await get(server, { query: QUERY });
  expect([wasKept(before), wasKept(after)]).toEqual([false, true]);
  expect(left(before) - left(after)).toBe(1);
});

test('networks of IPv6 are one client, and an address of IPv4 in IPv6 is that address', async () => {
  const server = await start();
  await send(server, { address: '2001:db8:1:2::1' });
  expect(left(await send(server, { address: '2001:db8:1:2:ffff::9' }))).toBe(POINTS - 42);
  expect(left(await send(server, { address: '2001:db8:1:3::1' }))).toBe(POINTS - 21);
  await send(server, { address: '::ffff:192.0.2.9' });
  expect(left(await send(server, { address: '192.0.2.9' }))).toBe(POINTS - 42);
});

test('X-Forwarded-For is believed of a trusted proxy alone', async () => {
  const server = await start();
  await send(server, { forwarded: '198.51.100.1' });
  expect(left(await send(server, { forwarded: '198.51.100.2' }))).toBe(POINTS - 42);

  const behind = await start({ DATELINE_TRUSTED_PROXIES: '192.0.2.0/24' });
  await send(behind, { forwarded: '198.51.100.1' });
  expect(left(await send(behind, { forwarded: '198.51.100.2' }))).toBe(POINTS - 21);
  // What the client itself wrote there comes before what the proxy adds.
  expect(left(await send(behind, { forwarded: '203.0.113.7, 198.51.100.1' }))).toBe(POINTS - 42);
  expect(left(await send(behind, { address: '203.0.113.1', forwarded: '198.51.100.2' }))).toBe(
    POINTS - 21,
  );
  await send(behind, { forwarded: 'garbage' });
});

test('servers on one PostgreSQL count together', async () => {
  const one = await start({ DATELINE_RATE_LIMIT: 'postgres' });
  expect(left(await send(one))).toBe(POINTS - 21);
  const [row] = await one.db.query<[{ points: number }]>('SELECT points FROM rate_limit');
  expect(row.points).toBe(21);
  await one.db.query('UPDATE rate_limit SET points = 90');
  expect((await send(one)).statusCode).toBe(429);
});

test('a store that is away leaves each server to count for itself', async () => {
  const server = await start({ DATELINE_RATE_LIMIT: 'redis://127.0.0.1:1' });
  expect(left(await send(server))).toBe(POINTS - 21);
  expect(await statuses(server, {}, 4)).toEqual([200, 200, 200, 429]);
});

test('it can be turned off', async () => {
  const server = await start({ DATELINE_RATE_LIMIT: 'off' });
  expect(await statuses(server, {}, 6)).toEqual(Array(6).fill(200));
  expect((await send(server)).headers).not.toHaveProperty('ratelimit');
});

test('health is asked for free', async () => {
  const server = await start();
  const health = await server.app.inject({ method: 'GET', url: '/healthz' });
  expect(health.headers).not.toHaveProperty('ratelimit');
});

test.each([
  ['/feed.xml', 50],
  ['/feed.json?section=politics', 50],
  ['/articles/second-visit-to-moscow.jsonld', 5],
  ['/articles/second-visit-to-moscow.ninjs.json', 5],
  ['/timeline/russia.timelinejs.json', 50],
])('%s costs %d points, and is refused in the same form', async (url, points) => {
  const server = await start();
  const ask = (): Promise<LightMyRequestResponse> =>
    server.app.inject({ method: 'GET', url, remoteAddress: '192.0.2.1' });
  const first = await ask();
  expect([first.statusCode, left(first)]).toEqual([200, POINTS - points]);
  for (let spent = points; spent < POINTS; spent += points) await ask();
  server.statements.length = 0;
  const refused = await ask();
  expect([refused.statusCode, left(refused)]).toEqual([429, 0]);
  expect(refused.json().errors).toMatchObject([{ extensions: { code: 'RATE_LIMITED' } }]);
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  expect(readsIn(server)).toEqual([]);
  // What the API may spend is the same.
  expect((await send(server)).statusCode).toBe(429);
});

describe('what comes through a socket', () => {
  /** What a client is answered that sends a query again and again: how often it was, then a code. */
  async function ask(url: string, forwarded: string, times: number): Promise<(string | null)[]> {
    const headers = { 'x-forwarded-for': forwarded };
    const client = clientOf(url, {
      webSocketImpl: class extends WebSocket {
        constructor(address: string, protocols: string) {
          super(address, protocols, { headers });
        }
      },
    });
    const codes: (string | null)[] = [];
    for (let i = 0; i < times; i++) {
      const heard = hear(client, QUERY);
      await until(() => Promise.resolve(heard.isComplete || heard.errors.length > 0));
      const [error] = heard.errors.flat() as { extensions?: { code: string }; code?: number }[];
      codes.push(error ? String(error.extensions?.code ?? error.code) : null);
    }
    await client.dispose();
    return codes;
  }

  test('is charged to its address, whatever it says that it was forwarded for', async () => {
    const server = await start();
    const url = await listen(server.app);
    const once = [null, null, null, null, 'RATE_LIMITED'];
    expect(await ask(url, '198.51.100.1', 5)).toEqual(once);
    // Nor are others let in from there.
    expect(await ask(url, '198.51.100.2', 1)).toEqual(['1013']);
  });

  test('is charged to the address that a trusted proxy names', async () => {
    const server = await start({ DATELINE_TRUSTED_PROXIES: '127.0.0.1' });
    const url = await listen(server.app);
    const once = [null, null, null, null, 'RATE_LIMITED'];
    expect(await ask(url, '198.51.100.1', 5)).toEqual(once);
    expect(await ask(url, '203.0.113.7, 198.51.100.1', 1)).toEqual(['1013']);
    expect(await ask(url, '198.51.100.2', 5)).toEqual(once);
    expect(left(await send(server, { address: '198.51.100.3' }))).toBe(POINTS - 21);
  });
});

test('a key has its own to spend, wherever it is used; to be asked costs its address a point', async () => {
  const server = await start();
  const { key } = await createApiKey(server.db, { name: 'reader', role: 'READER' });
  const withKey = (address: string): Promise<LightMyRequestResponse> =>
    server.app.inject({
      ...{ method: 'POST', url: '/graphql', payload: { query: QUERY }, remoteAddress: address },
      headers: { authorization: `Bearer ${key}` },
    });
  await withKey('192.0.2.1');
  expect(left(await withKey('192.0.2.2'))).toBe(POINTS - 40);
  expect(left(await send(server))).toBe(POINTS - 22);
  const wrong = await server.app.inject({
    ...{ method: 'POST', url: '/graphql', payload: { query: QUERY }, remoteAddress: '192.0.2.3' },
    headers: { authorization: 'Bearer dateline_wrong' },
  });
  expect([wrong.statusCode, left(wrong)]).toEqual([401, POINTS - 1]);
});
