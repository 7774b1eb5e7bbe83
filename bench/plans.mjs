// Writes how PostgreSQL runs every statement of our server, for each workload:
//   node plans.mjs [--scale 20k|200k|1m] [--workloads W1,…]
// PostgreSQL itself logs them (auto_explain), so they are exactly those that are run. Says as well what
// looks like work that grows with the database.
import { randomBytes } from 'node:crypto';
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { answerTo, load, nodeBinary, requestsFor, start, stop } from './lib/contestants.mjs';
import { options } from './lib/options.mjs';
import { complaintsOf, plansSince } from './lib/plans.mjs';
import { databaseUrl, postgresLog, withConnection } from './lib/postgres.mjs';

/** Beyond five executions PostgreSQL may plan once for all values: these have gone that far. */
const REQUESTS = 12;
const ROLE = 'dateline_bench_plans';

/** Only the sessions of this role are explained: whoever else uses the database is left alone. */
async function explainingUrl(url) {
  const password = randomBytes(12).toString('hex');
  const settings = {
    session_preload_libraries: 'auto_explain',
    'auto_explain.log_min_duration': '0',
    'auto_explain.log_analyze': 'on',
    'auto_explain.log_buffers': 'on',
  };
  await withConnection(url, async (client) => {
    const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [ROLE]);
    if (rowCount === 0) await client.query(`CREATE ROLE ${ROLE} LOGIN SUPERUSER`);
    await client.query(`ALTER ROLE ${ROLE} PASSWORD '${password}'`);
    for (const [name, value] of Object.entries(settings)) {
      await client.query(`ALTER ROLE ${ROLE} SET ${name} = '${value}'`);
    }
  });
  return Object.assign(new URL(url), { username: ROLE, password }).href;
}

const readDatabase = (url) =>
  withConnection(url, async (client) => {
    const { rows: sets } = await client.query(
      'SELECT workload, variables FROM bench.variables WHERE n <= $1 ORDER BY workload, n',
      [REQUESTS],
    );
    const { rows: sizes } = await client.query(
      `SELECT relname, reltuples FROM pg_class WHERE relkind = 'r' AND reltuples > 10000`,
    );
    return { sets, large: new Set(sizes.map(({ relname }) => relname)) };
  });

/** Sends a workload's requests and gives what PostgreSQL logged meanwhile. */
async function explain(running, workload, sets) {
  const requests = await requestsFor(running, workload, sets);
  await sleep(300);
  const from = statSync(postgresLog()).size;
  for (let i = 0; i < REQUESTS; i++) {
    await answerTo(running, workload, requests[i % requests.length]);
  }
  await sleep(300);
  return plansSince(postgresLog(), from);
}

if (process.env.DATABASE_URL)
  throw new Error('The plans are read from the log of the bench’s own PostgreSQL.');
const url = await databaseUrl(options.scale);
const { sets, large } = await readDatabase(url);
const folder = path.join(import.meta.dirname, 'plans', options.scale);
const results = path.join(import.meta.dirname, 'results');
for (const made of [folder, results]) mkdirSync(made, { recursive: true });
const contestant = await load('dateline');
const running = await start(contestant, {
  ...{ databaseUrl: await explainingUrl(url), node: nodeBinary(options.node) },
  ...{ log: path.join(results, 'plans.log'), warm: await contestant.requestFor('W1', {}) },
});
try {
  for (const workload of options.workloads) {
    const own = sets.filter((set) => set.workload === workload).map((set) => set.variables);
    const plans = await explain(running, workload, own);
    writeFileSync(path.join(folder, `${workload}.txt`), plans.map(({ text }) => text).join('\n\n'));
    console.log(`${workload}: ${plans.length} statements`);
    for (const complaint of plans.flatMap((plan) => complaintsOf(plan, large))) {
      console.log(`  ${complaint}`);
    }
  }
} finally {
  await stop(running);
}
process.exit();
