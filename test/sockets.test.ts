import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import WebSocket from 'ws';
import { CloseCode } from 'graphql-ws';
import { createApiKey, revokeApiKey } from '../src/access/api-keys';
import { readConfig } from '../src/config';
import { createServer } from '../src/server';
import { until } from './support/cached';
import { createTestDatabase } from './support/database';
import { plantStories } from './support/planted';
import { startTestServer, type TestServer } from './support/server';
import { bareSocket, clientOf, endOf, hear, listen, type Heard } from './support/sockets';

let server: TestServer;
let url: string;
beforeAll(async () => {
  server = await startTestServer('desk');
  url = await listen(server.app);
});
afterAll(() => server.close());

const SUBSCRIPTION = 'subscription { articleChanged { slug } }';
const settled = (heard: Heard): Promise<void> =>
  until(() => Promise.resolve(heard.isComplete || heard.errors.length > 0));

/** What one operation is answered. */
async function ask(
  query: string,
  variables?: Record<string, unknown>,
  connectionParams: Record<string, unknown> = {},
): Promise<Heard> {
  const client = clientOf(url, { connectionParams });
  const heard = hear(client, query, variables);
  await settled(heard);
  await client.dispose();
  return heard;
}

/** The code of the one error that an operation is answered with. */
async function codeOf(query: string, variables?: Record<string, unknown>): Promise<unknown> {
  const { results, errors } = await ask(query, variables);
  const [error, ...others] = [
    ...results.flatMap((result) => result.errors ?? []),
    ...errors.flat(),
  ];
  expect(others).toEqual([]);
  return (error as { extensions: { code: string } }).extensions.code;
}

describe('who is at the other end', () => {
  const VIEWER = '{ viewer { role name } }';

  test('is a reader if they do not say', async () => {
    expect((await ask(VIEWER)).results).toEqual([
      { data: { viewer: { role: 'READER', name: null } } },
    ]);
  });

  test.each(['authorization', 'Authorization'])(
    'is known by %s in connectionParams',
    async (name) => {
      const { key } = await createApiKey(server.db, { name: 'Edna', role: 'EDITOR' });
      const { results } = await ask(VIEWER, {}, { [name]: `Bearer ${key}` });
      expect(results).toEqual([{ data: { viewer: { role: 'EDITOR', name: 'Edna' } } }]);
    },
  );

  test('is known by the header of the request', async () => {
    const { key } = await createApiKey(server.db, { name: 'Edna', role: 'EDITOR' });
    const socket = bareSocket(url, { headers: { authorization: `Bearer ${key}` } });
    const messages: { type: string; payload?: unknown }[] = [];
    socket.on('message', (data: Buffer) => {
      messages.push(JSON.parse(data.toString()));
      if (messages.length > 1) return;
      socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: VIEWER } }));
    });
    socket.on('open', () => socket.send('{"type":"connection_init"}'));
    await until(() => Promise.resolve(messages.some(({ type }) => type === 'next')));
    socket.close();
    expect(messages[1]?.payload).toEqual({ data: { viewer: { role: 'EDITOR', name: 'Edna' } } });
  });

  test.each(['Bearer dateline_unknown', 'Basic x', 'nonsense'])(
    'is refused with %s',
    async (key) => {
      const { errors } = await ask(VIEWER, {}, { authorization: key });
      expect(errors).toMatchObject([{ code: CloseCode.Forbidden }]);
    },
  );

  test('is refused with a key that was revoked', async () => {
    const { key, apiKey } = await createApiKey(server.db, { name: 'Gone', role: 'EDITOR' });
    await revokeApiKey(server.db, apiKey.uuid);
    const { errors } = await ask(VIEWER, {}, { authorization: `Bearer ${key}` });
    expect(errors).toMatchObject([{ code: CloseCode.Forbidden }]);
  });
});

