import wordsBeside from './words-beside.json';
import { isCapitalized } from './letters';
import { isDateline } from './neighbours';
import type { Passage, Range } from './passage';
import { isWord, sourceOf, type Tokens } from './tokens';

/** How a sentence tells of a match: in words, or as a line of a table, each name with its numbers. */
export type MatchTold = 'REPORT' | 'TABLE';

const SPORTS = new Set(wordsBeside.sports);
const TELLING = new Map([
  ...wordsBeside.ofMatches.map((word) => [word, 'MATCH'] as const),
  ...wordsBeside.results.map((word) => [word, 'RESULT'] as const),
]);
const WHERE = new Set(wordsBeside.where);
const MOMENTS = new Set(wordsBeside.moments);
const POINTS = /^\d{1,3}$/u;

/** Whether the sentence from one token to just before another tells of a match; null if it does not. */
export function matchTold(tokens: Tokens, begin: number, end: number): MatchTold | null {
  const { texts } = tokens;
  if (SPORTS.has(texts[begin] ?? '') && texts[begin + 2] === '-') return 'REPORT';
  let numbers = 0;
  let [hasResult, hasScore] = [false, false];
  for (let at = begin; at < end; at++) {
    const word = texts[at] ?? '';
    const tells = TELLING.get(word);
    if (tells === 'MATCH') return 'REPORT';
    if (tells === 'RESULT') hasResult = true;
    if (!POINTS.test(word)) continue;
    numbers++;
    hasScore ||= isScore(texts, at);
  }
  if (hasResult && hasScore) return 'REPORT';
  return numbers >= 2 && areNamesAndNumbers(tokens, begin, end) ? 'TABLE' : null;
}

function areNamesAndNumbers(tokens: Tokens, begin: number, end: number): boolean {
  for (let at = begin; at < end; at++) {
    const word = tokens.texts[at];
    if (!isWord(word) || POINTS.test(word)) continue;
    if (MOMENTS.has(word) || !isCapitalized(sourceOf(tokens, at, at + 1))) return false;
  }
  return true;
}

/** Whether a number begins a score: "3-0", but no date and no telephone number. */
function isScore(texts: readonly string[], at: number): boolean {
  const isPair = texts[at + 1] === '-' && POINTS.test(texts[at + 2] ?? '');
  return isPair && texts[at - 1] !== '-' && texts[at + 3] !== '-';
}

/** Whether the name of a place is its team's: "England beat Moldova 3-0", but "in Moldova". */
export function isTeam(passage: Passage, range: Range): boolean {
  if (isOpposed(passage, range)) return true;
  const { tokens, sentences } = passage;
  const { from, to } = range;
  switch (sentences[from]?.match) {
    case 'REPORT':
      return !isWhere(passage, range);
    case 'TABLE':
      return tokens.texts[to] === ' ' && POINTS.test(tokens.texts[to + 1] ?? '');
    default:
      return false;
  }
}

/** "Pakistan v England", "Pakistan vs. England". */
function isOpposed({ tokens: { texts } }: Passage, { from, to }: Range): boolean {
  const isVersus = (word: string | undefined): boolean => word === 'v' || word === 'vs';
  const before = texts[from - 2] === '.' ? texts[from - 3] : texts[from - 2];
  return (
    (texts[from - 1] === ' ' && isVersus(before)) || (texts[to] === ' ' && isVersus(texts[to + 1]))
  );
}

/** Behind "in" and the like, in brackets behind a player, or as the place of a report. */
function isWhere(passage: Passage, range: Range): boolean {
  const { texts } = passage.tokens;
  const { from } = range;
  if (texts[from - 1] === '(' || isDateline(passage, range)) return true;
  return texts[from - 1] === ' ' && WHERE.has(texts[from - 2] ?? '');
}
