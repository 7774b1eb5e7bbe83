import { serverAudits, type AuditResult } from 'graphql-http';
import { startTestServer, type TestServer } from './support/server';

let server: TestServer;
let results: AuditResult[];
beforeAll(async () => {
  server = await startTestServer('empty');
  await server.app.listen({ port: 0 });
  const url = `${server.app.listeningOrigin}/graphql`;
  results = [];
  for (const { fn } of serverAudits({ url })) results.push(await fn());
});
afterAll(() => server.close());

/** What the audits find otherwise, and why it is so. */
const OTHERWISE = {
  // A GET must show that a browser has asked leave to send it: no form of another site can.
  '5A70': 'MAY accept application/x-www-form-urlencoded formatted GET requests',
  D6D5: 'MAY allow URL-encoded JSON string {variables} parameter in GETs when accepting application/graphql-response+json',
  '6A70':
    'MAY allow URL-encoded JSON string {variables} parameter in GETs when accepting application/json',
  // Apollo says 400 in either media type: what was asked can't be answered.
  '572B': 'SHOULD use 200 status code on document parsing failure when accepting application/json',
  FDE2: 'SHOULD use 200 status code on document validation failure when accepting application/json',
  '7B9B':
    'SHOULD use a status code of 200 on variable coercion failure when accepting application/json',
};

const failed = (): [id: string, name: string][] =>
  results.filter(({ status }) => status !== 'ok').map(({ id, name }) => [id, name]);

test('everything that GraphQL over HTTP demands holds', () => {
  expect(failed().filter(([, name]) => name.startsWith('MUST'))).toEqual([]);
  expect(results.filter(({ name }) => name.startsWith('MUST')).length).toBeGreaterThanOrEqual(13);
});

test('and nearly everything that it recommends', () => {
  expect(Object.fromEntries(failed())).toEqual(OTHERWISE);
  expect(results.length - failed().length).toBeGreaterThanOrEqual(55);
});
