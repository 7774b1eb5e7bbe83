import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { until } from './support/cached';
import { createTestDatabase } from './support/database';

/** Where traces go: everything that was sent there, as bytes. */
async function collector(): Promise<{ url: string; received: () => string; close(): void }> {
  const bodies: Buffer[] = [];
  const server = createServer((request, response) => {
    request.on('data', (chunk: Buffer) => bodies.push(chunk));
    request.on('end', () => response.end('{}'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received: () => Buffer.concat(bodies).toString('latin1'),
    close: () => server.close(),
  };
}

const children: ChildProcess[] = [];
const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode === null && child.kill('SIGTERM')) await once(child, 'exit');
  }
  for (const one of open.splice(0)) await one.close();
});

test('a request can be traced through HTTP, GraphQL and PostgreSQL, without what it asked for', async () => {
  const [database, traces] = [await createTestDatabase('desk'), await collector()];
  open.push(traces, database);
  const child = spawn(process.execPath, ['dist/src/main.js', 'serve'], {
    env: {
      ...{ PATH: process.env['PATH'] ?? '', PORT: '0', DATABASE_URL: database.url },
      ...{ OTEL_EXPORTER_OTLP_ENDPOINT: traces.url, OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' },
      ...{
        OTEL_BSP_SCHEDULE_DELAY: '100',
        OTEL_METRICS_EXPORTER: 'none',
        OTEL_LOGS_EXPORTER: 'none',
      },
    },
  });
  children.push(child);
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const address = (): string => /Dateline at (\S+)/.exec(output)?.[1] ?? '';
  await until(() => Promise.resolve(address() !== ''));
  const query = 'query Traced($q: String!) { search(query: $q) { nodes { headline } } }';
  await fetch(address(), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables: { q: 'whispered' } }),
  });
  const literal = '{ search(query: "whispered") { totalCount } }';
  await fetch(`${address()}?query=${encodeURIComponent(literal)}`, {
    headers: { 'apollo-require-preflight': 'true' },
  });
  await until(() => Promise.resolve(traces.received().includes('pg.query:WITH')));
  await until(() => Promise.resolve(traces.received().includes('Traced')));
  expect(traces.received()).toMatch(/POST/);
  expect(traces.received()).not.toContain('whispered');
  expect(traces.received()).not.toContain(new URL(database.url).password);
});
