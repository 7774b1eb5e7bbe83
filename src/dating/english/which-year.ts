import { isBefore, isFiner, type Day, type Period } from '../period';
import { against, NOTHING, UNRESOLVED, type Meaning, type Setting } from '../rule';
import { YEAR, type Groups } from './vocabulary';

/** "2013", "last year", "of the same year", behind a month or a season. */
export const OF_YEAR = `(?:,?\\s+(?:of\\s+)?${YEAR()}|,?\\s+(?:of\\s+)?(?<which>last|this|next|(?:the\\s+)?same|that|the\\s+(?:following|previous))\\s+year)`;
/** "3 March" in "3 March to 5 April 2013", "March" in "March and April 2013". */
const SHARES_YEAR =
  /^\s*(?:to|and|or|until|through|,|[-–—])\s*(?:\d{1,2}(?:st|nd|rd|th)?\s+)?\p{Lu}\p{L}+\.?(?:\s+\d{1,2})?,?\s+(\d{4})\b/u;

/** What the year behind a month says: a number, or none that is known, or nothing at all. */
function yearSaid(
  { year, which }: Groups,
  { published, named, after }: Setting,
): number | null | undefined {
  if (year !== undefined) return Number(year);
  if (which === undefined) {
    const shared = SHARES_YEAR.exec(after)?.[1];
    return shared === undefined ? undefined : Number(shared);
  }
  const word = which.toLowerCase().replace(/^the\s+/, '');
  const from = /same|that|following|previous/.test(word) ? named?.first.year : published?.year;
  if (from === undefined) return null;
  const steps: Record<string, number> = { last: -1, previous: -1, next: 1, following: 1 };
  return from + (steps[word] ?? 0);
}

/** The day that the year of a phrase comes from. */
function anchorOf({ year, which }: Groups, { published, named }: Setting): Day | null {
  if (year !== undefined) return null;
  return which !== undefined && /same|that|following|previous/i.test(which)
    ? (named?.first ?? null)
    : published;
}

/** "In 2011, …" sets the year of the whole sentence; "…, founded in 2011, …" does not. */
const OPENS_WITH_YEAR = /^(?:In|During|By|Late in|Early in)\s+\d{4}\b/;

/**
 * What recurs every year, in the year that the text means: the one last named in the sentence, else the
 * nearest past one, or the nearest to come where the verb says so.
 */
export function ofSomeYear(
  { published, namedHere, tense, before }: Setting,
  inYear: (year: number) => Period | null,
): Meaning {
  const saidHere = namedHere && (isFiner(namedHere.unit, 'year') || OPENS_WITH_YEAR.test(before));
  if (saidHere && tense !== 'FUTURE') {
    return against(namedHere.first, (day) => {
      const same = inYear(day.year);
      // "On 20 December 2024 … on 5 January": a story goes on.
      const isFarBack = same && isBefore(same.last, day.subtract({ months: 6 }));
      return isFarBack ? inYear(day.year + 1) : same;
    });
  }
  return against(published, (day) => {
    const same = inYear(day.year);
    if (tense === 'FUTURE') return same && isBefore(same.last, day) ? inYear(day.year + 1) : same;
    return !same || isBefore(day, same.first) ? inYear(day.year - 1) : same;
  });
}

/** Something in the year that the phrase says, or in the one that the text means. */
export function inItsYear(
  groups: Groups,
  setting: Setting,
  inYear: (year: number) => Period | null,
): Meaning {
  const year = yearSaid(groups, setting);
  if (year === null) return UNRESOLVED;
  if (year === undefined) return ofSomeYear(setting, inYear);
  const period = inYear(year);
  const anchor = anchorOf(groups, setting);
  return period ? { is: 'DAYS', period, anchor } : NOTHING;
}
