// A reader who asks for everything in turn.
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ask } from './ask.mjs';
import { workloads } from './workloads.mjs';

const PAUSE = 10;
const PATIENCE = 30_000;

/** What the sample desk can be asked. */
const QUERIES = [
  { query: workloads.W1.query },
  { query: workloads.W2.query, variables: { slug: 'second-visit-to-moscow' } },
  { query: workloads.W3.query, variables: { slug: 'russia' } },
  { query: workloads.W5.query, variables: { query: 'Moscow OR sanctions' } },
  { query: workloads.W7.query, variables: { slug: 'ahmad-al-charaa' } },
  {
    query:
      '{ articles(first: 5, where: { sections: ["diplomacy"] }) { totalCount nodes { slug status } } }',
  },
];

const persistedQuery = {
  version: 1,
  sha256Hash: createHash('sha256').update(QUERIES[0].query).digest('hex'),
};
const GETS = [
  `/graphql?${new URLSearchParams({ query: QUERIES[0].query, extensions: JSON.stringify({ persistedQuery }) })}`,
  '/feed.xml',
  '/timeline/russia.timelinejs.json',
];

/** Gets an address; `code` is what it was refused with. */
async function get(origin, address) {
  const began = performance.now();
  const outcome = await fetch(origin + address, {
    headers: { 'apollo-require-preflight': 'true' },
    signal: AbortSignal.timeout(PATIENCE),
  })
    .then(async (response) => (await response.text(), response.ok ? undefined : response.status))
    .catch((error) => error.cause?.code ?? error.name);
  return { ms: performance.now() - began, code: outcome };
}

/** Asks until told to stop, and notes how long each answer took and what was refused. */
export async function read({ origin, seed, answers, signal }) {
  for (let i = seed; !signal.aborted; i++) {
    const number = i % (QUERIES.length + GETS.length);
    const { ms, code } = QUERIES[number]
      ? await ask(origin, QUERIES[number])
      : await get(origin, GETS[number - QUERIES.length]);
    answers.push({ ms, code });
    await sleep(PAUSE);
  }
}
