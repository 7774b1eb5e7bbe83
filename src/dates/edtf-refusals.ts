import { Bitmask } from 'edtf';
import type { ParsedDate, ParsedEdtf } from 'edtf';

export const TOO_LONG = 'A date in EDTF has at most 100 characters.';
export const NOT_EDTF =
  'This is not a date in EDTF: write it as in 2025-10-11, 2025-10, 2025 or 2025-10-11/2025-10-20, ' +
  'with months and days that exist.';
export const NO_SUCH_DAY = 'The calendar has no such day.';
export const YEAR_OUTSIDE = 'The calendar here runs from the year 0001 to 9999.';
export const NOTHING_KNOWN = 'A date of which nothing is known says nothing: leave it out.';
export const REVERSED = 'The interval ends before it starts.';

const TIME_OF_DAY = 'A day is the finest date here: leave out the time of day.';
const INTERVAL =
  'The ends of an interval are years, months or days, each followed by one of ? ~ % at most.';
const DIGITS =
  'X stands for the last one or two digits of a year, for a month and its day, or for a day.';
const QUALIFIER = 'One of ? ~ % may follow a whole date, not a part of it.';
const SEASON = 'The seasons are 21 to 24 (spring to winter) after a year, without ? ~ %.';
const NUMBERED = 'Write a decade as 201X and a century as 20XX.';
const SET = 'A set of dates is beyond level 1 of EDTF: write one date or an interval.';
const SCIENTIFIC =
  'Exponents and significant digits are beyond level 1 of EDTF: write a year, 201X or 20XX.';

function refusalOfDate({ level, values, unspecified = 0 }: ParsedDate): string | null {
  if (values.length > 3) return TIME_OF_DAY;
  if (level > 1) return unspecified ? DIGITS : QUALIFIER;
  return (unspecified & Bitmask.YEAR) === Bitmask.YEAR ? NOTHING_KNOWN : null;
}

function hasTime(end: ParsedDate | number | null): boolean {
  return end !== null && typeof end === 'object' && end.values.length > 3;
}

/** Why a text that is EDTF of some level is not a date here, or null when it is. */
export function refusalOf(parsed: ParsedEdtf): string | null {
  switch (parsed.type) {
    case 'Date':
      return refusalOfDate(parsed);
    case 'Interval':
      if (parsed.level > 1) return INTERVAL;
      return parsed.values.some(hasTime) ? TIME_OF_DAY : null;
    case 'Season':
      return parsed.level > 1 ? SEASON : null;
    case 'Year':
      return parsed.level > 1 ? SCIENTIFIC : YEAR_OUTSIDE;
    // The package calls two digits level 0, but the levels of EDTF have no such form, and a year
    // cut short by mistake would pass for a hundred of them.
    case 'Century':
    case 'Decade':
      return NUMBERED;
    default:
      return SET;
  }
}
