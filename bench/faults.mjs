// Mixed load while the database is restarted and the server killed:  node faults.mjs [--minutes 10]
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { ask } from './lib/ask.mjs';
import { freePort, load, start, stop } from './lib/contestants.mjs';
import { endOfFeed, followByHttp, followBySocket } from './lib/followers.mjs';
import { residentMb } from './lib/proc.mjs';
import { read } from './lib/reader.mjs';
import { dateline, startScratch } from './lib/scratch.mjs';
import { groupBy, median } from './lib/statistics.mjs';
import { verify } from './lib/verify.mjs';
import { write } from './lib/writer.mjs';

const text = (value) => ({ type: 'string', default: value });
const { values: options } = parseArgs({
  options: { minutes: text('10'), writers: text('3'), readers: text('6') },
});

/** What must hold, in milliseconds. */
const MOST = { refusal: 2000, back: 5000, start: 10_000 };
/** How long the database is away. */
const AWAY = 3000;
/** How much more memory the last third of the last process's life may need than the second. */
const GROWTH = 1.1;

const duration = Number(options.minutes) * 60_000;
const scratch = await startScratch();
const contestant = await load('dateline:DATELINE_RESPONSE_CACHE=memory');
const port = await freePort();
const settings = {
  ...{ databaseUrl: scratch.url, node: process.execPath, port },
  warm: await contestant.requestFor('W1', {}),
  log: path.join(scratch.folder, 'server.log'),
};
let running = await start(contestant, settings);
const { origin } = running;
const measured = { backMs: [], startMs: [] };

async function restartDatabase(mode) {
  await scratch.stop(mode);
  await sleep(AWAY);
  await scratch.start();
  const began = performance.now();
  while (
    !(
      await ask(origin, {
        query: '{ articles(first: 1, where: { sections: ["diplomacy"] }) { totalCount } }',
      })
    ).data
  )
    await sleep(20);
  measured.backMs.push(performance.now() - began);
}

async function killServer() {
  const gone = once(running.child, 'exit');
  running.child.kill('SIGKILL');
  await gone;
  running = await start(contestant, settings);
  measured.startMs.push(running.startMs);
}

const FAULTS = [
  ['database restarted', () => restartDatabase('fast')],
  ['server killed', killServer],
  ['database crashed and started', () => restartDatabase('immediate')],
  ['server killed', killServer],
  ['database restarted', () => restartDatabase('fast')],
];

/** The faults spread over the time: the last part, as long as two others, is for memory to settle. */
async function runFaults() {
  const part = duration / (FAULTS.length + 3);
  const began = performance.now();
  for (const [i, [name, happen]] of FAULTS.entries()) {
    await sleep(began + (i + 1) * part - performance.now());
    await happen();
    console.log(`${Math.round((performance.now() - began) / 1000)} s: ${name}, and all is back`);
  }
  await sleep(began + duration - performance.now());
}

/** Resident memory of each process of the server, sampled while it lives. */
async function watchMemory(signal) {
  const lives = new Map();
  while (!signal.aborted) {
    const { pid } = running;
    const samples = lives.get(pid) ?? [];
    lives.set(pid, samples);
    const mb = residentMb(pid);
    if (mb > 0) samples.push(mb);
    await sleep(Math.min(5000, duration / 120));
  }
  return [...lives.values()].at(-1);
}

function thirds(samples) {
  const third = Math.floor(samples.length / 3);
  return { second: median(samples.slice(third, 2 * third)), last: median(samples.slice(-third)) };
}

async function soak() {
  const key = dateline(scratch.url, 'key', 'create', '--name', 'soak', '--role', 'EDITOR')
    .trim()
    .split('\n')
    .at(-1);
  const load = new AbortController();
  const following = new AbortController();
  const after = await endOfFeed(origin);
  const [ledger, answers] = [[], []];
  const numbers = (count) => Array.from({ length: Number(count) }, (_, i) => i);
  const workers = [
    ...numbers(options.writers).map((name) =>
      write({ origin, key, name, ledger, signal: load.signal }),
    ),
    ...numbers(options.readers).map((seed) => read({ origin, seed, answers, signal: load.signal })),
  ];
  const memory = watchMemory(load.signal);
  const followers = { http: followByHttp, socket: followBySocket };
  const told = Object.values(followers).map((follow) =>
    follow({ origin, after, signal: following.signal }),
  );
  await runFaults();
  load.abort();
  await Promise.all(workers);
  // The last changes are pushed.
  await sleep(3000);
  following.abort();
  const [http, socket] = await Promise.all(told);
  const verdict = await verify(scratch.url, ledger, { http, socket });
  return {
    ...verdict,
    answers,
    told: { http: http.length, socket: socket.length },
    memory: thirds(await memory),
  };
}

/** What was measured, beside what must hold. */
function report({ acknowledged, there, faults, answers, told, memory, ...counts }) {
  const refusals = answers.filter(({ code }) => code);
  const worst = (values) => Math.round(values.reduce((most, ms) => Math.max(most, ms), 0));
  const codes = [...groupBy(refusals, ({ code }) => code)];
  console.log(
    'refusals of readers:',
    Object.fromEntries(codes.map(([code, { length }]) => [code, length])),
  );
  const rows = [
    ['writes acknowledged / there', `${acknowledged} / ${there}`, acknowledged === there],
    ['articles, audit, revisions or feeds that differ', faults.length, faults.length === 0],
    ['reads answered / refused', `${answers.length - refusals.length} / ${refusals.length}`, true],
    [
      'worst refusal, ms',
      worst(refusals.map(({ ms }) => ms)),
      worst(refusals.map(({ ms }) => ms)) <= MOST.refusal,
    ],
    ['worst answer, ms', worst(answers.map(({ ms }) => ms)), true],
    [
      'database back → first answer, ms',
      measured.backMs.map(Math.round).join(', '),
      worst(measured.backMs) <= MOST.back,
    ],
    [
      'server started → first front page, ms',
      measured.startMs.map(Math.round).join(', '),
      worst(measured.startMs) <= MOST.start,
    ],
    ['changes told by HTTP / socket', `${told.http} / ${told.socket}`, true],
    [
      'memory, 2nd / last third, MB',
      `${memory.second.toFixed(0)} / ${memory.last.toFixed(0)}`,
      memory.last <= memory.second * GROWTH,
    ],
    ...Object.entries(counts).map(([name, count]) => [name, count, true]),
  ];
  console.table(rows.map(([what, measured, holds]) => ({ what, measured, holds })));
  for (const fault of faults.slice(0, 10)) console.log(JSON.stringify(fault));
  return rows.every(([, , holds]) => holds);
}

async function cleanUp() {
  await stop(running);
  await scratch.remove();
}
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => cleanUp().finally(() => process.exit(1)));

try {
  process.exitCode = report(await soak()) ? 0 : 1;
} finally {
  await cleanUp();
}
process.exit();
