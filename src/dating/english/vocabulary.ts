import type { Season, Unit } from '../period';
import words from './words.json';

/** A group of a pattern, by its name. */
export type Groups = Readonly<Record<string, string | undefined>>;

/** Longest first, so that "sept" is not read as "sep". */
function alternatives(list: readonly string[]): string {
  const longestFirst = list.toSorted((a, b) => b.length - a.length);
  return longestFirst.join('|').replaceAll(' ', '\\s+');
}

const SHORTENED =
  'jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec|mon|tues|tue|weds|wed|thurs|thur|thu|fri|sat|sun';
const fullNames = (names: object): string[] =>
  Object.keys(names).filter((name) => !SHORTENED.split('|').includes(name));
const shortNames = (names: object): string[] =>
  Object.keys(names).filter((name) => SHORTENED.split('|').includes(name));

const named = (name: string, source: string): string => `(?<${name}>${source})`;

/** A month; a shortened one may have a dot. */
export const MONTH = (name = 'month'): string =>
  named(
    name,
    `(?:${alternatives(fullNames(words.months))})|(?:${alternatives(shortNames(words.months))})\\.?`,
  );

export const WEEKDAY = (name = 'weekday'): string =>
  named(
    name,
    `(?:${alternatives(fullNames(words.weekdays))})|(?:${alternatives(shortNames(words.weekdays))})\\.?`,
  );

export const SEASON = named('season', alternatives(Object.keys(words.seasons)));
export const DAYTIME = named('daytime', alternatives(Object.keys(words.daytimes)));
export const YEAR = (name = 'year'): string => named(name, '1[0-9]\\d\\d|20\\d\\d');
export const DAY = (name = 'day'): string =>
  `${named(name, '[12]\\d|3[01]|0?[1-9]')}(?:st|nd|rd|th)?`;
export const ORDINAL = named(
  'ordinal',
  `${alternatives(Object.keys(words.ordinals))}|\\d{1,2}(?:st|nd|rd|th)`,
);
export const DECADE_NAME = named('decade', alternatives(Object.keys(words.decades)));
export const HOLIDAY = named('holiday', alternatives(Object.keys(words.holidays)));
export const FREQUENCY = named('frequency', alternatives(Object.keys(words.frequencies)));

const TENS = 'twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety';
const ONES = 'one|two|three|four|five|six|seven|eight|nine';
export const NUMBER = named(
  'number',
  `\\d{1,2}\\s+1/2|\\d{1,3}(?:,\\d{3})?(?:\\.\\d)?|(?:${TENS})-(?:${ONES})|${alternatives(Object.keys(words.numbers))}`,
);
export const VAGUE_NUMBER = named('vague', alternatives(words.vague));
/** Units of days and more. */
export const UNIT = named('unit', 'day|week|weekend|month|quarter|year|decade|century');
/** Units that a length of time is told in. */
export const LENGTH_UNIT = `(?:${named('length', 'second|minute|hour|day|week|weekend|month|year|decade|century|centurie')}s?)`;

/** More than one of them. */
export const LENGTH_UNITS = `${named('length', 'second|minute|hour|day|week|month|year|decade|centurie')}s`;
/** Before a number, that it is not exact. */
export const ABOUT =
  '(?:(?:about|around|roughly|approximately|nearly|almost|(?:more|less|fewer)\\s+than|over|(?:just|well)\\s+(?:over|under)|some|just|up\\s+to|at\\s+(?:least|most)|exactly)\\s+)';

const plain = (word: string): string => word.toLowerCase().replace(/\.$/, '').replace(/\s+/g, ' ');

function lookUp<T>(table: Readonly<Record<string, T>>, word: string | undefined): T | undefined {
  const key = plain(word ?? '');
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

export const monthNumber = (word?: string): number => lookUp(words.months, word) ?? 0;
export const weekdayNumber = (word?: string): number => lookUp(words.weekdays, word) ?? 0;
export const seasonOfWord = (word?: string): Season | undefined =>
  lookUp<string>(words.seasons, word) as Season | undefined;
export const daytimeOf = (word?: string): string => lookUp<string>(words.daytimes, word) ?? '';
export const frequencyOf = (word?: string): string => lookUp<string>(words.frequencies, word) ?? '';
/** Month and day of a feast. */
export const dayOfHoliday = (word?: string): [month: number, day: number] => {
  const [month = 0, day = 0] = (lookUp<string>(words.holidays, word) ?? '').split('-').map(Number);
  return [month, day];
};
export const decadeNumber = (word?: string): number => lookUp(words.decades, word) ?? 0;
export const unitOfWord = (word?: string): Unit | undefined =>
  lookUp<string>(words.units, word) as Unit | undefined;

export function ordinalNumber(word = ''): number {
  return lookUp(words.ordinals, word) ?? Number.parseInt(word, 10);
}

/** "two", "21", "twenty-one", "1,500", "2.5", "2 1/2"; NaN for what is none. */
export function numberOf(word = ''): number {
  const known = lookUp(words.numbers, word);
  if (known !== undefined) return known;
  if (/^\d/.test(word)) return Number(word.replaceAll(',', '').replace(/\s+1\/2$/, '.5'));
  const [tens, ones] = word.toLowerCase().split('-');
  return (lookUp(words.numbers, tens) ?? NaN) + (lookUp(words.numbers, ones) ?? NaN);
}

/** The unit of a length of time, as ISO 8601 and TIMEX3 write it: PT3H, P2D, P1DE. */
export function lengthOf(count: string, unit: string | undefined): string {
  const letters: Record<string, string> = {
    decade: 'DE',
    century: 'CE',
    centurie: 'CE',
    weekend: 'WE',
  };
  const word = plain(unit ?? '');
  const letter = letters[word] ?? word.charAt(0).toUpperCase();
  return `${/^(second|minute|hour)$/.test(word) ? 'PT' : 'P'}${count}${letter}`;
}

/** Month and season names that are other words as well, if they stand alone. */
export const isAmbiguous = (word: string): boolean =>
  /^(may|march|april|june|august|mar|sun|sat|mon|wed|dec|jan|fall|spring)$/i.test(word);
export const isCapital = (word: string): boolean => /^\p{Lu}/u.test(word);
