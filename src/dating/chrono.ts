import * as chrono from 'chrono-node';
import { calendarDay, dayPeriod, isBefore, periodAround, type Day, type Period } from './period';
import type { Candidate } from './find';
import { NOTHING, UNRESOLVED, type Meaning } from './rule';

type Parser = Pick<chrono.Chrono, 'parse'>;

/** What chrono-node reads, by language. */
const PARSERS: Readonly<Record<string, Parser>> = {
  ...{ ar: chrono.ar, de: chrono.de, es: chrono.es, fi: chrono.fi, fr: chrono.fr, id: chrono.id },
  ...{ it: chrono.it, ja: chrono.ja, nl: chrono.nl, pt: chrono.pt, ru: chrono.ru, sv: chrono.sv },
  ...{ uk: chrono.uk, vi: chrono.vi, zh: chrono.zh },
};
/** Dates in digits alone, in English: the rest of it has rules of its own. */
const IN_DIGITS = /^\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}$/;
/** Whether there may be one: chrono-node takes long to say so. */
const MAYBE_DIGITS = /\d[/.-]\d{1,2}[/.-]\d/;
/** A reference that a text without publication date is read against, only to see which dates need one. */
const SOME_DAY = calendarDay(2001, 1, 17);

/** The dates that chrono-node finds; none in a language that it does not read. */
export function chronoCandidates(
  text: string,
  language: string,
  published: Day | null,
): Candidate[] {
  const [base = ''] = language.toLowerCase().split('-');
  const parser =
    base === 'en'
      ? /-(?:gb|au|nz|ie|in|za)\b/i.test(language)
        ? chrono.en.GB
        : chrono.en
      : PARSERS[base];
  const reference = published ?? SOME_DAY;
  if (!parser || !reference || (base === 'en' && !MAYBE_DIGITS.test(text))) return [];
  const other = new Map(
    parse(parser, text, reference.add({ years: 3, days: 100 })).map((one) => [one.index, one]),
  );
  return parse(parser, text, reference).flatMap((result) => {
    if (base === 'en' && !isPlainNumber(result.text, language)) return [];
    const again = other.get(result.index);
    const isFixed = again !== undefined && sameDay(result.start, again.start);
    const meaning = isFixed
      ? fixed(result.start)
      : published
        ? relative(result.start, published)
        : UNRESOLVED;
    return [candidate(result, meaning)];
  });
}

/** In English, 3/4/2025 is of March or April by country: without one it is not told. */
function isPlainNumber(text: string, language: string): boolean {
  if (!IN_DIGITS.test(text)) return false;
  const [a = 0, b = 0] = text.split(/[/.-]/).map(Number);
  return language.includes('-') || a > 12 || b > 12 || a === b;
}

function parse(parser: Parser, text: string, day: Day): chrono.ParsedResult[] {
  const instant = new Date(`${day.toString()}T12:00:00Z`);
  return parser.parse(text, { instant, timezone: 'UTC' });
}

function candidate({ index, text }: chrono.ParsedResult, meaning: Meaning): Candidate {
  const phrase = text.trim();
  const start = index + text.indexOf(phrase);
  return { start, end: start + phrase.length, read: () => meaning };
}

const numbers = (date: chrono.ParsedComponents): [number, number, number] => [
  date.get('year') ?? 0,
  date.get('month') ?? 0,
  date.get('day') ?? 0,
];

const sameDay = (a: chrono.ParsedComponents, b: chrono.ParsedComponents): boolean =>
  numbers(a).join('-') === numbers(b).join('-');

function periodOf(date: chrono.ParsedComponents): Period | null {
  const [year, month, day] = numbers(date);
  if (year < 1 || year > 9999) return null;
  const found = calendarDay(year, month, day);
  if (!found) return null;
  if (date.isCertain('day') || date.isCertain('weekday')) return dayPeriod(found);
  if (date.isCertain('month')) return periodAround('month', found);
  return date.isCertain('year') ? periodAround('year', found) : null;
}

function fixed(date: chrono.ParsedComponents): Meaning {
  const period = periodOf(date);
  return period && date.isCertain('year') ? { is: 'DAYS', period } : NOTHING;
}

/** News names the nearest past weekday or date of the year, where chrono-node takes the nearest of all. */
function relative(date: chrono.ParsedComponents, published: Day): Meaning {
  const period = periodOf(date);
  if (!period) return NOTHING;
  if (date.isCertain('year') || !isBefore(published, period.first)) {
    return { is: 'DAYS', period, anchor: published };
  }
  const step = date.isCertain('weekday') && !date.isCertain('day') ? { weeks: 1 } : { years: 1 };
  return {
    is: 'DAYS',
    period: periodAround(period.unit, period.first.subtract(step)),
    anchor: published,
  };
}
