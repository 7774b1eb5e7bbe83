import type { Tense } from '../reading';
import cues from './tense.json';

/** A modal with its verb, so that the participle in "will be held" is not taken for a past tense. */
const MODAL =
  "(?:will|shall|would|'ll|’ll|won['’]t)(?:\\s+(?:not|also|then|be|have|been|again|likely|\\w+ly))*\\s+\\w+";
const FUTURE = `${MODAL}|(?:${cues.future.join('|').replaceAll(' ', '\\s+')})`;
const PAST = `(?<!\\bto\\s)(?!(?:${cues.notPast.join('|')})\\b)(?:${cues.past.join('|').replaceAll(' ', '\\s+')}|\\w{2,}ed)`;
const CUE = new RegExp(`\\b(?:(?<future>${FUTURE})|(?<past>${PAST}))\\b`, 'giu');
/** Between a verb and a date, these start another clause. */
const OTHER_CLAUSE =
  /[;:()]|\b(?:who|which|while|after|before|when|because|but)\b|[,—–]\s+(?:and|that)\b/i;

interface Cue {
  tense: Tense;
  start: number;
  end: number;
}

/** Where the verbs of a sentence tell a tense. */
export function cuesIn(sentence: string): Cue[] {
  return Array.from(sentence.matchAll(CUE), ({ index, 0: words, groups }) => ({
    tense: groups?.['future'] === undefined ? 'PAST' : 'FUTURE',
    start: index,
    end: index + words.length,
  }));
}

/**
 * The tense of the verb that a date belongs to: the last one before it, the next one behind it, where no
 * other clause lies between; else the last one before it; else none.
 */
export function tenseAt(
  sentence: string,
  verbs: readonly Cue[],
  start: number,
  end: number,
): Tense | null {
  const before = verbs.findLast((cue) => cue.end <= start);
  const behind = verbs.find((cue) => cue.start >= end);
  const near = (from: number, to: number): boolean => !OTHER_CLAUSE.test(sentence.slice(from, to));
  if (before && near(before.end, start)) return before.tense;
  if (behind && near(end, behind.start)) return behind.tense;
  // "has until Monday": a term, if no verb says that it is over.
  if (/\b(?:until|by)\s+$/i.test(sentence.slice(0, start))) return 'FUTURE';
  return before?.tense ?? behind?.tense ?? null;
}
