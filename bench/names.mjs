// What it costs to find names: node names.mjs [--aliases 100000], after `npm run build` in the project.
// Names are made up like those of people and places; the article is 3 kB, every fifteenth word a name.
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import { integer, pick, random } from './dataset/random.mjs';

const require = createRequire(import.meta.url);
const { Gazetteer } = require('../dist/src/linking/gazetteer.js');
const { passageOf } = require('../dist/src/linking/passage.js');
const { values } = parseArgs({ options: { aliases: { type: 'string', default: '100000' } } });
const count = Number(values.aliases);
const next = random(5);

const SYLLABLES =
  'ba da fa ha ja ka la ma na ra sa ta wa ya be di mo nu ri so lu ve zi kha sha'.split(' ');
const SMALL =
  'of and the to in on that was said for with his it from by were they after who had'.split(' ');
const FILLER = 'por tel win gor mik fel dun cot bem ley'.split(' ');
const filler = () =>
  next() < 0.4
    ? pick(next, SMALL)
    : Array.from({ length: integer(next, 1, 3) }, () => pick(next, FILLER)).join('');
const word = () =>
  Array.from({ length: integer(next, 2, 4) }, () => pick(next, SYLLABLES)).join('');
const title = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const PATTERNS = [
  () => `${title(word())} ${title(word())}`,
  () => `${title(word())} al-${title(word())}`,
  () => title(word()),
  () => `${title(word())} ${title(word())} Front`,
];
const names = Array.from({ length: count }, (_, i) => ({
  entityId: `e${i >> 1}`,
  text: pick(next, PATTERNS)(),
  kind: i % 2 === 0 ? 'NAME' : 'ALIAS',
  being: pick(next, ['PERSON', 'PLACE', 'OTHER']),
}));

function article() {
  const words = [];
  for (let length = 0; length < 3000; length += words.at(-1).length + 1) {
    const stop = words.length % 18 === 17 ? '.' : '';
    words.push((words.length % 15 === 7 ? pick(next, names).text : filler()) + stop);
  }
  return words.join(' ');
}

const timed = (work) => {
  const start = performance.now();
  work();
  return performance.now() - start;
};
const megabytes = () => {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 2 ** 20;
};

const before = megabytes();
let gazetteer;
const load = timed(() => (gazetteer = new Gazetteer(names)));
const held = megabytes() - before;
const articles = Array.from({ length: 500 }, article);
const paragraphs = articles.map((text) => text.match(/[^.]+\.?/g));
const found =
  paragraphs.flatMap((texts) => gazetteer.read(texts.map(passageOf)).flat()).length /
  articles.length;
// Each article at its fastest of ten: what others do on the machine is not counted.
const fastest = paragraphs.map((texts) =>
  Math.min(...Array.from({ length: 10 }, () => timed(() => gazetteer.read(texts.map(passageOf))))),
);
const read = fastest.reduce((sum, one) => sum + one, 0) / articles.length;
console.log(`${count} names: made in ${load.toFixed(0)} ms, ${held.toFixed(0)} MB`);
console.log(`an article of 3 kB: ${read.toFixed(2)} ms, ${found.toFixed(1)} mentions`);
