import type { Passage, Range } from './passage';
import wordsBeside from './words-beside.json';
import { guessKind } from './guess-kind';
import { isAllCapitals, isCapitalized } from './letters';
import type { Sentence } from './sentences';
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
const PREFIXES = new Set(wordsBeside.prefixes);
const HEADS_BEHIND = new Set(wordsBeside.headsBehind);
const HEADS_BEFORE = new Set(wordsBeside.headsBefore);

/** Letters: shorter ones are acronyms, as US. */
const SHORTEST_DATELINE = 4;

/** Whether a place stands in the name of something else: "Washington Post", "University of Damascus", "Air France". */
export function isPartOfName(passage: Passage, range: Range): boolean {
  const [before, behind] = [wordBefore(passage, range), wordBehind(passage, range)];
  if (behind?.isCapitalized === true && HEADS_BEHIND.has(behind.key)) return true;
  if (isBehindHead(passage, before) || isBehindPrefix(before)) return true;
  if (styleAt(passage, range) !== 'PLAIN') return false;
  return goesOn(behind) || isLedTo(passage, before, range);
}

/** Whether a single name of a person is in the name of something or somebody else: "Lyudmila Putin", "Putin Square". */
export function isOfAnother(passage: Passage, range: Range): boolean {
  if (styleAt(passage, range) !== 'PLAIN') return false;
  const behind = wordBehind(passage, range);
  return goesOn(behind) || isNumber(behind) || hasGivenName(passage, range);
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

/** Whether the name of a place is the surname of somebody, by the word before it: "Denzel Washington". */
export function isSurname(passage: Passage, range: Range): boolean {
  const before = wordBefore(passage, range);
  if (before?.isCapitalized !== true || isAside(before.key) || isOpener(before.key)) return false;
  return !goesOn(wordBehind(passage, range)) && isPerson(passage, before.at, range.to);
}

/** Whether a word that opens the sentence may be a part of the name: "Ajax Amsterdam", as "Visiting Turkey" is not. */
export function mayBeLedTo(passage: Passage, range: Range): boolean {
  const before = wordBefore(passage, range);
  if (before?.isCapitalized !== true || isAside(before.key) || isOpener(before.key)) return false;
  return startsSentence(passage, before.at) && styleAt(passage, range) === 'PLAIN';
}

/** Whether, where every word has a capital, the name of a place may be a person's, by a word beside it. */
export function mayBePersons(passage: Passage, range: Range): boolean {
  if (styleAt(passage, range) === 'PLAIN') return false;
  const [before, behind] = [wordBefore(passage, range), wordBehind(passage, range)];
  return (
    (before?.isCapitalized === true && isPerson(passage, before.at, range.to)) ||
    (behind?.isCapitalized === true && isPerson(passage, range.from, behind.at + 1))
  );
}

/** Whether the words from one token to just before another look like the name of a person. */
function isPerson({ tokens }: Passage, from: number, to: number): boolean {
  const words = sourceOf(tokens, from, to).toLowerCase();
  return (
    guessKind(words.replace(/(?<![\p{L}'’])\p{L}/gu, (letter) => letter.toUpperCase())) === 'PERSON'
  );
}

/** Whether a name, in capitals before a text that is not, says where the report is from: "LONDON, Jan. 5 -". */
export function isDateline({ tokens, sentences }: Passage, { from }: Range): boolean {
  const sentence = sentences[from];
  if (sentence?.start !== from || sentence.style !== 'PLAIN') return false;
  const word = sourceOf(tokens, from, from + 1);
  return isAllCapitals(word) && word.length >= SHORTEST_DATELINE;
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

/** "May 2018" is no person. */
function isNumber(behind: Neighbour | null): boolean {
  return behind !== null && /^\p{Nd}/u.test(behind.key);
}

function goesOn(behind: Neighbour | null): boolean {
  return behind?.isCapitalized === true && !isAside(behind.key);
}

/** "New", "Lake", "Real": of the name behind them they are a part wherever they stand, in headlines too. */
function isBehindPrefix(before: Neighbour | null): boolean {
  return before?.isCapitalized === true && PREFIXES.has(before.key);
}

/** Whether a capitalized word leads to the name. What merely opens the sentence does not, unless it is a given name. */
function isLedTo(passage: Passage, before: Neighbour | null, { to }: Range): boolean {
  if (before?.isCapitalized !== true || isAside(before.key) || isOpener(before.key)) return false;
  return !startsSentence(passage, before.at) || isPerson(passage, before.at, to);
}

/**
 * "University of", "Bank of", "Islamic State of Iraq and": of the name they are a part, where "Government of" has
 * the place itself beside it.
 */
function isBehindHead(passage: Passage, before: Neighbour | null): boolean {
  const { tokens } = passage;
  if (before?.key === 'and') {
    const other = wordBefore(passage, { from: before.at, to: before.at + 1 });
    const lead = other && wordBefore(passage, { from: other.at, to: other.at + 1 });
    return other?.isCapitalized === true && lead?.key === 'of' && isBehindHead(passage, lead);
  }
  if (before?.key !== 'of' || before.at < 2) return false;
  const head = before.at - 2;
  const isHead = tokens.texts[before.at - 1] === ' ' && HEADS_BEFORE.has(tokens.texts[head] ?? '');
  return isHead && isCapitalized(sourceOf(tokens, head, head + 1));
}

function wordBefore({ tokens, sentences }: Passage, { from }: Range): Neighbour | null {
  const isSameSentence = sentences[from - 2] === sentences[from];
  return tokens.texts[from - 1] === ' ' && isSameSentence ? neighbourAt(tokens, from - 2) : null;
}

function wordBehind({ tokens, sentences }: Passage, { from, to }: Range): Neighbour | null {
  const isSameSentence = sentences[to + 1] === sentences[from];
  return tokens.texts[to] === ' ' && isSameSentence ? neighbourAt(tokens, to + 1) : null;
}

function neighbourAt(tokens: Tokens, at: number): Neighbour | null {
  const key = tokens.texts[at];
  if (!isWord(key)) return null;
  const word = sourceOf(tokens, at, at + 1);
  return { at, key, isCapitalized: isCapitalized(word) };
}
