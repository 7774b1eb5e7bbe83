// The servers that are compared: contestants/NAME.mjs says how one is started and asked.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, openSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fetch } from 'undici';

const BENCH = path.resolve(import.meta.dirname, '..');
const NODE_24 = path.join(BENCH, 'peers/node_modules/node/bin/node');

/** NAME, NAME:VARIANT, NAME@CHECKOUT or NAME:VARIANT@CHECKOUT. */
const LABEL = /^([\w-]+)(?::([^@]+))?(?:@(.+))?$/;

/** What a contestant is, from its label. */
export async function load(label) {
  const [, name, variant = '', checkout] = LABEL.exec(label) ?? [];
  const file = path.join(BENCH, 'contestants', `${name}.mjs`);
  if (!existsSync(file)) throw new Error(`there is no contestant ${label}`);
  const { default: describe } = await import(file);
  return {
    label,
    headers: { 'content-type': 'application/json' },
    ...describe({ variant, checkout }),
  };
}

export async function freePort() {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** The Node that contestants run on: the one that runs the bench, or 24 from the package `node`. */
export function nodeBinary(runtime) {
  if (runtime === 'system') return process.execPath;
  if (runtime === '24' && existsSync(NODE_24)) return NODE_24;
  throw new Error('--node is "system", or "24" after npm ci --prefix bench/peers');
}

/**
 * An idle V8 throws compiled code and memory away. A busy server would not idle; here each does while
 * the others are measured, so none may. A soak goes without: there nobody idles, and memory counts.
 */
export const STAY_AWAKE = ['--no-flush-bytecode', '--no-memory-reducer'];

/** Starts a contestant and waits for its first answer; the milliseconds until then are `startMs`. */
export async function start(
  contestant,
  { databaseUrl, node, nodeFlags = [], log, warm, port: given },
) {
  const port = given ?? (await freePort());
  const [program, ...args] = contestant.command;
  const output = openSync(log, 'a');
  const began = performance.now();
  const child = spawn(
    program === 'node' ? node : program,
    [...(program === 'node' ? nodeFlags : []), ...args],
    {
      env: {
        ...process.env,
        NODE_ENV: 'production',
        ...contestant.env,
        PORT: `${port}`,
        DATABASE_URL: databaseUrl,
      },
      stdio: ['ignore', output, output],
    },
  );
  const running = { ...contestant, child, pid: child.pid, origin: `http://127.0.0.1:${port}` };
  await firstAnswer(running, warm, log);
  return { ...running, startMs: performance.now() - began };
}

const PATIENCE = 60_000;

async function firstAnswer(running, request, log) {
  for (
    const deadline = performance.now() + PATIENCE;
    performance.now() < deadline;
    await sleep(5)
  ) {
    if (running.child.exitCode !== null) break;
    try {
      return await send(running, request);
    } catch (error) {
      if (error.message !== 'fetch failed') throw error;
    }
  }
  throw new Error(`${running.label} did not start; see ${log}`);
}

export async function stop({ child }) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  const patience = setTimeout(() => child.kill('SIGKILL'), 5000);
  await gone;
  clearTimeout(patience);
}

/** Sends one request and gives its data. */
async function send({ origin, headers }, { path: target, body }) {
  const response = await fetch(origin + target, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok || text.includes('"errors":[')) {
    throw new Error(`${response.status} ${text.slice(0, 500)}`);
  }
  return JSON.parse(text).data;
}

/** A contestant's requests for these sets of variables, ready to be sent. */
export async function requestsFor(running, workload, sets) {
  const ask = (body) => send(running, { path: '/graphql', body });
  const requests = [];
  for (const variables of sets) {
    const { path: target, body } = await running.requestFor(workload, variables, ask);
    requests.push({ path: target, headers: running.headers, body: JSON.stringify(body) });
  }
  return requests;
}

/** A contestant's answer to one of its requests, in the shape of ours. */
export async function answerTo(running, workload, { path: target, body }) {
  const data = await send(running, { path: target, body: JSON.parse(body) });
  return running.toOurs ? running.toOurs(workload, data) : data;
}
