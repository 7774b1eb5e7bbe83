import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { readsIn, startTestServer, type TestServer } from './support/server';

const KNOWN = 'query Known($n: Int) { articles(first: $n) { nodes { slug } } }';
const OTHER = '{ sections { slug } }';
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

const folder = mkdtempSync(join(tmpdir(), 'dateline-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

function manifest(content: unknown): string {
  const file = join(folder, `${hashOf(JSON.stringify(content))}.json`);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

const start = (content: unknown, mode: string): Promise<TestServer> =>
  startTestServer('desk', {
    environment: {
      DATELINE_TRUSTED_DOCUMENTS: manifest(content),
      DATELINE_DOCUMENTS: mode,
      DATELINE_RESPONSE_CACHE: 'memory',
    },
  });

let only: TestServer;
let any: TestServer;
beforeAll(async () => {
  only = await start({ [hashOf(KNOWN)]: KNOWN }, 'only');
  any = await start({ [hashOf(KNOWN)]: KNOWN }, 'any');
});
afterAll(() => Promise.all([only.close(), any.close()]));

const persisted = (text: string): object => ({
  persistedQuery: { version: 1, sha256Hash: hashOf(text) },
});

/** The ways in which a document can be asked for. */
const WAYS: Record<string, (text: string) => InjectOptions> = {
  'its hash in POST': (text) => ({
    ...{ method: 'POST', url: '/graphql' },
    payload: { extensions: persisted(text), variables: { n: 1 } },
  }),
  'its hash in GET': (text) => getOf({ extensions: JSON.stringify(persisted(text)) }),
  'its text in POST': (text) => ({
    ...{ method: 'POST', url: '/graphql', payload: { query: text, variables: { n: 1 } } },
  }),
  'its text in GET': (text) => getOf({ query: text }),
  'both in POST': (text) => ({
    ...{ method: 'POST', url: '/graphql' },
    payload: { query: text, extensions: persisted(text), variables: { n: 1 } },
  }),
};

function getOf(parameters: Record<string, string>): InjectOptions {
  const search = new URLSearchParams({ ...parameters, variables: '{"n":1}' });
  return {
    ...{ method: 'GET', url: `/graphql?${search.toString()}` },
    headers: { 'apollo-require-preflight': 'true' },
  };
}

const codeOf = (answer: LightMyRequestResponse): unknown =>
  answer.json().errors?.[0].extensions.code;

describe.each(Object.entries(WAYS))('a document that is asked for by %s', (_way, request) => {
  test('is run if it is trusted, every time', async () => {
    for (const server of [only, any]) {
      for (let i = 0; i < 2; i++) {
        const answer = await server.app.inject(request(KNOWN));
        expect([codeOf(answer), answer.json().data?.articles.nodes]).toEqual([
          ...[undefined, [{ slug: 'second-visit-to-moscow' }]],
        ]);
      }
    }
  });

  test('is not run if it is not, where nothing else is', async () => {
    only.statements.length = 0;
    for (const text of [OTHER, `${KNOWN} `, '{ nothing }', '{']) {
      const answer = await only.app.inject(request(text));
      expect([codeOf(answer), answer.statusCode]).toEqual(['DOCUMENT_NOT_TRUSTED', 403]);
    }
    expect(readsIn(only)).toEqual([]);
  });
});

test('a hash can’t stand for another text, nor be made up', async () => {
  for (const payload of [
    { query: OTHER, extensions: persisted(KNOWN) },
    { extensions: { persistedQuery: { version: 1, sha256Hash: '__proto__' } } },
    { extensions: { persistedQuery: { version: 1, sha256Hash: ['a'] } } },
    { extensions: persisted(OTHER), query: null },
    { query: { kind: 'Document' } },
    {},
  ]) {
    const answer = await only.app.inject({ method: 'POST', url: '/graphql', payload });
    expect(codeOf(answer)).toBe('DOCUMENT_NOT_TRUSTED');
  }
});

test('clients may persist other documents only where other documents are run', async () => {
  const both = WAYS['both in POST']!(OTHER);
  const byHash = WAYS['its hash in POST']!(OTHER);
  expect(codeOf(await any.app.inject(byHash))).toBe('PERSISTED_QUERY_NOT_FOUND');
  expect(codeOf(await any.app.inject(both))).toBeUndefined();
  expect(codeOf(await any.app.inject(byHash))).toBeUndefined();
  expect(codeOf(await only.app.inject(both))).toBe('DOCUMENT_NOT_TRUSTED');
  expect(codeOf(await only.app.inject(byHash))).toBe('DOCUMENT_NOT_TRUSTED');
});

test.each([
  ['no JSON', '{'],
  ['no hash', { known: KNOWN }],
  ['the hash of another text', { [hashOf(OTHER)]: KNOWN }],
  ['something else for a text', { [hashOf(KNOWN)]: { query: KNOWN } }],
])('a manifest with %s is refused at the start', async (_what, content) => {
  await expect(start(content, 'any')).rejects.toThrow(/DATELINE_TRUSTED_DOCUMENTS/);
});

test('a server that runs nothing else needs a manifest', async () => {
  const environment = { DATELINE_DOCUMENTS: 'only' };
  await expect(startTestServer('empty', { environment })).rejects.toThrow(/DATELINE_DOCUMENTS/);
});
