import { writing } from './characters';
import { foldName } from './fold';
import { guessKind, type GuessedKind } from './guess-kind';
import { isAllCapitals, isCapitalized } from './letters';
import { isAside, isOpener, isTitle } from './neighbours';
import type { Passage } from './passage';
import { isWord, sourceOf, type Tokens } from './tokens';

/** What looks like a name. */
export interface UnknownName {
  /** Folded: the same for all its writings. */
  readonly key: string;
  readonly text: string;
  /** Null where it can't be guessed. */
  readonly kind: GuessedKind | null;
  /** How often it stands there. */
  readonly count: number;
}

/** A passage with the names in it that are known. */
export interface PartlyKnown {
  readonly passage: Passage;
  /** UTF-16 offsets in the text. A name of a people may begin a longer name: "Syrian Arab News Agency". */
  readonly known: readonly { start: number; end: number; kind: string | null }[];
}

/** In words: longer ones are headlines or lists. */
const LONGEST = 8;
/** UTF-16 code units. */
const MOST_UNITS = 100;
const FEWEST_UNITS = 3;
/** For each article. */
const MOST_NAMES = 30;
/** Written small inside names: "Ministry of Defense", "Hayat Tahrir al-Sham". */
const INNER = new Set('of al el de del della der den di du la le van von bin ibn'.split(' '));

/**
 * What looks like a name in an article's texts, in English, and is not known: runs of capitalized words, the
 * most frequent first, 30 at most. A word that merely opens its sentence is none; a single one must look
 * like a name of its own, or come twice.
 */
export function unknownNames(texts: readonly PartlyKnown[]): UnknownName[] {
  const runs = groupedByKey(texts.flatMap(runsOf));
  const names = [...runs].map(([key, alike]) => {
    const text = alike[0]?.text ?? key;
    const kind = alike.some(({ hasTitle }) => hasTitle) ? 'PERSON' : guessKind(text);
    return { key, text, kind, count: alike.length };
  });
  return names
    .filter(({ text, count, kind }) => /[ -]/u.test(text) || kind !== null || count > 1)
    .sort((a, b) => b.count - a.count)
    .slice(0, MOST_NAMES);
}

interface Run {
  readonly text: string;
  /** Whether a title stands before it, as only before people. */
  readonly hasTitle: boolean;
}

function groupedByKey(runs: readonly Run[]): Map<string, Run[]> {
  const groups = new Map<string, Run[]>();
  for (const run of runs) {
    const key = foldName(run.text);
    const group = groups.get(key);
    if (group) group.push(run);
    else groups.set(key, [run]);
  }
  return groups;
}

function runsOf({ passage, known }: PartlyKnown): Run[] {
  const { tokens } = passage;
  const isKnown = knownTokens(tokens, known);
  const names: Run[] = [];
  for (let from = 0; from < tokens.texts.length; from++) {
    const to = endOfRun(passage, from, isKnown);
    if (to === from) continue;
    const name = trimmed(passage, from, to, isKnown);
    if (name !== null) names.push(name);
    from = to;
  }
  return names;
}

/** What stands at a token: nothing that is known, a people, or another name. */
type Knowledge = (at: number) => 'PEOPLE' | 'NAME' | undefined;

function knownTokens(tokens: Tokens, known: PartlyKnown['known']): Knowledge {
  const offsetOf = offsetsOf(tokens);
  const count = tokens.texts.length;
  const at = new Map<number, 'PEOPLE' | 'NAME'>();
  for (const { start, end, kind } of known) {
    const first = firstFrom(count, (token) => offsetOf(token) >= start);
    for (let token = first; token < count && offsetOf(token) < end; token++) {
      if (!at.has(token)) at.set(token, kind === 'DEMONYM' ? 'PEOPLE' : 'NAME');
    }
  }
  return (token) => at.get(token);
}

/** Where each token begins in the source. */
function offsetsOf({ folded, starts }: Tokens): (token: number) => number {
  return (token) => folded.starts[folded.pieces[starts[token] ?? 0] ?? -1] ?? -1;
}

/** The first of so many numbers for which something holds, as it does for all behind it. */
function firstFrom(count: number, holds: (number: number) => boolean): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Just behind the run of capitalized words that begins at a token; the token itself where none does. */
function endOfRun({ tokens, sentences }: Passage, from: number, isKnown: Knowledge): number {
  let to = from;
  for (let at = from; ;) {
    const isName = isNameWord(tokens, at) && sentences[at]?.style === 'PLAIN';
    const isInside = to > from && INNER.has(tokens.texts[at] ?? '');
    const isOver = sentences[at] !== sentences[from] || isKnown(at) === 'NAME';
    if (isOver || (!isName && !isInside)) return to;
    if (isName) to = at + 1;
    if (!/^[ -]$/u.test(tokens.texts[at + 1] ?? '')) return to;
    at += 2;
  }
}

function isNameWord(tokens: Tokens, at: number): boolean {
  if (!isWord(tokens.texts[at])) return false;
  const word = sourceOf(tokens, at, at + 1);
  return isCapitalized(word) && !/\p{Nd}/u.test(word);
}

/** Without titles around it, and without what merely opens the sentence; null where nothing is left that is new. */
function trimmed(passage: Passage, begin: number, end: number, isKnown: Knowledge): Run | null {
  const { tokens, sentences } = passage;
  const isLoose = (at: number): boolean =>
    isAside(tokens.texts[at] ?? '') || isOpener(tokens.texts[at] ?? '');
  let [from, to] = [begin, end];
  while (from < to && isLoose(from)) from += 2;
  while (to > from && isLoose(to - 1)) to -= 2;
  const words = (to - from + 1) / 2;
  if (words < 1 || words > LONGEST) return null;
  const isOpening = sentences[from]?.start === from;
  if (words === 1 && (isOpening || isAcronymAlone(tokens, from))) return null;
  if (isAllKnown(from, to, isKnown)) return null;
  const text = writing(sourceOf(tokens, from, to));
  const hasTitle = tokens.texts[from - 1] === ' ' && isTitle(tokens.texts[from - 2] ?? '');
  return text.length < FEWEST_UNITS || text.length > MOST_UNITS ? null : { text, hasTitle };
}

/** As in "Syrian-Russian". */
function isAllKnown(from: number, to: number, isKnown: Knowledge): boolean {
  for (let at = from; at < to; at += 2) if (isKnown(at) === undefined) return false;
  return true;
}

function isAcronymAlone(tokens: Tokens, at: number): boolean {
  const word = sourceOf(tokens, at, at + 1);
  return isAllCapitals(word) && word.length < FEWEST_UNITS;
}