describe('a socket whose key does not hold any more', () => {
  // Only what comes again and again is hurried.
  const asEver: FakeableAPI[] = [
    ...(['Date', 'hrtime', 'nextTick', 'performance', 'queueMicrotask'] as const),
    ...(['setImmediate', 'clearImmediate', 'setTimeout', 'clearTimeout'] as const),
  ];
  beforeEach(() => void jest.useFakeTimers({ doNotFake: asEver }));
  afterEach(() => void jest.useRealTimers());

  /** A minute in steps of the heartbeat, each answered: who is silent would be cut off. */
  async function passMinute(sockets: readonly WebSocket[]): Promise<void> {
    for (let seconds = 0; seconds < 60; seconds += 12) {
      jest.advanceTimersByTime(12_000);
      for (const socket of sockets.filter((one) => one.readyState === one.OPEN)) {
        socket.send('{"type":"ping"}');
        const heard = new AbortController();
        await Promise.race(['message', 'close'].map((event) => once(socket, event, heard)));
        heard.abort();
      }
    }
  }

  async function connected(key: string): Promise<WebSocket> {
    const socket = bareSocket(url, { headers: { authorization: `Bearer ${key}` } });
    await once(socket, 'open');
    socket.send('{"type":"connection_init"}');
    await once(socket, 'message');
    return socket;
  }

  test('is closed within a minute; another is left open', async () => {
    const { key, apiKey } = await createApiKey(server.db, { name: 'Gone', role: 'EDITOR' });
    const { key: other } = await createApiKey(server.db, { name: 'Edna', role: 'EDITOR' });
    const gone = await connected(key);
    const stays = await connected(other);
    const end = endOf(gone);
    await passMinute([gone, stays]);
    expect([gone.readyState, stays.readyState]).toEqual([gone.OPEN, stays.OPEN]);
    await revokeApiKey(server.db, apiKey.uuid);
    await passMinute([gone, stays]);
    expect(await end).toBe(CloseCode.Forbidden);
    expect(stays.readyState).toBe(stays.OPEN);
    stays.close();
  });
});

