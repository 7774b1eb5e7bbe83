import type { Passage, Range } from './passage';
import wordsBeside from './words-beside.json';
import { isAllCapitals, isCapitalized, type Sentence } from './sentences';
import { isWord, sourceOf, type Tokens } from './tokens';

/** A word with nothing but a space between it and the name. */
interface Neighbour {
  readonly at: number;
  readonly key: string;
  readonly isCapitalized: boolean;
}

const TITLES = new Set(wordsBeside.titles);
const MOMENTS = new Set(wordsBeside.moments);
const OPENERS = new Set(wordsBeside.openers);
const DIRECTIONS = new Set(wordsBeside.directions);
const HEADS_BEHIND = new Set(wordsBeside.headsBehind);
const HEADS_BEFORE = new Set(wordsBeside.headsBefore);

/** Whether a place stands in the name of something else: "Washington Post", "University of Damascus", "Air France". */
export function isPartOfName(passage: Passage, range: Range): boolean {
  const [before, behind] = [wordBefore(passage, range), wordBehind(passage, range)];
  if (behind?.isCapitalized === true && HEADS_BEHIND.has(behind.key)) return true;
  if (isBehindHead(passage, before)) return true;
  if (styleAt(passage, range) !== 'PLAIN') return false;
  return goesOn(behind) || isLedTo(passage, before);
}

/** Whether a single name of a person is in the name of something or somebody else: "Lyudmila Putin", "Putin Square". */
export function isOfAnother(passage: Passage, range: Range): boolean {
  if (styleAt(passage, range) !== 'PLAIN') return false;
  return goesOn(wordBehind(passage, range)) || hasGivenName(passage, range);
}

/** Whether a given name or an initial stands before a surname: some capitalized word that is no title. */
export function hasGivenName(passage: Passage, range: Range): boolean {
  const { texts } = passage.tokens;
  if (styleAt(passage, range) !== 'PLAIN') return false;
  const initial = texts[range.from - 3] ?? '';
  const isDotted = texts[range.from - 1] === ' ' && texts[range.from - 2] === '.';
  if (isDotted && /^\p{L}$/u.test(initial)) return true;
  const before = wordBefore(passage, range);
  if (before?.isCapitalized !== true || isAside(before.key)) return false;
  return !(startsSentence(passage, before.at) && OPENERS.has(before.key));
}

/** Whether the word at a token begins its sentence, so that its capital letter tells nothing. */
export function startsSentence({ sentences }: Passage, at: number): boolean {
  return sentences[at]?.start === at;
}

export function styleAt({ sentences }: Passage, { from }: Range): Sentence['style'] {
  return sentences[from]?.style ?? 'PLAIN';
}

export function isTitle(key: string): boolean {
  return TITLES.has(key);
}

/** Words that stand beside names and are no part of them: titles, days and months. */
export function isAside(key: string): boolean {
  return TITLES.has(key) || MOMENTS.has(key);
}

/** Words that begin sentences and no names. */
export function isOpener(key: string): boolean {
  return OPENERS.has(key);
}

function goesOn(behind: Neighbour | null): boolean {
  return behind?.isCapitalized === true && !isAside(behind.key);
}

/** Whether a capitalized word leads to the name. What merely opens the sentence does not, but "New" and the like do. */
function isLedTo(passage: Passage, before: Neighbour | null): boolean {
  if (before?.isCapitalized !== true || isAside(before.key)) return false;
  return !startsSentence(passage, before.at) || DIRECTIONS.has(before.key);
}

/** "University of", "Bank of": of the name they are a part, where "Government of" has the place itself beside it. */
function isBehindHead({ tokens }: Passage, before: Neighbour | null): boolean {
  if (before?.key !== 'of' || before.at < 2) return false;
  const head = before.at - 2;
  const isHead = tokens.texts[before.at - 1] === ' ' && HEADS_BEFORE.has(tokens.texts[head] ?? '');
  return isHead && isCapitalized(sourceOf(tokens, head, head + 1));
}

function wordBefore({ tokens }: Passage, { from }: Range): Neighbour | null {
  return tokens.texts[from - 1] === ' ' ? neighbourAt(tokens, from - 2) : null;
}

function wordBehind({ tokens, sentences }: Passage, { from, to }: Range): Neighbour | null {
  const isSameSentence = sentences[to + 1] === sentences[from];
  return tokens.texts[to] === ' ' && isSameSentence ? neighbourAt(tokens, to + 1) : null;
}

function neighbourAt(tokens: Tokens, at: number): Neighbour | null {
  const key = tokens.texts[at];
  if (!isWord(key)) return null;
  const word = sourceOf(tokens, at, at + 1);
  return { at, key, isCapitalized: isCapitalized(word) || isAllCapitals(word) };
}
