// Compares servers over one database; README.md says how, lib/options.mjs what can be asked for.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { agreed } from './lib/check.mjs';
import { load, nodeBinary, requestsFor, start, STAY_AWAKE, stop } from './lib/contestants.mjs';
import { measure } from './lib/measure.mjs';
import { options } from './lib/options.mjs';
import { databaseUrl, ROOT, withConnection } from './lib/postgres.mjs';
import { parentOf, residentMb } from './lib/proc.mjs';
import { report } from './lib/report.mjs';
import { soak } from './lib/soak.mjs';
import { spread } from './lib/statistics.mjs';

const RESULTS = path.join(import.meta.dirname, 'results');

const url = await databaseUrl(options.scale);
mkdirSync(RESULTS, { recursive: true });

/** What the database knows: PostgreSQL's first process, and the sets of variables of each workload. */
async function readDatabase(client) {
  const query = async (sql, values) => (await client.query(sql, values)).rows;
  const [{ pid, version }] = await query(
    `SELECT pg_backend_pid() AS pid, current_setting('server_version') AS version`,
  );
  const drawn = await query('SELECT workload, variables FROM bench.variables ORDER BY workload, n');
  const setsOf = (workload) =>
    drawn.filter((set) => set.workload === workload.slice(0, 2)).map((set) => set.variables);
  const sets = Object.fromEntries(options.workloads.map((name) => [name, setsOf(name)]));
  return { sets, version, postmaster: parentOf(pid) };
}

/** Starts a contestant, again and again to see how long that takes; the last one stays. */
async function launch(contestant) {
  await contestant.prepare?.(url);
  const warm = await contestant.requestFor('W1', {});
  const log = path.join(RESULTS, `${contestant.label.replaceAll(/[^\w.-]/g, '_')}.log`);
  const node = nodeBinary(contestant.node ?? options.node);
  const nodeFlags = options.soak ? [] : STAY_AWAKE;
  const settings = { databaseUrl: url, node, nodeFlags, log, warm };
  const times = [];
  for (;;) {
    const running = await start(contestant, settings);
    times.push(running.startMs);
    if (times.length >= options.starts) {
      const idleMb = residentMb(running.pid);
      return {
        ...running,
        nodeVersion: versionOf(node),
        startMs: spread(times),
        idleMb,
        rounds: {},
      };
    }
    await stop(running);
  }
}

const versionOf = (node) => execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();

const rotated = (list, i) => [...list.slice(i), ...list.slice(0, i)];

/** Every contestant in every round of every workload; who begins changes from round to round. */
async function measureAll(contestants, postmaster) {
  for (let round = 0; round < options.rounds; round++) {
    for (const workload of options.workloads) {
      for (const running of rotated(contestants, round % contestants.length)) {
        const requests = running.requests[workload];
        if (!requests) continue;
        const result = await measure(running, requests, { options, postmaster, round });
        (running.rounds[workload] ??= []).push(result);
      }
    }
    console.error(`round ${round + 1} of ${options.rounds}`);
  }
}

function factsOf(version) {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  const [{ model }] = os.cpus();
  return (
    `${options.scale} articles, commit ${commit.trim()}, PostgreSQL ${version}, ` +
    `${os.availableParallelism()} × ${model}; ${options.rounds} rounds, ${options.connections} connections`
  );
}

const running = [];
const end = async (code) => {
  await Promise.all(running.map(stop));
  process.exit(code);
};
process.on('SIGINT', () => end(130));
process.on('SIGTERM', () => end(143));

try {
  const { sets, version, postmaster } = await withConnection(url, readDatabase);
  for (const label of options.contestants) running.push(await launch(await load(label)));
  for (const one of running) {
    one.requests = {};
    for (const workload of options.workloads.filter((name) => one.answers.includes(name))) {
      one.requests[workload] = await requestsFor(one, workload, sets[workload]);
    }
  }
  const agree = await agreed(running, options.check);
  if (options['check-only']) await end(agree ? 0 : 1);
  if (options.soak) {
    for (const one of running) await soak(one, one.requests, { ...options, count: options.soak });
    await end(0);
  }
  await measureAll(running, postmaster);
  const results = running.map(({ pid, label, title, nodeVersion, startMs, idleMb, rounds }) => ({
    ...{ label, title, nodeVersion, startMs, idleMb, rounds, loadedMb: residentMb(pid) },
  }));
  const facts = factsOf(version);
  console.log(report(results, { options, facts }));
  const name =
    options.out || path.join(RESULTS, `${new Date().toISOString().replaceAll(':', '')}.json`);
  writeFileSync(name, JSON.stringify({ facts, options, results }, null, 1));
  await end(0);
} catch (error) {
  console.error(error);
  await end(1);
}
