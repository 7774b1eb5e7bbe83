import { unfold } from './fold';
import { isAllCapitals, isCapitalized } from './letters';
import { type MatchTold, matchTold } from './matches';
import { isWord, sourceOf, type Tokens } from './tokens';

/** How a sentence, a headline or a line is written. In capitals, and in headlines, a capital letter tells nothing. */
export interface Sentence {
  /** Number of its first token that is a word. */
  readonly start: number;
  readonly style: 'PLAIN' | 'HEADLINE' | 'CAPITALS';
  readonly match: MatchTold | null;
}

const ENDS = new Set(['.', '!', '?', ':', ';', '…', '؟', '•', '|']);
const BETWEEN = new Set(`"'()[] -`);
/** A full stop behind these ends no sentence; nor does one behind a single letter. */
const ABBREVIATED = new Set(
  'mr mrs ms dr prof gen col lt sgt maj capt adm sen rep gov rev hon st jr sr vs no'.split(' '),
);

/** The sentences of a text: for each token the one that it is in. Rough: a doubt makes a new sentence. */
export function sentencesOf(tokens: Tokens): readonly Sentence[] {
  const of: Sentence[] = [];
  let begin = 0;
  for (let at = 1; at <= tokens.texts.length; at++) {
    if (at < tokens.texts.length && !startsSentence(tokens, at)) continue;
    const sentence = sentenceOf(tokens, begin, at);
    while (of.length < at) of.push(sentence);
    begin = at;
  }
  return of;
}

function startsSentence(tokens: Tokens, at: number): boolean {
  if (!isWord(tokens.texts[at])) return false;
  for (let before = at - 1; before >= 0; before--) {
    const token = tokens.texts[before] ?? '';
    if (token === ' ' && breaksLine(tokens, before)) return true;
    if (ENDS.has(token))
      return token !== '.' || (at > before + 1 && !isAbbreviation(tokens, before));
    if (!BETWEEN.has(token)) return false;
  }
  return false;
}

function isAbbreviation({ texts }: Tokens, stop: number): boolean {
  const word = texts[stop - 1] ?? '';
  return isWord(word) && (word.length === 1 || ABBREVIATED.has(word));
}

function breaksLine({ folded, starts }: Tokens, at: number): boolean {
  const range = unfold(folded, starts[at] ?? 0, starts[at + 1] ?? 0);
  return range !== null && folded.source.slice(range.start, range.end).includes('\n');
}

/** Letters that a word has at least to tell how its sentence is written: in headlines "of" is written small. */
const TELLING = 4;
const LEAST_TELLING = 3;

function sentenceOf(tokens: Tokens, begin: number, end: number): Sentence {
  let start = end;
  const match = matchTold(tokens, begin, end);
  let [letters, capitals, telling, titled] = [0, 0, 0, 0];
  for (let at = begin; at < end; at++) {
    if (!isWord(tokens.texts[at])) continue;
    start = Math.min(start, at);
    const word = sourceOf(tokens, at, at + 1);
    letters += word.length;
    if (isAllCapitals(word)) capitals += word.length;
    if (word.length < TELLING || at === start) continue;
    telling++;
    if (isCapitalized(word)) titled++;
  }
  if (letters > 8 && capitals >= letters * 0.8) return { start, style: 'CAPITALS', match };
  const isHeadline = telling >= LEAST_TELLING && titled >= telling * 0.85;
  return { start, style: isHeadline ? 'HEADLINE' : 'PLAIN', match };
}
