import { once } from 'node:events';
import { connect } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { startTestServer, type TestServer } from './support/server';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer('empty');
});
afterAll(() => server.close());

const BODY = JSON.stringify({ query: '{ __typename }' });

function send(options: Partial<InjectOptions> = {}): Promise<LightMyRequestResponse> {
  return server.app.inject({
    ...{ method: 'POST', url: '/graphql', payload: BODY },
    ...options,
    headers: { 'content-type': 'application/json', ...options.headers },
  } as InjectOptions);
}

const codeOf = ({ body }: LightMyRequestResponse): unknown =>
  (JSON.parse(body) as { errors: { extensions: { code: string } }[] }).errors[0]?.extensions.code;

describe('a body', () => {
  const bomb = (compress: (body: string) => Buffer): Buffer =>
    compress(JSON.stringify({ query: `{ __typename } #${' '.repeat(50_000_000)}` }));

  test.each([
    ['gzip', bomb(gzipSync)],
    ['br', bomb(brotliCompressSync)],
    ['deflate', gzipSync(BODY)],
    ['deflate', deflateSync(BODY)],
    ['gzip', gzipSync(BODY)],
    ['gzip, gzip', gzipSync(gzipSync(BODY))],
    ['x-unknown', Buffer.from(BODY)],
  ])('that is encoded (%s) is refused', async (encoding, payload) => {
    const answer = await send({ payload, headers: { 'content-encoding': encoding } });
    expect([answer.statusCode, codeOf(answer)]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
  });

  test.each(['utf-16', 'utf-7', 'latin1', 'x', '"iso-8859-1"'])(
    'in another charset (%s) is refused',
    async (charset) => {
      const answer = await send({
        headers: { 'content-type': `application/json; charset=${charset}` },
      });
      expect([answer.statusCode, codeOf(answer)]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
    },
  );

  test.each([
    'application/json; charset=utf-8',
    'application/json;charset="UTF-8"',
    'application/json',
    'application/json; x=y',
  ])('that says %s is taken', async (type) => {
    const answer = await send({
      headers: { 'content-type': type, 'content-encoding': 'identity' },
    });
    expect(answer.json()).toEqual({ data: { __typename: 'Query' } });
  });

  test.each([
    ['{"query":"{ __typename }","__proto__":{"a":1}}', 400],
    ['{"query":"{ __typename }","constructor":{"prototype":{"a":1}}}', 400],
    ['{"query":"{ __typename }","variables":{"__proto__":{"toString":1}}}', 400],
    ['"{ __typename }"', 400],
    ['null', 400],
    ['', 400],
    ['['.repeat(40_000), 400],
    [`{"query":"{ __typename }","x":${'['.repeat(40_000)}${']'.repeat(40_000)}}`, 400],
    [
      `{"query":"query($a:Int){ __typename }","variables":{"a":${'{"a":'.repeat(9000)}1${'}'.repeat(9000)}}}`,
      400,
    ],
  ])('such as %.60s is answered by %i', async (payload, status) => {
    const answer = await send({ payload });
    expect(answer.statusCode).toBe(status);
    expect(codeOf(answer)).not.toBe('INTERNAL_SERVER_ERROR');
  });
});

describe('a method', () => {
  test.each(['PUT', 'DELETE', 'PATCH', 'TRACE', 'PROPFIND'])(
    '%s is refused where another is taken',
    async (method) => {
      const answer = await send({ method: method as 'PUT' });
      expect([answer.statusCode, codeOf(answer)]).toEqual([405, 'METHOD_NOT_ALLOWED']);
      expect(answer.headers.allow).toBe('GET, HEAD, POST');
      const other = await send({ method: method as 'PUT', url: '/healthz?a=b' });
      expect([other.statusCode, other.headers.allow]).toEqual([405, 'GET, HEAD']);
    },
  );

  test('is not known of an address where there is nothing', async () => {
    const answer = await send({ method: 'PUT', url: '/nothing' });
    expect([answer.statusCode, codeOf(answer)]).toEqual([404, 'NOT_FOUND']);
  });

  test('GET can’t change anything', async () => {
    const answer = await send({
      ...{ method: 'GET', url: '/graphql?query=mutation{__typename}', payload: '' },
    });
    expect([400, 405]).toContain(answer.statusCode);
  });
});

describe('a browser', () => {
  const SANDBOX = 'https://studio.apollographql.com';

  test('lets pages of listed origins read answers, and never with credentials', async () => {
    for (const origin of [SANDBOX, 'https://evil.example', 'null', `${SANDBOX}.evil.example`]) {
      for (const method of ['POST', 'OPTIONS'] as const) {
        const answer = await send({
          method,
          headers: {
            origin,
            ...(method === 'OPTIONS' && {
              'access-control-request-method': 'POST',
              'access-control-request-headers': 'content-type,dateline-cost',
            }),
          },
        });
        const { headers } = answer;
        const allowed = origin === SANDBOX ? SANDBOX : undefined;
        expect(headers['access-control-allow-origin']).toBe(allowed);
        expect(headers).not.toHaveProperty('access-control-allow-credentials');
        expect(String(headers.vary).toLowerCase()).toContain('origin');
      }
    }
  });

  test('that asks leave for nothing is told what there is, in no form of its own', async () => {
    const answer = await send({ method: 'OPTIONS' });
    expect([answer.statusCode, answer.body]).toEqual([204, '']);
  });

  test('is told what a page may do, and not what runs here', async () => {
    for (const request of [{}, { url: '/nothing' }, { payload: '{' }, { url: '/healthz' }]) {
      const { headers } = await send(request);
      expect(headers).toMatchObject({
        'content-security-policy': expect.stringContaining("default-src 'none'") as string,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
      });
      expect(headers).not.toHaveProperty('x-powered-by');
      expect(headers).not.toHaveProperty('server');
    }
  });

  test('may load all that the page of Apollo Sandbox is made of', async () => {
    const page = await send({
      ...{ method: 'GET', payload: '', headers: { accept: 'text/html' } },
    });
    expect(page.statusCode).toBe(200);
    const policy = new Map(
      String(page.headers['content-security-policy'])
        .split(';')
        .map((part) => part.trim().split(' '))
        .map(([name = '', ...sources]) => [name, sources]),
    );
    const sources = (name: string): string[] => policy.get(name) ?? policy.get('default-src') ?? [];
    const addresses = (tag: RegExp): string[] =>
      [...page.body.matchAll(tag)].map(([, url = '']) => new URL(url).origin);
    const scripts = addresses(/<script[^>]* src="([^"]+)"/g);
    const styles = addresses(/<link\s+href="([^"]+)"\s+rel="stylesheet"/g);
    const icons = addresses(/rel="(?:apple-touch-)?icon"\s+href="([^"]+)"/g);
    const manifests = addresses(/rel="manifest"\s+href="([^"]+)"/g);
    expect([scripts.length, styles.length, icons.length, manifests.length]).toEqual([1, 1, 2, 1]);
    expect(sources('script-src')).toEqual(expect.arrayContaining([...scripts, "'unsafe-inline'"]));
    expect(sources('style-src')).toEqual(expect.arrayContaining([...styles, "'unsafe-inline'"]));
    expect(sources('img-src')).toEqual(expect.arrayContaining(icons));
    expect(sources('manifest-src')).toEqual(expect.arrayContaining(manifests));
    expect(sources('frame-src')).toContain('https://sandbox.embed.apollographql.com');
    expect(sources('connect-src')).toContain("'self'");
  });
});