describe('an operation is checked as by HTTP', () => {
  const deep = `{ articles { nodes { section ${'{ articles { nodes { section '.repeat(5)} { slug } ${'} } }'.repeat(5)} } } }`;
  const FILTERED =
    'subscription ($where: ArticleChangeWhere) { articleChanged(where: $where) { slug } }';

  test.each([
    ['GRAPHQL_PARSE_FAILED', '{ articles'],
    ['GRAPHQL_PARSE_FAILED', `{ ${'__typename '.repeat(1001)} }`],
    ['GRAPHQL_VALIDATION_FAILED', '{ nothing }'],
    ['GRAPHQL_VALIDATION_FAILED', 'subscription { articleChanged { nothing } }'],
    [
      'GRAPHQL_VALIDATION_FAILED',
      'subscription { articleChanged { slug } timelineChanged { slug } }',
    ],
    ['GRAPHQL_VALIDATION_FAILED', deep],
    ['GRAPHQL_VALIDATION_FAILED', 'subscription { articleChanged @skip(if: true) { slug } }'],
    [
      'GRAPHQL_VALIDATION_FAILED',
      'subscription ($b: Boolean!) { articleChanged @skip(if: $b) { slug } }',
      { b: true },
    ],
    ['BAD_USER_INPUT', 'subscription { articleChanged(after: "nonsense") { slug } }'],
    ['BAD_USER_INPUT', 'subscription { articleChanged(where: { ids: ["nonsense"] }) { slug } }'],
    [
      'BAD_USER_INPUT',
      'subscription { articleChanged(where: { sections: ["a\\u0000"] }) { slug } }',
    ],
    ['BAD_USER_INPUT', '{ articles(first: 101) { nodes { slug } } }'],
    ['BAD_USER_INPUT', FILTERED, { where: 1 }],
    ['BAD_USER_INPUT', FILTERED, { where: { sections: Array.from({ length: 101 }, () => 'a') } }],
    ['BAD_USER_INPUT', FILTERED, { where: { entities: ['x'.repeat(201)] } }],
    ['BAD_USER_INPUT', FILTERED, { where: { entities: ['\ud800'] } }],
    ['BAD_REQUEST', 'mutation { deleteDraft(input: { id: "x" }) { deletedId } }'],
    ['OPERATION_RESOLUTION_FAILURE', 'query A { __typename } query B { __typename }'],
  ] as [string, string, Record<string, unknown>?][])(
    '%s: %s',
    async (code, query, variables = {}) => {
      expect(await codeOf(query, variables)).toBe(code);
    },
  );

  test('a query is answered', async () => {
    const { results, isComplete } = await ask(
      'query ($n: Int) { articles(first: $n) { nodes { section { slug } } } }',
      { n: 2 },
    );
    const { articles } = await server.ask('{ articles(first: 2) { nodes { section { slug } } } }');
    expect(results).toEqual([{ data: { articles } }]);
    expect(isComplete).toBe(true);
  });

  test('without introspection none is answered', async () => {
    const environment = { DATELINE_INTROSPECTION: 'off' };
    const closed = await startTestServer('empty', { environment });
    const client = clientOf(await listen(closed.app));
    const heard = hear(client, '{ __schema { queryType { name } } }');
    await settled(heard);
    await client.dispose();
    await closed.close();
    expect(heard.errors).toMatchObject([
      Array(2).fill({ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }),
    ]);
  });

  test('what goes wrong inside is not told', async () => {
    const broken = await startTestServer('desk');
    await broken.db.query('ALTER TABLE change RENAME COLUMN slug TO slug_that_was');
    const client = clientOf(await listen(broken.app));
    const after = Buffer.from('["FEED_OF_READERS","0"]').toString('base64url');
    const heard = hear(client, `subscription { articleChanged(after: "${after}") { slug } }`);
    const asked = hear(client, '{ changes { nodes { slug } } }');
    await settled(heard);
    await settled(asked);
    await client.dispose();
    await broken.close();
    const masked = {
      message: 'Something went wrong on our side. It has been logged.',
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    };
    expect(heard.errors).toEqual([[masked]]);
    expect(asked.results).toMatchObject([{ errors: [masked] }]);
  });

  test.each([
    ['fields', `{ ${Array.from({ length: 30 }, (_, i) => `f${i}`).join(' ')} }`],
    [
      'variables of a query',
      'query ($s: [String!]) { articles(where: { sections: $s }) { totalCount } }',
    ],
    [
      'variables of a subscription',
      'subscription ($s: [String!]) { timelineChanged(where: { entities: $s }) { __typename } }',
    ],
  ])('of thirty %s that are wrong ten are told', async (_what, query) => {
    const { results, errors } = await ask(query, { s: Array(30).fill({}) });
    expect([...errors, ...results.flatMap((result) => result.errors ?? [])].flat()).toHaveLength(
      10,
    );
  });

  test('a subscription by HTTP is refused', async () => {
    expect(await server.codeOf(SUBSCRIPTION)).toBe('BAD_REQUEST');
  });
});

