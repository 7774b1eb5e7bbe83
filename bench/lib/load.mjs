// A closed loop: each connection sends its next request once it has the whole answer to the last.
import { Pool } from 'undici';

const TIMEOUT = 120_000;

/** Whether an answer is one, in the first bytes: GraphQL says "errors" there, or there is no 200. */
const isBad = (status, body) => status !== 200 || body.includes('"errors":[');

/**
 * Sends `requests` in turn, from number `first` on, over so many connections: at least `count` and for
 * `minMs`, but never longer than `maxMs`.
 */
export async function burst({ origin, requests, connections, count, minMs = 0, maxMs, first = 0 }) {
  const pool = new Pool(origin, { connections, headersTimeout: TIMEOUT, bodyTimeout: TIMEOUT });
  const result = { latencies: [], bytes: 0, bad: 0, firstError: undefined };
  const began = performance.now();
  let sent = 0;
  const goesOn = () => {
    const ms = performance.now() - began;
    return ms < maxMs && (sent < count || ms < minMs);
  };
  async function connection() {
    while (goesOn()) await send(pool, requests[(first + sent++) % requests.length], result);
  }
  await Promise.all(Array.from({ length: connections }, connection));
  const wallMs = performance.now() - began;
  await pool.close();
  return { ...result, wallMs, count: result.latencies.length };
}

async function send(pool, { path, headers, body }, result) {
  const began = performance.now();
  const response = await pool.request({ method: 'POST', path, headers, body });
  const answer = Buffer.from(await response.body.arrayBuffer());
  result.latencies.push(performance.now() - began);
  result.bytes += answer.length;
  if (!isBad(response.statusCode, answer)) return;
  result.bad++;
  result.firstError ??= `${response.statusCode} ${answer.toString('utf8', 0, 300)}`;
}
