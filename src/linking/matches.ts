import wordsBeside from './words-beside.json';
import { isCapitalized } from './letters';
import { isDateline, type Passage, type Range } from './neighbours';
import { isWord, sourceOf, type Tokens } from './tokens';

/** How a sentence tells of a match: in words, or as a line of a table, each name with its numbers. */
export type MatchTold = 'REPORT' | 'TABLE';

const SPORTS = new Set(wordsBeside.sports);
const OF_MATCHES = new Set(wordsBeside.ofMatches);
const RESULTS = new Set(wordsBeside.results);
const WHERE = new Set(wordsBeside.where);
const MOMENTS = new Set(wordsBeside.moments);
const POINTS = /^\d{1,3}$/u;

/** Whether the sentence from one token to just before another tells of a match; null if it does not. */
export function matchTold(tokens: Tokens, begin: number, end: number): MatchTold | null {
  const { texts } = tokens;
  let [numbers, others] = [0, 0];
  let [hasResult, hasScore] = [false, false];
  if (SPORTS.has(texts[begin] ?? '') && texts[begin + 2] === '-') return 'REPORT';
  for (let at = begin; at < end; at++) {
    const word = texts[at];
    if (!isWord(word)) continue;
    if (OF_MATCHES.has(word)) return 'REPORT';
    hasResult ||= RESULTS.has(word);
    hasScore ||= isScore(texts, at);
    if (POINTS.test(word)) numbers++;
    else if (MOMENTS.has(word) || !isCapitalized(sourceOf(tokens, at, at + 1))) others++;
  }
  if (hasResult && hasScore) return 'REPORT';
  return numbers >= 2 && others === 0 ? 'TABLE' : null;
}

/** "3-0", but no part of a date or a telephone number. */
function isScore(texts: readonly string[], at: number): boolean {
  const isPair = POINTS.test(texts[at] ?? '') && POINTS.test(texts[at + 2] ?? '');
  return isPair && texts[at + 1] === '-' && texts[at - 1] !== '-' && texts[at + 3] !== '-';
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
