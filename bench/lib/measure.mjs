// One burst of one workload against one contestant, and what it cost whom.
import { burst } from './load.mjs';
import { machineTime, postgresSnapshot, snapshot, used } from './proc.mjs';
import { quantile } from './statistics.mjs';

/**
 * @param postmaster the process that PostgreSQL's others descend from
 */
export async function measure(running, requests, { options, postmaster, round }) {
  const load = {
    ...{ origin: running.origin, requests, connections: options.connections },
    maxMs: options['max-ms'],
  };
  const primeMs = round === 0 ? options['warm-up-ms'] : options['prime-ms'];
  // Each starts elsewhere among the variables, so that what was just asked is not asked again.
  await burst({ ...load, count: Infinity, maxMs: primeMs, first: 7 + round * 31 });
  const before = costs(running.pid, postmaster);
  const sent = await burst({
    ...{ ...load, count: options.requests, minMs: options['min-ms'] },
    first: round * options.requests,
  });
  const cost = difference(before, costs(running.pid, postmaster));
  return { ...perRequest(cost, sent), ...speedOf(sent), noise: noiseOf(cost, sent) };
}

const costs = (pid, postmaster) => ({
  own: process.cpuUsage(),
  machine: machineTime(),
  server: snapshot(pid),
  postgres: postgresSnapshot(postmaster, pid),
});

function difference(before, after) {
  const { user, system } = process.cpuUsage(before.own);
  return {
    server: used(before.server, after.server),
    postgres: used(before.postgres, after.postgres),
    machine: after.machine - before.machine,
    own: (user + system) / 1000,
  };
}

const perRequest = ({ server, postgres }, { count }) => ({
  serverMs: server / count,
  postgresMs: postgres / count,
  totalMs: (server + postgres) / count,
});

const speedOf = ({ count, wallMs, latencies, bytes, bad, firstError }) => ({
  ...{ count, bad, firstError },
  perSecond: (count / wallMs) * 1000,
  p50: quantile(latencies, 0.5),
  p99: quantile(latencies, 0.99),
  kilobytes: bytes / count / 1024,
});

/** How many processors were busy with something that is no part of the bench. */
const noiseOf = ({ machine, server, postgres, own }, { wallMs }) =>
  Math.max(0, machine - server - postgres - own) / wallMs;
