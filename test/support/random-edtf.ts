import fc from 'fast-check';

/** An EDTF text and the days that it means, found by walking the calendar a day at a time. */
export interface EdtfWithOracle {
  edtf: string;
  earliest: string | null;
  latest: string | null;
}

// Jest looks each global up anew, which would take most of the time of a walk.
const { floor } = Math;

const pad = (value: number, width: number): string => String(value).padStart(width, '0');

/** The number of a day, counted from a fixed day (the Julian day number), by Fliegel and Van Flandern. */
function dayNumber(year: number, month: number, day: number): number {
  const a = floor((14 - month) / 12);
  const y = year + 4800 - a;
  const leapDays = floor(y / 4) - floor(y / 100) + floor(y / 400);
  return day + floor((153 * (month + 12 * a - 3) + 2) / 5) + 365 * y + leapDays - 32045;
}

/** The day of a number, as the integer YYYYMMDD. */
function digitsOf(number: number): number {
  const a = number + 32044;
  const b = floor((4 * a + 3) / 146097);
  const c = a - floor((146097 * b) / 4);
  const d = floor((4 * c + 3) / 1461);
  const e = c - floor((1461 * d) / 4);
  const m = floor((5 * e + 2) / 153);
  const day = e - floor((153 * m + 2) / 5) + 1;
  const year = 100 * b + d - 4800 + floor(m / 10);
  return year * 10_000 + (m + 3 - 12 * floor(m / 10)) * 100 + day;
}

function dayOf(number: number): string {
  return pad(digitsOf(number), 8).replace(/^(....)(..)(..)$/, '$1-$2-$3');
}

/**
 * The first digits, one set of which a day that the date can mean has. Levels 0 and 1 leave only the
 * last digits of a date unknown; a summer or a winter may reach over either New Year.
 */
function knownDigits(text: string): string[] {
  const season = /^(\d{4})-(2[1-4])$/.exec(text);
  if (!season) return [text.replace(/[^0-9]/g, '')];
  const year = Number(season[1]);
  const winters = [`${pad(year - 1, 4)}12`, ...['01', '02', '03'].map((m) => pad(year + 1, 4) + m)];
  return [pad(year, 4), ...(Number(season[2]) % 2 === 0 ? winters : [])];
}

/** The first and last day that a date can mean: every day of the years around it is tried. */
function firstAndLast(text: string): [first: string, last: string] {
  const known = knownDigits(text).map(
    (digits) => [Number(digits), 10 ** (8 - digits.length)] as const,
  );
  const from = Number(text.slice(0, 4).replaceAll('X', '0'));
  const to = Number(text.slice(0, 4).replaceAll('X', '9'));
  const found: number[] = [];
  for (let n = dayNumber(from - 1, 12, 1); n < dayNumber(to + 1, 4, 1); n += 1) {
    const digits = digitsOf(n);
    if (known.some(([first, rest]) => floor(digits / rest) === first)) found.push(n);
  }
  return [dayOf(found.at(0) ?? NaN), dayOf(found.at(-1) ?? NaN)];
}

const years = fc.oneof(
  fc.integer({ min: 1990, max: 2040 }),
  fc.constantFrom(1, 4, 99, 100, 1600, 1900, 1999, 2000, 2024, 2100, 9996, 9999),
  fc.integer({ min: 1, max: 9999 }),
);
const year = years.map((value) => pad(value, 4));
const month = fc
  .tuple(years, fc.integer({ min: 1, max: 12 }))
  .map(([y, m]) => `${pad(y, 4)}-${pad(m, 2)}`);
const days = fc
  .tuple(years, fc.integer({ min: 0, max: 364 }))
  .map(([y, offset]) => dayNumber(y, 1, 1) + offset);
const day = days.map(dayOf);
const monthEnd = month.map((text) => {
  const [y, m] = [Number(text.slice(0, 4)), Number(text.slice(5))];
  return dayOf((m === 12 ? dayNumber(y + 1, 1, 1) : dayNumber(y, m + 1, 1)) - 1);
});
const qualified = fc
  .tuple(fc.oneof(year, month, day, monthEnd), fc.constantFrom('', '', '?', '~', '%'))
  .map((parts) => parts.join(''));

// The decade 000X and the century 00XX hold the year 0000, which the calendar does not.
const decade = fc.integer({ min: 1, max: 999 }).map((value) => `${pad(value, 3)}X`);
const century = fc.integer({ min: 1, max: 99 }).map((value) => `${pad(value, 2)}XX`);
const unspecified = fc.oneof(
  { weight: 2, arbitrary: decade },
  { weight: 1, arbitrary: century },
  { weight: 6, arbitrary: month.map((text) => `${text}-XX`) },
  { weight: 3, arbitrary: year.map((text) => `${text}-XX`) },
  { weight: 3, arbitrary: year.map((text) => `${text}-XX-XX`) },
);
// A summer or a winter reaches into the years before and after it.
const season = fc
  .tuple(fc.integer({ min: 2, max: 9998 }), fc.integer({ min: 21, max: 24 }))
  .map(([y, s]) => `${pad(y, 4)}-${s}`);

function withOracle(edtf: string): EdtfWithOracle {
  const [earliest, latest] = firstAndLast(edtf);
  return { edtf, earliest, latest };
}

/** An interval between two dates, the other way round where it would be reversed. */
function between([one, other]: readonly [EdtfWithOracle, EdtfWithOracle]): EdtfWithOracle {
  const [start, end] = (one.earliest ?? '') <= (other.latest ?? '') ? [one, other] : [other, one];
  return { edtf: `${start.edtf}/${end.edtf}`, earliest: start.earliest, latest: end.latest };
}

const date = qualified.map(withOracle);
/** Two dates a few weeks apart at most, of any precision: the intervals that news reports give. */
const near = fc
  .tuple(
    days,
    fc.integer({ min: 0, max: 40 }),
    fc.constantFrom(4, 7, 10),
    fc.constantFrom(4, 7, 10),
  )
  .map(([start, length, one, other]) => {
    const ends = [start, Math.min(start + length, dayNumber(9999, 12, 31))] as const;
    return [
      withOracle(dayOf(ends[0]).slice(0, one)),
      withOracle(dayOf(ends[1]).slice(0, other)),
    ] as const;
  });

const openStart = fc
  .tuple(fc.constantFrom('../', '/'), date)
  .map(([open, end]) => ({ edtf: open + end.edtf, earliest: null, latest: end.latest }));
const openEnd = fc
  .tuple(date, fc.constantFrom('/..', '/'))
  .map(([start, open]) => ({ edtf: start.edtf + open, earliest: start.earliest, latest: null }));

/** A date in EDTF of level 0 or 1, of the years 0001 to 9999, with the days that it means. */
export const edtfWithOracle: fc.Arbitrary<EdtfWithOracle> = fc.oneof(
  { weight: 4, arbitrary: date },
  { weight: 4, arbitrary: fc.oneof(near, fc.tuple(date, date)).map(between) },
  { weight: 2, arbitrary: unspecified.map(withOracle) },
  { weight: 1, arbitrary: season.map(withOracle) },
  { weight: 1, arbitrary: openStart },
  { weight: 1, arbitrary: openEnd },
);
