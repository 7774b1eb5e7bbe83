import { startTestServer, type TestServer } from './support/server';

const servers: TestServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

const UNKNOWN = {
  errors: [
    {
      message: 'There is nothing here. The API is at /graphql.',
      extensions: { code: 'NOT_FOUND' },
    },
  ],
};

/** Asks for the metrics from an address, and gives the status; what is refused is answered as an unknown path is. */
async function asking(
  environment: Record<string, string>,
): Promise<(from: string, headers?: Record<string, string>) => Promise<number>> {
  const server = await startTestServer('empty', { environment });
  servers.push(server);
  return async (remoteAddress, headers = {}) => {
    const answer = await server.app.inject({ url: '/metrics', remoteAddress, headers });
    if (answer.statusCode === 200) expect(answer.body).toContain('dateline_http_requests_total');
    else expect(answer.json()).toEqual(UNKNOWN);
    return answer.statusCode;
  };
}

test('metrics are told to this machine alone', async () => {
  const ask = await asking({});
  for (const local of ['127.0.0.1', '127.8.9.10', '::1', '::ffff:127.0.0.1']) {
    expect([local, await ask(local)]).toEqual([local, 200]);
  }
  for (const remote of ['10.0.0.1', '192.0.2.7', '2001:db8::1', '::ffff:10.0.0.1', 'unknown']) {
    expect([remote, await ask(remote)]).toEqual([remote, 404]);
  }
});

test('and not through a proxy on it, trusted or not, whatever it says of its client', async () => {
  for (const environment of [{}, { DATELINE_TRUSTED_PROXIES: '127.0.0.1' }]) {
    const ask = await asking(environment);
    for (const headers of [
      { 'x-forwarded-for': '192.0.2.7' },
      { 'x-forwarded-for': '127.0.0.1' },
      { 'x-forwarded-for': '' },
      { 'x-real-ip': '192.0.2.7' },
      { forwarded: 'for=127.0.0.1' },
      { via: '1.1 proxy' },
    ] as Record<string, string>[]) {
      expect([headers, await ask('127.0.0.1', headers)]).toEqual([headers, 404]);
    }
  }
});

test('they are public, or off, where the settings say so', async () => {
  const inPublic = await asking({ DATELINE_METRICS: 'public' });
  expect(await inPublic('192.0.2.7', { 'x-forwarded-for': '192.0.2.8' })).toBe(200);
  const off = await asking({ DATELINE_METRICS: 'off' });
  expect(await off('127.0.0.1')).toBe(404);
});
