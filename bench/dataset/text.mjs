// Text that is made up but behaves like English: function words, and words by Zipf's law.
import { integer, pick, random, zipfTable } from './random.mjs';

const FUNCTION_WORDS = (
  'the of and to in a is that for on with as was at by it from his her their be are has had have not ' +
  'but this which were an or they its who will been more after one also about into than over said ' +
  'would could when up out new two first last year years other only some most time people three no ' +
  'against between before during under through while where what so can if all she he we i you there'
).split(' ');

const ONSETS = 'b c d f g h j k l m n p r s t v w br cl dr fr gr pl pr sl st str th tr ch sh'.split(
  ' ',
);
const NUCLEI = 'a e i o u ai ea ou io oo'.split(' ');
const CODAS = ['', '', '', 'n', 'r', 's', 't', 'l', 'm', 'nd', 'nt', 'st', 'rk', 'ng'];
const ENDINGS = ['', '', '', '', 'ed', 'ing', 'er', 'tion', 'ly', 'ment', 's', 'al', 'ity'];

const VOCABULARY_SIZE = 14_000;
const SLOTS = 2 ** 18;

function makeWord(next) {
  const syllable = () => pick(next, ONSETS) + pick(next, NUCLEI) + pick(next, CODAS);
  let word = '';
  for (let left = integer(next, 1, 3); left > 0; left--) word += syllable();
  return word + pick(next, ENDINGS);
}

/** The words of a seed, the most frequent first. */
export function vocabularyOf(seed) {
  const next = random(seed);
  const taken = new Set(FUNCTION_WORDS);
  while (taken.size < FUNCTION_WORDS.length + VOCABULARY_SIZE) {
    const word = makeWord(next);
    if (word.length > 2) taken.add(word);
  }
  return [...taken].slice(FUNCTION_WORDS.length);
}

const wordsInOrder = (words, exponent) =>
  Array.from(zipfTable(words.length, exponent, SLOTS), (rank) => words[rank]);

export const capitalized = (text) => text[0].toUpperCase() + text.slice(1);

export const slugOf = (text) => text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');

/** A writer of phrases and sentences in the words of a vocabulary. */
export function writerOf(vocabulary) {
  const common = wordsInOrder(FUNCTION_WORDS, 0.9);
  const content = wordsInOrder(vocabulary, 0.85);
  const word = (next) => content[Math.floor(next() * SLOTS)];

  function phrase(next, length) {
    let text = word(next);
    for (let i = 1; i < length; i++) {
      text += ' ' + (next() < 0.4 ? common[Math.floor(next() * SLOTS)] : word(next));
    }
    return text;
  }

  const sentence = (next) => capitalized(phrase(next, integer(next, 7, 20))) + '.';

  /** Words that name people and places: any of the vocabulary, frequent or not. */
  const name = (next, length) =>
    Array.from({ length }, () => capitalized(pick(next, vocabulary))).join(' ');

  return { phrase, sentence, name };
}
