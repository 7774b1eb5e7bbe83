import { Bitmask, parse } from 'edtf';
import type { ParsedDate, ParsedEdtf, ParsedInterval, ParsedSeason } from 'edtf';
import * as refusal from './edtf-refusals';

export type DatePrecision = 'DAY' | 'PART_OF_MONTH' | 'MONTH' | 'YEAR' | 'RANGE' | 'OPEN';

/** A date in EDTF and the days that it can mean. */
export interface DateSpan {
  /** The text, trimmed. Levels 0 and 1 have a single spelling for each date, so this is canonical. */
  edtf: string;
  /** The first day that it can mean, YYYY-MM-DD; null where the start is open or unknown. */
  earliest: string | null;
  /** The last day that it can mean, YYYY-MM-DD; null where the end is open or unknown. */
  latest: string | null;
  precision: DatePrecision;
}

type Days = Pick<DateSpan, 'earliest' | 'latest'>;

/** A text that is no date in EDTF of level 0 or 1. The message says why, and never repeats the text. */
export class InvalidEdtf extends Error {
  override readonly name = 'InvalidEdtf';
}

const LONGEST = 100;
const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Months run from 1. The JavaScript Date is not used: it has time zones, and rolls bad days over. */
function lastOfMonth(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && leap ? 29 : (MONTH_LENGTHS[month - 1] ?? 0);
}

/** Whether a text is a real day, YYYY-MM-DD, of the Gregorian calendar from 0001-01-01 to 9999-12-31. */
export function isCalendarDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const year = Number(text.slice(0, 4));
  const day = Number(text.slice(8));
  return year >= 1 && day >= 1 && day <= lastOfMonth(year, Number(text.slice(5, 7)));
}

function isoDay(year: number, month: number, day: number): string {
  if (year < 1 || year > 9999) throw new InvalidEdtf(refusal.YEAR_OUTSIDE);
  const twoDigits = (part: number): string => String(part).padStart(2, '0');
  const iso = `${String(year).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(day)}`;
  // The package lets 29 February through in any year, and makes it 1 March.
  if (!isCalendarDay(iso)) throw new InvalidEdtf(refusal.NO_SUCH_DAY);
  return iso;
}

/** How many years a year means: ten when its last digit is X, a hundred when its last two are. */
function yearsOf(unspecified: number): number {
  const digits = unspecified & Bitmask.YEAR;
  return digits === Bitmask.YYXX ? 100 : digits === Bitmask.YYYX ? 10 : 1;
}

function daysOfDate({ values: [year, month0, day], unspecified = 0 }: ParsedDate): Days {
  if (month0 === undefined || unspecified & Bitmask.MONTH) {
    const lastYear = year + yearsOf(unspecified) - 1;
    return { earliest: isoDay(year, 1, 1), latest: isoDay(lastYear, 12, 31) };
  }
  const month = month0 + 1;
  const known = day !== undefined && !(unspecified & Bitmask.DAY);
  const [first, last] = known ? [day, day] : [1, lastOfMonth(year, month)];
  return { earliest: isoDay(year, month, first), latest: isoDay(year, month, last) };
}

/**
 * EDTF leaves open in which hemisphere a season is, and on which days it starts. Spring and autumn
 * fall within their year in both hemispheres. Summer and winter cross the New Year in one of them, and
 * sources name such a season after either year.
 */
function daysOfSeason({ values: [year, season] }: ParsedSeason): Days {
  const crossesNewYear = season === 22 || season === 24;
  return crossesNewYear
    ? { earliest: isoDay(year - 1, 12, 1), latest: isoDay(year + 1, 3, 31) }
    : { earliest: isoDay(year, 1, 1), latest: isoDay(year, 12, 31) };
}

function daysOfInterval({ values }: ParsedInterval): Days {
  const [start, end] = values.map((part) =>
    part !== null && typeof part === 'object' ? daysOfDate(part) : null,
  );
  if (!start && !end) throw new InvalidEdtf(refusal.NOTHING_KNOWN);
  const earliest = start?.earliest ?? null;
  const latest = end?.latest ?? null;
  // Compared here, not by the package, which refuses 2025-06-02/2025-06 and 2025-06-02/2025-06-02.
  if (earliest && latest && earliest > latest) throw new InvalidEdtf(refusal.REVERSED);
  return { earliest, latest };
}

function daysOf(parsed: ParsedEdtf): Days {
  switch (parsed.type) {
    case 'Date':
      return daysOfDate(parsed);
    case 'Season':
      return daysOfSeason(parsed);
    case 'Interval':
      return daysOfInterval(parsed);
    default:
      throw new InvalidEdtf(refusal.NOT_EDTF);
  }
}

function precisionOf({ earliest, latest }: Days): DatePrecision {
  if (!earliest || !latest) return 'OPEN';
  if (earliest === latest) return 'DAY';
  const [from, to] = [earliest.slice(5), latest.slice(5)];
  if (earliest.slice(0, 7) === latest.slice(0, 7)) {
    const last = lastOfMonth(Number(earliest.slice(0, 4)), Number(earliest.slice(5, 7)));
    const days = `${from.slice(3)}-${to.slice(3)}`;
    if (days === `01-${last}`) return 'MONTH';
    return ['01-10', '11-20', `21-${last}`].includes(days) ? 'PART_OF_MONTH' : 'RANGE';
  }
  const sameYear = earliest.slice(0, 4) === latest.slice(0, 4);
  return sameYear && from === '01-01' && to === '12-31' ? 'YEAR' : 'RANGE';
}

function parseAnyLevel(text: string): ParsedEdtf {
  try {
    // Every level, so that a date of a level above 1 is refused for what it is.
    return parse(text, { level: 3 });
  } catch {
    // The package's own message quotes the text.
    throw new InvalidEdtf(refusal.NOT_EDTF);
  }
}

/**
 * Reads a date in EDTF (ISO 8601-2:2019), levels 0 and 1: a year, month or day, X for its last digits
 * where they are not known, a season, an interval; ? ~ % after a date leave its span as it is. The
 * precision follows from the span alone, save that a season is a RANGE.
 *
 * @throws InvalidEdtf for anything else: a time of day, a year outside 0001..9999, a day that does not
 *   exist, an interval that is reversed or has neither end, a text over 100 UTF-16 units
 */
export function readEdtf(text: string): DateSpan {
  if (text.length > LONGEST) throw new InvalidEdtf(refusal.TOO_LONG);
  const edtf = text.trim();
  const parsed = parseAnyLevel(edtf);
  const reason = refusal.refusalOf(parsed);
  if (reason !== null) throw new InvalidEdtf(reason);
  const days = daysOf(parsed);
  return { edtf, ...days, precision: parsed.type === 'Season' ? 'RANGE' : precisionOf(days) };
}
