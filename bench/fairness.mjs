// How long one client waits while others attack:  node fairness.mjs [--seconds 10] [--attacks dear,sockets] …
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Client } from 'undici';
import { ATTACKS } from './lib/attacks.mjs';
import { load, start, stop } from './lib/contestants.mjs';
import { databaseUrl } from './lib/postgres.mjs';
import { startScratch } from './lib/scratch.mjs';
import { median, quantile } from './lib/statistics.mjs';
import { workloads } from './lib/workloads.mjs';

const text = (value) => ({ type: 'string', default: value });
const { values: options } = parseArgs({
  options: {
    /** Which database: the sample desk, or one of dataset.mjs. */
    scale: text('desk'),
    attacks: text(Object.keys(ATTACKS).join(',')),
    /** How long each attack lasts. */
    seconds: text('10'),
    /** From so many addresses at once, 127.0.0.2 and on. */
    addresses: text('1'),
    /** Of each address. */
    connections: text('50'),
    /** How nice the attacker is to the processors, which it shares with the server. */
    nice: text('19'),
    /** Settings of the server: NAME=value+NAME=value. */
    settings: text('DATELINE_RESPONSE_CACHE=memory'),
  },
});

const EVERY = 100;
const PATIENCE = 30_000;
const MOST = 2000;

let asked = 0;

/** Sends one front page over a connection of its own, and gives how long it took and what came. */
async function ask(origin) {
  const client = new Client(origin, { headersTimeout: PATIENCE, bodyTimeout: PATIENCE });
  const began = performance.now();
  // Of another name each time, or the answer would be one that is kept.
  const query = workloads.W1.query.replace('FrontPage', `FrontPage${++asked}`);
  const body = JSON.stringify({ query });
  const headers = { 'content-type': 'application/json' };
  const outcome = await client
    .request({ method: 'POST', path: '/graphql', headers, body })
    .then(async (response) => (await response.body.dump(), response.statusCode))
    .catch((error) => error.code ?? error.message);
  void client.destroy();
  return { ms: performance.now() - began, outcome };
}

/** What the honest client meets in so many seconds: it asks every 100 ms, whatever becomes of the others. */
async function honest(origin, seconds) {
  const answers = [];
  for (
    const end = performance.now() + seconds * 1000;
    performance.now() < end;
    await sleep(EVERY)
  ) {
    answers.push(ask(origin));
  }
  return Promise.all(answers);
}

async function attacked(origin, attack) {
  const addresses = Array.from({ length: Number(options.addresses) }, (_, i) => `127.0.0.${i + 2}`);
  const program = path.join(import.meta.dirname, 'lib/attacker.mjs');
  const args = [
    process.execPath,
    program,
    attack,
    origin,
    addresses.join(','),
    options.connections,
  ];
  const attacker = spawn('nice', ['-n', options.nice, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  attacker.stdout.setEncoding('utf8');
  let said = '';
  attacker.stdout.on('data', (chunk) => (said += chunk));
  const gone = once(attacker, 'close');
  const met = await honest(origin, Number(options.seconds));
  attacker.kill('SIGTERM');
  await gone;
  return { met, said: said.trim() };
}

/** What the server says of itself: the longest that its event loop was held up, in milliseconds. */
async function loopDelay(origin) {
  const metrics = await (await fetch(`${origin}/metrics`)).text();
  const [, seconds] = /^nodejs_eventloop_lag_max_seconds (\S+)$/m.exec(metrics) ?? [];
  return Math.round(Number(seconds) * 1000);
}

function rowOf(attack, met, loop) {
  const waits = met.map(({ ms }) => ms);
  const refused = met.filter(({ outcome }) => outcome !== 200);
  const round = (ms) => Math.round(ms);
  return {
    attack,
    asked: met.length,
    'median ms': round(median(waits)),
    'p99 ms': round(quantile(waits, 0.99)),
    'worst ms': round(Math.max(...waits)),
    refused:
      refused.length === 0
        ? 0
        : `${refused.length} (${[...new Set(refused.map(({ outcome }) => outcome))]})`,
    'loop ms': loop,
  };
}

const scratch = options.scale === 'desk' ? await startScratch() : undefined;
const url = scratch?.url ?? (await databaseUrl(options.scale));
const contestant = await load(`dateline:${options.settings}+DATELINE_RATE_LIMIT=memory`);
const running = await start(contestant, {
  ...{ databaseUrl: url, node: process.execPath, log: '/dev/null' },
  warm: await contestant.requestFor('W1', {}),
});
async function cleanUp() {
  await stop(running);
  await scratch?.remove();
}
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => cleanUp().finally(() => process.exit(1)));
}

const rows = [];
try {
  for (const attack of ['none', ...options.attacks.split(',')]) {
    const { met, said } =
      attack === 'none'
        ? { met: await honest(running.origin, 3), said: '' }
        : await attacked(running.origin, attack);
    rows.push(rowOf(attack, met, await loopDelay(running.origin)));
    console.log(rows.at(-1), said);
    await sleep(1000);
  }
} finally {
  await cleanUp();
}
console.table(rows);
process.exit(rows.some((row) => row['worst ms'] > MOST) ? 1 : 0);
