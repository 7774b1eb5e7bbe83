// Many mixed requests to one server, and whether its memory settles.
import { burst } from './load.mjs';
import { residentMb } from './proc.mjs';
import { median, quantile } from './statistics.mjs';

const SAMPLES = 20;

/** Requests of all workloads in turn: the first of each, then the second of each … */
export function mixed(requests) {
  const lists = Object.values(requests);
  const longest = Math.max(...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, i) =>
    lists.map((list) => list[i % list.length]),
  ).flat();
}

/** Sends `count` requests, prints the resident memory as it goes, and in the end whether it has settled. */
export async function soak(running, requests, { count, connections }) {
  const load = { origin: running.origin, requests: mixed(requests), connections, maxMs: Infinity };
  const share = Math.ceil(count / SAMPLES);
  const memory = [];
  for (let first = 0; first < count; first += share) {
    const { latencies, bad, firstError } = await burst({ ...load, count: share, first });
    memory.push(residentMb(running.pid));
    const facts = [
      `${first + latencies.length} requests`,
      `${memory.at(-1).toFixed(0)} MB`,
      `p99 ${quantile(latencies, 0.99).toFixed(0)} ms`,
      `${bad} bad`,
    ];
    console.log(`${running.label}: ${facts.join(', ')}`, firstError ?? '');
  }
  const [second, last] = [memory.slice(5, 10), memory.slice(-5)].map(median);
  console.log(
    `${running.label}: ${second.toFixed(0)} MB in the second quarter, ${last.toFixed(0)} MB in the last`,
  );
}
