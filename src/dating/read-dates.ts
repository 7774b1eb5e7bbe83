import { readEdtf } from '../dates/edtf';
import type { Found } from './find';
import { isBefore, isFiner, periodAfter, type Period } from './period';
import { findTimes } from './read-times';
import type { DateReading, ReadingOptions } from './reading';
import type { Meaning } from './rule';

type Dated = Found & { meaning: Meaning & { is: 'DAYS' } };
type Undated = Found & { meaning: Meaning & { is: 'UNRESOLVED' } };

const isDated = (found: Found | undefined): found is Dated => found?.meaning.is === 'DAYS';
const isUndated = (found: Found): found is Undated => found.meaning.is === 'UNRESOLVED';

const OPENING: readonly [RegExp, (period: Period) => string | null][] = [
  [/(?:^|\s)((?:before|prior\s+to|ahead\s+of)\s+(?:the\s+)?)$/i, (period) => upTo(period)],
  [
    /(?:^|\s)((?:until|till|up\s+to|by|no\s+later\s+than)\s+(?:the\s+)?)$/i,
    (period) => `../${endOf(period)}`,
  ],
  [/(?:^|\s)((?:ever\s+)?since\s+(?:the\s+)?)$/i, (period) => `${startOf(period)}/..`],
  [/(?:^|\s)((?:after|following)\s+(?:the\s+)?)$/i, (period) => behind(period)],
];

const PLAIN = /^\d{4}(?:-(?:0\d|1[0-2])(?:-\d\d)?)?$/;
const startOf = ({ edtf, first }: Period): string => (PLAIN.test(edtf) ? edtf : String(first));
const endOf = ({ edtf, last }: Period): string => (PLAIN.test(edtf) ? edtf : String(last));

/** "Before Monday" may be on Monday itself, before what happens then; "before 2011" is not in 2011. */
function upTo(period: Period): string | null {
  if (isFiner(period.unit, 'month')) return `../${String(period.first)}`;
  const before = periodAfter(period.unit, period.first, -1);
  return before && `../${endOf(before)}`;
}

function behind(period: Period): string | null {
  if (isFiner(period.unit, 'month')) return `${String(period.first)}/..`;
  const next = periodAfter(period.unit, period.first, 1);
  return next && `${startOf(next)}/..`;
}

/** Between the ends of an interval; "and" makes one only behind "between". */
const BETWEEN = /^\s*(?:to|until|till|through|[-–—])\s*(?:the\s+)?$/i;
const AND = /^\s+and\s+(?:the\s+)?$/i;
const FROM = /(?:^|\s)(from\s+(?:the\s+)?)$/i;
const BETWEEN_BOTH = /(?:^|\s)(between\s+(?:the\s+)?)$/i;

/**
 * Reads the dates of a text, each with the days that it can mean, in order and without overlap. A relative
 * phrase without a day to read it against is given unresolved; lengths of time, repetitions and vague words
 * are no dates.
 *
 * @throws RangeError for a publication date that is none
 */
export function readDates(text: string, options: ReadingOptions): DateReading[] {
  const dates = findTimes(text, options).filter((found) => isDated(found) || isUndated(found));
  const readings: DateReading[] = [];
  for (let i = 0; i < dates.length; i++) {
    const found = dates[i];
    if (!found) continue;
    // What leads into a date may be the end of the one before it: "the day after Monday".
    const leadFrom = Math.max(readings.at(-1)?.end ?? 0, found.sentence.start);
    const lead = text.slice(leadFrom, found.start);
    const interval = intervalOf(text, lead, found, dates[i + 1]);
    if (interval) i++;
    readings.push(
      interval ?? (isDated(found) ? readingOf(text, lead, found) : unresolved(text, found)),
    );
  }
  return readings;
}

/** "From 3 March to May", "between 2011 and 2013". */
function intervalOf(
  text: string,
  before: string,
  from: Found,
  to: Found | undefined,
): DateReading | null {
  if (!isDated(from) || !isDated(to) || from.sentence !== to.sentence) return null;
  const joint = text.slice(from.end, to.start);
  const lead = BETWEEN.test(joint)
    ? FROM.exec(before)
    : AND.test(joint)
      ? BETWEEN_BOTH.exec(before)
      : undefined;
  if (lead === undefined || (lead === null && AND.test(joint))) return null;
  if (isBefore(to.meaning.period.last, from.meaning.period.first)) return null;
  const edtf = `${startOf(from.meaning.period)}/${endOf(to.meaning.period)}`;
  const start = from.start - (lead?.[1]?.length ?? 0);
  return reading(text, { ...from, start, end: to.end }, edtf);
}

function readingOf(text: string, before: string, found: Dated): DateReading {
  const { period } = found.meaning;
  for (const [pattern, open] of OPENING) {
    const words = pattern.exec(before)?.[1];
    const edtf = words === undefined ? null : open(period);
    if (words === undefined || edtf === null) continue;
    return reading(
      text,
      { ...found, start: found.start - words.length },
      endOnPublication(edtf, found),
    );
  }
  return reading(text, found, withinPublication(found));
}

/** What is reported as done after a day was done, at the latest, on publication; "since" may go on. */
function endOnPublication(edtf: string, { setting: { published, tense, before } }: Dated): string {
  const isDone = tense === 'PAST' && edtf.endsWith('/..') && !/since\s+(?:the\s+)?$/i.test(before);
  if (!isDone || !published || edtf.slice(0, 10) > published.toString()) return edtf;
  return edtf.replace('..', String(published));
}

/** What is reported as done within a time that is not over ends, at the latest, on publication. */
function withinPublication({
  meaning: { period, bounds },
  setting: { published, tense },
}: Dated): string {
  const { first, last, edtf } = period;
  if (!published || isBefore(published, first) || !isBefore(published, last)) return edtf;
  const [from, until] = bounds === 'AFTER' ? [published, last] : [first, published];
  if (bounds === undefined && tense !== 'PAST') return edtf;
  return from.equals(until) ? String(from) : `${String(from)}/${String(until)}`;
}

function reading(text: string, { start, end, meaning, setting }: Dated, edtf: string): DateReading {
  const { anchor, period, value } = meaning;
  return {
    start,
    end,
    phrase: text.slice(start, end),
    ...readEdtf(edtf),
    anchor: anchor ? String(anchor) : null,
    tense: setting.tense,
    timex: value ?? period.timex,
  };
}

function unresolved(text: string, { start, end, setting }: Found): DateReading {
  const nothing = {
    edtf: null,
    earliest: null,
    latest: null,
    precision: null,
    anchor: null,
    timex: null,
  };
  return { start, end, phrase: text.slice(start, end), ...nothing, tense: setting.tense };
}
