import { setTimeout as sleep } from 'node:timers/promises';
import type { LightMyRequestResponse } from 'fastify';
import type { Content } from './database';
import { startTestServer, type TestServer } from './server';

/** A server that keeps its answers, and has begun to. */
export async function startCachingServer(
  content: Content,
  environment: Record<string, string> = {},
): Promise<TestServer> {
  const server = await startTestServer(content, {
    environment: { DATELINE_RESPONSE_CACHE: 'memory', ...environment },
  });
  await untilKept(server, '{ __typename }');
  return server;
}

/** Waits until an answer comes out of the cache: while a change sinks in, none is kept. */
export async function untilKept(server: TestServer, query: string): Promise<void> {
  await until(async () => wasKept(await post(server, query)));
}

export async function until(condition: () => Promise<boolean>, patience = 20_000): Promise<void> {
  const end = Date.now() + patience;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error('it never came to be');
    await sleep(5);
  }
}

/** Whether an answer came out of the cache. */
export const wasKept = ({ headers }: LightMyRequestResponse): boolean =>
  headers['cache-status'] === 'Dateline; hit';

/** Whether an answer was put into the cache. */
export const isStored = ({ headers }: LightMyRequestResponse): boolean =>
  headers['cache-status'] === 'Dateline; fwd=uri-miss; stored';

export function post(
  { app }: Pick<TestServer, 'app'>,
  query: string,
  variables?: Record<string, unknown>,
): Promise<LightMyRequestResponse> {
  return app.inject({ method: 'POST', url: '/graphql', payload: { query, variables } });
}

/** A GET as Apollo's clients send it. */
export function get(
  { app }: Pick<TestServer, 'app'>,
  parameters: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<LightMyRequestResponse> {
  return app.inject({
    method: 'GET',
    url: `/graphql?${new URLSearchParams(parameters).toString()}`,
    headers: { 'apollo-require-preflight': 'true', ...headers },
  });
}