describe('a socket', () => {
  test('takes 20 subscriptions, and another when one has ended', async () => {
    const client = clientOf(url);
    const all = Array.from({ length: 20 }, () => hear(client, SUBSCRIPTION));
    const oneMore = hear(client, SUBSCRIPTION);
    await settled(oneMore);
    expect(oneMore.errors).toMatchObject([[{ extensions: { code: 'TOO_MANY_SUBSCRIPTIONS' } }]]);
    all.pop()!.stop();
    const instead = hear(client, SUBSCRIPTION);
    for (let i = 0; instead.results.length === 0; i++) {
      await plantStories(server.db, [{ slug: 'for-twenty', headline: `Number ${i}` }]);
    }
    await client.dispose();
    expect([...all, instead].flatMap(({ errors }) => errors)).toEqual([]);
  });

  test('is closed when nobody says who they are', async () => {
    expect(await endOf(bareSocket(url))).toBe(CloseCode.ConnectionInitialisationTimeout);
  });

  test('is closed when it asks before it says so', async () => {
    const socket = bareSocket(url);
    const end = endOf(socket);
    socket.on('open', () =>
      socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: SUBSCRIPTION } })),
    );
    expect(await end).toBe(CloseCode.Unauthorized);
  });

  test.each([
    [100_000, CloseCode.BadRequest],
    [100_001, 1009],
  ])('is closed for a message of %d bytes with %d', async (size, code) => {
    const socket = bareSocket(url);
    const end = endOf(socket);
    socket.on('open', () => socket.send('x'.repeat(size)));
    expect(await end).toBe(code);
  });

  test('is closed for a message that is nested too deep', async () => {
    const socket = bareSocket(url);
    const end = endOf(socket);
    const payload = `{"a":${'['.repeat(40_000)}${']'.repeat(40_000)}}`;
    socket.on('open', () => socket.send(`{"type":"ping","payload":${payload}}`));
    expect(await end).toBe(CloseCode.BadRequest);
  });

  test('is refused without the protocol', async () => {
    expect(await endOf(new WebSocket(url))).toBe(CloseCode.SubprotocolNotAcceptable);
  });

  test('is refused at another address', async () => {
    expect(await endOf(bareSocket(url.replace('/graphql', '/healthz')))).toBe(404);
  });

  test('is refused to the pages of strangers, not to our own nor to those that are let in', async () => {
    const from = (origin: string): WebSocket => bareSocket(url, { origin });
    expect(await endOf(from('https://stranger.example'))).toBe(403);
    for (const origin of [`http://${new URL(url).host}`, 'https://studio.apollographql.com']) {
      const socket = from(origin);
      await new Promise((resolve) => socket.on('open', resolve));
      socket.close();
    }
  });

  test('that takes too little is cut off, and the server keeps no more for it', async () => {
    const said: string[] = [];
    const log = pino({ level: 'info' }, { write: (line) => said.push(line) });
    const config = readConfig({ DATELINE_DATA_DIR: 'unused' });
    const app = await createServer({ config, db: server.db, log });
    const socket = bareSocket(await listen(app));
    socket.on('open', () => socket.send('{"type":"connection_init"}'));
    await new Promise((resolve) => socket.once('message', resolve));
    const query = 'subscription { articleChanged { article { body } } }';
    for (let i = 0; i < 20; i++) {
      socket.send(JSON.stringify({ id: String(i), type: 'subscribe', payload: { query } }));
    }
    socket.pause();
    const text = 'A long read. '.repeat(20_000);
    const isCutOff = (): boolean => said.some((line) => line.includes('takes too little'));
    for (let i = 0; !isCutOff(); i++) {
      const blocks = [{ kind: 'PARAGRAPH' as const, text }];
      await plantStories(server.db, [{ slug: 'long-read', headline: `Number ${i}`, blocks }]);
    }
    const connections = (): Promise<number> =>
      new Promise((resolve) => app.server.getConnections((_error, count) => resolve(count)));
    await until(async () => (await connections()) === 0);
    socket.terminate();
    await app.close();
  });

  test('is closed in good order when the server is', async () => {
    const database = await createTestDatabase('empty');
    const config = readConfig({ DATELINE_DATA_DIR: 'unused' });
    const app = await createServer({ config, db: database.db, log: pino({ level: 'silent' }) });
    const socket = bareSocket(await listen(app));
    await new Promise((resolve) => socket.on('open', resolve));
    const end = endOf(socket);
    await app.close();
    expect(await end).toBe(1001);
    await database.close();
  });
});

test('a port that is in use is still an error', async () => {
  const squatter = createHttpServer();
  await new Promise<void>((resolve) => squatter.listen(0, '127.0.0.1', resolve));
  const { port } = squatter.address() as AddressInfo;
  const second = await startTestServer('empty');
  await expect(second.app.listen({ port, host: '127.0.0.1' })).rejects.toMatchObject({
    code: 'EADDRINUSE',
  });
  await second.close();
  await new Promise((resolve) => squatter.close(resolve));
});
