import { Temporal } from 'temporal-polyfill';

export type Day = Temporal.PlainDate;

/** From the finest to the coarsest; `range` is any other span of days. */
const UNITS = [
  'day',
  'weekend',
  'week',
  'part',
  'month',
  'quarter',
  'season',
  'half',
  'year',
  'decade',
  'century',
  'range',
] as const;
export type Unit = (typeof UNITS)[number];

/** A stretch of the calendar that a phrase names. */
export interface Period {
  unit: Unit;
  first: Day;
  last: Day;
  /** EDTF, level 1. */
  edtf: string;
  /** Value in TIMEX3. */
  timex: string;
}

export type Part = 'EARLY' | 'MID' | 'LATE';
const PART_DAYS: Record<Part, [first: number, last: number]> = {
  EARLY: [1, 10],
  MID: [11, 20],
  LATE: [21, 31],
};

export const SEASONS = ['SP', 'SU', 'FA', 'WI'] as const;
export type Season = (typeof SEASONS)[number];

export const isFiner = (unit: Unit, than: Unit): boolean =>
  UNITS.indexOf(unit) < UNITS.indexOf(than);

export const dayOf = (year: number, month = 1, day = 1): Day =>
  Temporal.PlainDate.from({ year, month, day });

/** A day that exists, or null. */
export function calendarDay(year: number, month: number, day: number): Day | null {
  if (month < 1 || month > 12 || day < 1) return null;
  return day <= dayOf(year, month).daysInMonth ? dayOf(year, month, day) : null;
}

const digits = (year: number, count = 4): string =>
  String(Math.floor(year / 10 ** (4 - count))).padStart(count, '0');

const interval = (first: Day, last: Day): string => `${String(first)}/${String(last)}`;

export function dayPeriod(day: Day): Period {
  return { unit: 'day', first: day, last: day, edtf: String(day), timex: String(day) };
}

export function rangeOf(first: Day, last: Day): Period {
  if (first.equals(last)) return dayPeriod(first);
  const edtf = interval(first, last);
  return { unit: 'range', first, last, edtf, timex: String(first) };
}

function weekOf(day: Day): Period {
  const first = day.subtract({ days: day.dayOfWeek - 1 });
  const last = first.add({ days: 6 });
  const timex = `${digits(day.yearOfWeek ?? day.year)}-W${String(day.weekOfYear).padStart(2, '0')}`;
  return { unit: 'week', first, last, edtf: interval(first, last), timex };
}

function weekendOf(day: Day): Period {
  const week = weekOf(day);
  const first = week.last.subtract({ days: 1 });
  const edtf = interval(first, week.last);
  return { unit: 'weekend', first, last: week.last, edtf, timex: `${week.timex}-WE` };
}

function monthsOf(unit: Unit, first: Day, months: number, timex: string): Period {
  const last = first.add({ months }).subtract({ days: 1 });
  const edtf = `${first.toPlainYearMonth().toString()}/${last.toPlainYearMonth().toString()}`;
  return { unit, first, last, edtf, timex };
}

function monthOf(day: Day): Period {
  const name = day.toPlainYearMonth().toString();
  return { ...monthsOf('month', day.with({ day: 1 }), 1, name), edtf: name };
}

/** The early, mid or late days of a month. TIMEX3 gives the month, and the part apart. */
export function partOf(month: Period, part: Part): Period {
  const [from, until] = PART_DAYS[part];
  const first = month.first.with({ day: from });
  const last = month.first.with({ day: Math.min(until, month.last.day) });
  return { unit: 'part', first, last, edtf: interval(first, last), timex: month.timex };
}

/** @param n from 1 to 4 */
export function quarterOf(year: number, n: number): Period {
  return monthsOf('quarter', dayOf(year, n * 3 - 2), 3, `${digits(year)}-Q${n}`);
}

/** @param n 1 or 2 */
export function halfOf(year: number, n: number): Period {
  return monthsOf('half', dayOf(year, n * 6 - 5), 6, `${digits(year)}-H${n}`);
}

/** A season by the months that the north counts to it: only EDTF, which leaves them open, is kept. */
export function seasonOf(year: number, season: Season): Period {
  const index = SEASONS.indexOf(season);
  const timex = `${digits(year)}-${season}`;
  const months = monthsOf('season', dayOf(year, 3 + index * 3), 3, timex);
  return { ...months, edtf: `${digits(year)}-${21 + index}` };
}

/** A year, a decade or a century: TIMEX3 says 199 where EDTF says 199X. */
function yearsOf(unit: Unit, year: number, years: number, edtf: string): Period {
  const first = dayOf(year);
  const last = first.add({ years }).subtract({ days: 1 });
  return { unit, first, last, edtf, timex: edtf.replace(/X+$/, '') };
}

export const yearOf = (year: number): Period => yearsOf('year', year, 1, digits(year));

export function decadeOf(year: number): Period {
  return yearsOf('decade', year - (year % 10), 10, `${digits(year, 3)}X`);
}

export function centuryOf(year: number): Period {
  return yearsOf('century', year - (year % 100), 100, `${digits(year, 2)}XX`);
}

/** The period of a unit that a day lies in. */
export function periodAround(unit: Unit, day: Day): Period {
  const { year, month } = day;
  switch (unit) {
    case 'weekend':
      return weekendOf(day);
    case 'week':
      return weekOf(day);
    case 'month':
      return monthOf(day);
    case 'quarter':
      return quarterOf(year, Math.ceil(month / 3));
    case 'half':
      return halfOf(year, Math.ceil(month / 6));
    case 'season':
      return seasonOf(
        month < 3 ? year - 1 : year,
        SEASONS[Math.floor(((month + 9) % 12) / 3)] ?? 'WI',
      );
    case 'year':
      return yearOf(year);
    case 'decade':
      return decadeOf(year);
    case 'century':
      return centuryOf(year);
    default:
      return dayPeriod(day);
  }
}

/** What a step of a unit is on the calendar. */
function stepOf(unit: Unit, n: number): Temporal.DurationLike {
  if (unit === 'week' || unit === 'weekend') return { weeks: n };
  if (unit === 'month') return { months: n };
  if (unit === 'quarter' || unit === 'season') return { months: 3 * n };
  if (unit === 'half') return { months: 6 * n };
  if (unit === 'day') return { days: n };
  return { years: n * (unit === 'century' ? 100 : unit === 'decade' ? 10 : 1) };
}

/** Steps of any unit that stay within what the calendar library can count. */
const MOST_STEPS = 2000;

/** The period of a unit that lies n units behind the one that holds a day (before it, if n is negative). */
export function periodAfter(unit: Unit, day: Day, n: number): Period | null {
  return Math.abs(n) > MOST_STEPS ? null : periodAround(unit, day.add(stepOf(unit, n)));
}

/** Whether EDTF of level 1 can tell a period, and the one before it and behind it. */
export const isTellable = ({ first, last }: Period): boolean => first.year > 1 && last.year < 9999;

export const isBefore = (a: Day, b: Day): boolean => a.since(b).sign < 0;
