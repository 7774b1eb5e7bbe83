import { cuesIn, tenseAt } from './english/tense';
import { isTellable, type Day, type Period } from './period';
import type { Meaning, Rule, Setting } from './rule';
import { sentenceSpans, type Sentence } from './sentences';

/** A stretch of the text that a rule may read. */
export interface Candidate {
  start: number;
  end: number;
  read: (setting: Setting) => Meaning;
}

/** A stretch of the text with what it means, and where it stands. */
export interface Found {
  start: number;
  end: number;
  meaning: Exclude<Meaning, { is: 'NOTHING' }>;
  setting: Setting;
  sentence: Sentence;
}

/** Not within a word or a number, and no price. */
const BEFORE = '(?<![\\p{L}\\p{N}_$£€¥#])(?<!\\d[.,:/–-])';
const AFTER = '(?![\\p{L}\\p{N}_])(?![.,:/–-]\\d)';

/** Compiles rules to what finds their candidates in a text. */
export function candidatesBy(rules: readonly Rule[]): (text: string) => Candidate[] {
  const compiled = rules.map(({ pattern, read }) => ({
    read,
    regex: new RegExp(`${BEFORE}(?:${pattern})${AFTER}`, 'giu'),
  }));
  return (text) =>
    compiled.flatMap(({ read, regex }) =>
      Array.from(text.matchAll(regex), ({ index, 0: phrase, groups = {} }) => ({
        start: index,
        end: index + phrase.length,
        read: (setting: Setting) => read(groups, setting, phrase),
      })),
    );
}

/**
 * Reads a text from its start to its end: of the candidates at a place the longest that means something.
 * Each is read knowing the date that was named before it.
 */
export function findIn(
  text: string,
  candidates: readonly Candidate[],
  published: Day | null,
): Found[] {
  const found: Found[] = [];
  const sentences = sentenceSpans(text).map((sentence) => {
    const said = text.slice(sentence.start, sentence.end);
    return { ...sentence, said, verbs: cuesIn(said) };
  });
  let named: { period: Period; sentence: Sentence; isFixed: boolean } | null = null;
  let quarter: Period | null = null;
  let [readUntil, at] = [0, 0];
  for (const { start, end, read } of candidates.toSorted(
    (a, b) => a.start - b.start || b.end - a.end,
  )) {
    if (start < readUntil) continue;
    while (at + 1 < sentences.length && (sentences[at]?.end ?? 0) <= start) at++;
    const sentence = sentences[at];
    if (!sentence) break;
    const [from, to] = [start - sentence.start, end - sentence.start];
    const setting: Setting = {
      published,
      named: named?.period ?? null,
      namedHere: named?.sentence === sentence && named.isFixed ? named.period : null,
      quarter,
      tense: tenseAt(sentence.said, sentence.verbs, from, to),
      before: sentence.said.slice(0, Math.max(0, from)),
      after: sentence.said.slice(to),
    };
    const meaning = read(setting);
    const isUntold = meaning.is === 'DAYS' && !isTellable(meaning.period);
    if (meaning.is === 'NOTHING' || isUntold) {
      if ('taken' in meaning) readUntil = end;
      continue;
    }
    readUntil = end;
    found.push({ start, end, meaning, setting, sentence });
    if (meaning.is !== 'DAYS') continue;
    if (meaning.period.unit === 'quarter') quarter = meaning.period;
    named = { period: meaning.period, sentence, isFixed: meaning.anchor == null };
  }
  return found;
}
