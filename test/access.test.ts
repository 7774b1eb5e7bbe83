import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer as createHttpServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, SignJWT } from 'jose';
import { createApiKey, listApiKeys, revokeApiKey } from '../src/access/api-keys';
import { startTestServer, type GraphQLResult, type TestServer } from './support/server';

const VIEWER = '{ viewer { name role } }';

async function askWith(
  { app }: TestServer,
  authorization: string,
): Promise<{ status: number; headers: Record<string, unknown>; body: GraphQLResult }> {
  const response = await app.inject({
    method: 'POST',
    url: '/graphql',
    headers: { authorization },
    payload: { query: VIEWER },
  });
  return { status: response.statusCode, headers: response.headers, body: response.json() };
}

describe('API keys', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer('empty');
  });
  afterAll(() => server.close());

  test('tell who asks; without one they are a reader', async () => {
    expect(await server.ask(VIEWER)).toEqual({ viewer: { name: null, role: 'READER' } });
    const { key } = await createApiKey(server.db, { name: 'CMS', role: 'EDITOR' });
    expect(key).toMatch(/^dateline_[\w-]{43}$/);
    const { status, body } = await askWith(server, `Bearer ${key}`);
    expect(status).toBe(200);
    expect(body.data).toEqual({ viewer: { name: 'CMS', role: 'EDITOR' } });
  });

  test('are kept as a hash alone, with their last use', async () => {
    const { key, apiKey } = await createApiKey(server.db, { name: 'Web', role: 'READER' });
    await askWith(server, `Bearer ${key}`);
    const [row] = await server.db.query(
      'SELECT to_jsonb(k)::text AS text, last_used_at IS NOT NULL AS used FROM api_key k WHERE id = $1',
      [apiKey.uuid],
    );
    expect(row.used).toBe(true);
    expect(row.text).not.toContain(key.slice('dateline_'.length));
    expect((await listApiKeys(server.db)).map(({ name }) => name)).toContain('Web');
  });

  test('that are revoked do not hold any more', async () => {
    const { key, apiKey } = await createApiKey(server.db, { name: 'Gone', role: 'ADMIN' });
    expect(await revokeApiKey(server.db, apiKey.uuid)).toBe(true);
    expect(await revokeApiKey(server.db, apiKey.uuid)).toBe(false);
    const { status, headers, body } = await askWith(server, `Bearer ${key}`);
    expect(status).toBe(401);
    expect(headers['www-authenticate']).toBe('Bearer');
    expect(body.errors?.[0]?.extensions).toEqual({ code: 'UNAUTHENTICATED' });
  });

  test.each([
    'Bearer dateline_unknown',
    'Bearer',
    'Bearer ',
    'Basic abc',
    'Bearer a b',
    `Bearer ${'x'.repeat(5000)}`,
    'Bearer eyJhbGciOiJub25lIn0.e30.',
  ])('and what is none is refused, not taken for a reader: %#', async (authorization) => {
    const { status, body } = await askWith(server, authorization);
    expect(status).toBe(401);
    expect(body.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    expect(JSON.stringify(body)).not.toMatch(/unknown|Basic|xxx|eyJ/);
  });
});

describe('tokens of an identity provider', () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const environment = {
    DATELINE_JWT_PUBLIC_KEY: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    DATELINE_JWT_ISSUER: 'https://id.example',
    DATELINE_JWT_AUDIENCE: 'dateline',
    DATELINE_JWT_ROLE_CLAIM: 'realm.roles',
  };
  const CLAIMS = { name: 'Edna', realm: { roles: ['guest', 'editor'] } };

  function token(
    claims: Record<string, unknown> = CLAIMS,
    how: { key?: KeyObject; issuer?: string; audience?: string; expires?: string } = {},
  ): Promise<string> {
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid: 'one' })
      .setSubject('u1')
      .setIssuer(how.issuer ?? 'https://id.example')
      .setAudience(how.audience ?? 'dateline')
      .setExpirationTime(how.expires ?? '5 minutes')
      .sign(how.key ?? privateKey);
  }

  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer('empty', { environment });
  });
  afterAll(() => server.close());

  test('tell who asks, by the role that their claim names', async () => {
    const { body } = await askWith(server, `Bearer ${await token()}`);
    expect(body.data).toEqual({ viewer: { name: 'Edna', role: 'EDITOR' } });
    const none = await askWith(server, `Bearer ${await token({ email: 'r@example.org' })}`);
    expect(none.body.data).toEqual({ viewer: { name: 'r@example.org', role: 'READER' } });
  });

  test.each([
    ['of another key', { key: other.privateKey }],
    ['of another issuer', { issuer: 'https://evil.example' }],
    ['for another audience', { audience: 'elsewhere' }],
    ['that have run out', { expires: '-1 minute' }],
  ])('%s are refused', async (_what, how) => {
    const { status, body } = await askWith(server, `Bearer ${await token(CLAIMS, how)}`);
    expect(status).toBe(401);
    expect(body.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  test('signed with the public key as a shared secret are refused', async () => {
    const secret = new TextEncoder().encode(environment.DATELINE_JWT_PUBLIC_KEY);
    const forged = await new SignJWT(CLAIMS)
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject('u1')
      .setIssuer('https://id.example')
      .setAudience('dateline')
      .setExpirationTime('5 minutes')
      .sign(secret);
    expect((await askWith(server, `Bearer ${forged}`)).status).toBe(401);
  });

  test('are checked by the keys at a URL; while that is away, nobody is taken for a reader', async () => {
    const jwk = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'RS256' };
    const keys: Server = createHttpServer((_request, response) => {
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [jwk] }));
    });
    await new Promise<void>((resolve) => keys.listen(0, '127.0.0.1', resolve));
    const { port } = keys.address() as AddressInfo;
    const byUrl = { ...environment, DATELINE_JWT_PUBLIC_KEY: '' };
    const url = `http://127.0.0.1:${port}/jwks.json`;
    const there = await startTestServer('empty', {
      environment: { ...byUrl, DATELINE_JWT_JWKS_URL: url },
    });
    expect((await askWith(there, `Bearer ${await token()}`)).body.data?.viewer.name).toBe('Edna');
    await there.close();
    await new Promise((resolve) => keys.close(resolve));
    const away = await startTestServer('empty', {
      environment: { ...byUrl, DATELINE_JWT_JWKS_URL: url },
    });
    const { status, body } = await askWith(away, `Bearer ${await token()}`);
    expect([status, body.errors?.[0]?.extensions.code]).toEqual([503, 'SERVICE_UNAVAILABLE']);
    await away.close();
  });
});
