// Many mixed requests to one server, and whether its memory settles.
import { burst } from './load.mjs';
import { residentMb } from './proc.mjs';
import { quantile } from './statistics.mjs';

const SAMPLES = 20;

/** Requests of all workloads in turn: the first of each, then the second of each … */
export function mixed(requests) {
  const lists = Object.values(requests);
  const longest = Math.max(...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, i) =>
    lists.map((list) => list[i % list.length]),
  ).flat();
}

/** Sends `count` requests and prints the resident memory as it goes. */
export async function soak(running, requests, { count, connections }) {
  const all = mixed(requests);
  const share = Math.ceil(count / SAMPLES);
  for (let sent = 0; sent < count; sent += share) {
    const part = { origin: running.origin, requests: all, connections, first: sent };
    const { latencies, bad, firstError } = await burst({ ...part, count: share, maxMs: Infinity });
    const memory = `${residentMb(running.pid).toFixed(0)} MB`;
    const p99 = `p99 ${quantile(latencies, 0.99).toFixed(0)} ms`;
    console.log(
      `${running.label}: ${sent + latencies.length} requests, ${memory}, ${p99}, ${bad} bad`,
    );
    if (firstError) console.log(`  ${firstError}`);
  }
}