describe('a connection', () => {
  let listening: TestServer;
  beforeAll(async () => {
    listening = await startTestServer('empty', {
      environment: {
        DATELINE_HEADERS_TIMEOUT_MS: '300',
        DATELINE_REQUEST_TIMEOUT_MS: '600',
        DATELINE_MAX_CONNECTIONS: '5',
      },
    });
    await listening.app.listen({ port: 0 });
  });
  afterAll(() => listening.close());

  /** Sends some text and gives all that comes back until the server closes the connection. */
  function talk(text: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const { port } = new URL(listening.app.listeningOrigin);
      const socket = connect(Number(port), '127.0.0.1', () => socket.write(text));
      let answer = '';
      socket.on('data', (data: Buffer) => (answer += data.toString()));
      socket.on('error', reject);
      socket.on('close', () => resolve(answer));
    });
  }

  test.each([
    ['that never sends its headers', 'POST /graphql HTTP/1.1\r\nHost: x\r\n', 408],
    [
      'that never sends its body',
      'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 90\r\n\r\n{',
      408,
    ],
    ['that is no HTTP', 'HELO there\r\n\r\n', 400],
    ['with endless headers', `GET / HTTP/1.1\r\nHost: x\r\nA: ${'a'.repeat(20_000)}\r\n\r\n`, 431],
    [
      'with two lengths',
      'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}',
      400,
    ],
  ])('%s is closed with a word on why', async (_what, text, status) => {
    const answer = await talk(text);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    const [, body = ''] = answer.split('\r\n\r\n');
    expect(JSON.parse(body)).toMatchObject({ errors: [{ extensions: {} }] });
    expect(body).not.toMatch(/HPE_|ERR_|Error:|node/);
  });

  test('over the most there may be is closed at once', async () => {
    const { port } = new URL(listening.app.listeningOrigin);
    const opened = (): Promise<{ end(): void }> =>
      new Promise((resolve) => {
        const socket = connect(Number(port), '127.0.0.1', () => resolve(socket));
        socket.on('error', () => undefined);
      });
    const sockets = await Promise.all(Array.from({ length: 5 }, opened));
    // Closed without a word; a reset is as good.
    const turnedAway = talk('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n').catch(() => '');
    expect(await turnedAway).toBe('');
    for (const socket of sockets) socket.end();
  });

  test('over the most of one client is closed at once, unless proxies bring them', async () => {
    const isTakenWith = async (environment: Record<string, string>): Promise<boolean> => {
      const config = { DATELINE_CLIENT_CONNECTIONS: '1', ...environment };
      const server = await startTestServer('empty', { environment: config });
      await server.app.listen({ port: 0 });
      const url = `${server.app.listeningOrigin}/healthz`;
      const first = connect(Number(new URL(url).port), '127.0.0.1');
      await once(first, 'connect');
      const isTaken = await fetch(url).then(
        ({ ok }) => ok,
        () => false,
      );
      first.destroy();
      await server.close();
      return isTaken;
    };
    expect(await isTakenWith({})).toBe(false);
    expect(await isTakenWith({ DATELINE_TRUSTED_PROXIES: '127.0.0.1' })).toBe(true);
  });
});
