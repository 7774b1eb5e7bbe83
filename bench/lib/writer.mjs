// A writer who takes articles through their lives and keeps what was acknowledged of each.
import { setTimeout as sleep } from 'node:timers/promises';
import { ask } from './ask.mjs';

const PAUSE = 20;

const mutation = (name, result) => {
  const type = `${name[0].toUpperCase()}${name.slice(1)}Input`;
  return `mutation ($input: ${type}!) { ${name}(input: $input) { ${result} } }`;
};
const ARTICLE = 'article { id revision status }';
const QUOTE = 'Vladimir Putin met Ahmad Al-Charaa in Moscow on 15 October 2025.';

/** What is done to an article, in this order; `feed` is what readers are told of it. */
export const STEPS = [
  { name: 'createArticle', status: 'DRAFT', revision: 1 },
  { name: 'publishArticle', status: 'PUBLISHED', revision: 2, feed: 'CREATED' },
  { name: 'updateArticle', status: 'PUBLISHED', revision: 3, feed: 'UPDATED' },
  { name: 'createEvent', status: 'PUBLISHED', revision: 3, events: 1 },
  { name: 'withholdArticle', status: 'WITHHELD', revision: 4, feed: 'WITHHELD' },
];

const INPUTS = {
  createArticle: ({ headline }) => ({ headline, section: 'diplomacy', blocks: [{ text: QUOTE }] }),
  publishArticle: ({ id }) => ({ id }),
  updateArticle: ({ id }) => ({
    ...{ id, expectedRevision: 2, correction: 'It has two paragraphs.' },
    blocks: [{ text: QUOTE }, { text: 'Russia and Syria said no more.' }],
  }),
  createEvent: ({ id, headline }) => ({
    ...{ title: headline, kind: 'MEETING', status: 'OCCURRED', date: { edtf: '2025-10-15' } },
    citations: [{ article: id, quote: QUOTE }],
  }),
  withholdArticle: ({ id }) => ({ id, reason: 'The test is over.' }),
};

/** Of every third article the story ends there: it stays before readers. */
const stepsOf = (number) => (number % 3 === 0 ? STEPS.slice(0, 4) : STEPS);

/** Writes until it is told to stop, one article after the other; each is put into the ledger. */
export async function write({ origin, key, name, ledger, signal }) {
  for (let number = 0; !signal.aborted; number++) {
    const entry = {
      headline: `Written by ${name}, ${number}`,
      done: 0,
      isUnsure: false,
      refusals: [],
    };
    ledger.push(entry);
    for (const step of stepsOf(number)) {
      await takeStep(entry, step, { origin, key });
      if (entry.isUnsure || entry.refusals.length > 0 || signal.aborted) break;
      await sleep(PAUSE);
    }
    if (entry.isUnsure) await sleep(5 * PAUSE);
  }
}

async function takeStep(entry, { name }, { origin, key }) {
  const query = mutation(name, name === 'createEvent' ? 'event { id }' : ARTICLE);
  const { data, code, isUnsure } = await ask(origin, {
    ...{ query, key, variables: { input: INPUTS[name](entry) } },
  });
  if (data) {
    entry.done++;
    entry.id ??= data[name].article.id;
  } else if (isUnsure) {
    entry.isUnsure = true;
  } else {
    entry.refusals.push(`${name}: ${code}`);
  }
}
