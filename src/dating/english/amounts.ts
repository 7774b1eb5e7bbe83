import type { Rule } from '../rule';
import { NOTHING } from '../rule';
import {
  ABOUT,
  DAYTIME,
  daytimeOf,
  FREQUENCY,
  frequencyOf,
  isCapital,
  LENGTH_UNIT,
  LENGTH_UNITS,
  lengthOf,
  NUMBER,
  numberOf,
  VAGUE_NUMBER,
  WEEKDAY,
  weekdayNumber,
} from './vocabulary';

const duration = (value: string): ReturnType<Rule['read']> => ({
  is: 'TIMEX',
  type: 'DURATION',
  value,
});
const set = (value: string): ReturnType<Rule['read']> => ({ is: 'TIMEX', type: 'SET', value });

/** "three days", "a 10-year", "24 hours". "A second", "a quarter" are none: they are too often something else. */
const amount: Rule['read'] = ({ number = '', length = '' }, { before }, phrase) => {
  const count = numberOf(number);
  if (Number.isNaN(count)) return NOTHING;
  const one = /^an?$/i.test(number);
  if (one && /^(?:second|minute|weekend)$/i.test(length)) return NOTHING;
  if (one && /(?:\d|percent|%|million|billion|dollars|days|hours)\s+$/i.test(before))
    return set(lengthOf('1', length));
  return duration(lengthOf(/\bhalf\b/i.test(phrase) ? `${count}.5` : String(count), length));
};

const vagueAmount: Rule['read'] = ({ length }) => duration(lengthOf('X', length));
const halfOf: Rule['read'] = ({ length = '' }) => {
  const halves: Record<string, string> = {
    hour: 'PT30M',
    century: 'P50Y',
    decade: 'P5Y',
    year: 'P6M',
    day: 'PT12H',
  };
  const value = halves[length.toLowerCase()];
  return value === undefined ? NOTHING : duration(value);
};
const period: Rule['read'] = ({ number, length }) =>
  duration(lengthOf(number === undefined ? '1' : String(numberOf(number)), length));
const repeated: Rule['read'] = ({ number, length, weekday, daytime }) => {
  if (weekday !== undefined) return set(`XXXX-WXX-${weekdayNumber(weekday)}`);
  if (daytime !== undefined) return set('P1D');
  return set(lengthOf(number === undefined ? '1' : String(numberOf(number)), length));
};
const long: Rule['read'] = ({ length }) => duration(lengthOf('1', length));
/** But not in a name, as of the Daily Mail. */
const often: Rule['read'] = ({ frequency }, { before }, phrase) =>
  isCapital(phrase) && before.trim() !== '' ? NOTHING : set(frequencyOf(frequency));
const soOften: Rule['read'] = ({ length }) => set(lengthOf('1', length));
const weekdays: Rule['read'] = ({ weekday, daytime }) =>
  set(`XXXX-WXX-${weekdayNumber(weekday)}${daytime === undefined ? '' : `T${daytimeOf(daytime)}`}`);
const reference =
  (value: string): Rule['read'] =>
  () => ({ is: 'TIMEX', type: 'DATE', value });
const noTime: Rule['read'] = () => ({ is: 'NOTHING', taken: true });

/** Words before a length of time that has no number. */
const TAKES =
  'for|in|of|took|takes?|taken|taking|after|over|within|wait|waited|waiting|lasts?|lasted|lasting|spend|spent|spending';

/** Lengths, repetitions and vague words: they have a value in TIMEX3, and no days. */
export const amountRules: readonly Rule[] = [
  {
    pattern: `(?:(?:once|twice|\\w+\\s+times)\\s+(?:an?|each|every|per)|per)\\s+${LENGTH_UNIT}`,
    read: soOften,
  },
  { pattern: `${ABOUT}?${NUMBER}[\\s-]and[\\s-]a[\\s-]half[\\s-]${LENGTH_UNIT}`, read: amount },
  { pattern: '(?:a\\s+)?quarter(?:\\s+of\\s+a\\s+|[\\s-])century', read: () => duration('P25Y') },
  {
    pattern: `(?:${ABOUT}|the\\s+(?=[\\w-]+\\s+\\w+s\\b))?${NUMBER}[\\s-]+(?:more\\s+|full\\s+|consecutive\\s+|straight\\s+|and\\s+a\\s+half\\s+)?${LENGTH_UNIT}(?:\\s+and\\s+a\\s+half)?`,
    read: amount,
  },
  {
    pattern: `(?<!\\bas\\s)${VAGUE_NUMBER}\\s+${LENGTH_UNITS}`,
    read: vagueAmount,
  },
  { pattern: `(?:a\\s+)?half[\\s-](?:an?[\\s-])?${LENGTH_UNIT}`, read: halfOf },
  {
    pattern: `(?:the|these)\\s+(?:last|past|next|first|previous|coming|following|final)\\s+(?:few\\s+|several\\s+)?(?<length>hour|day|week|month|year|decade)s`,
    read: vagueAmount,
  },
  {
    pattern: `(?:the\\s+|its\\s+|his\\s+)?(?:last|past|next|first|previous|coming|final)\\s+${NUMBER}[\\s-]+${LENGTH_UNIT}`,
    read: period,
  },
  { pattern: `the\\s+past\\s+${LENGTH_UNIT}`, read: period },
  {
    pattern: `(?<=\\b(?:${TAKES})\\s)(?:coming\\s+)?${LENGTH_UNITS}`,
    read: vagueAmount,
  },
  { pattern: `(?<!\\bearly\\s)${LENGTH_UNITS}(?=\\s+(?:after|before|of)\\b)`, read: vagueAmount },
  {
    pattern: `(?:every|each)\\s+(?:(?:other\\s+)?${NUMBER}\\s+)?(?:${LENGTH_UNIT}|${WEEKDAY()}|${DAYTIME})`,
    read: repeated,
  },
  { pattern: `(?:an?\\s+|the\\s+)?${LENGTH_UNIT}-?long`, read: long },
  { pattern: FREQUENCY, read: often },
  { pattern: `${WEEKDAY()}\\s+${DAYTIME}s`, read: weekdays },
  {
    pattern: '(?<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday)s',
    read: weekdays,
  },
  {
    pattern: 'now|these\\s+days|currently|nowadays|at\\s+present|at\\s+the\\s+moment|presently',
    read: reference('PRESENT_REF'),
  },
  {
    pattern:
      'recently|(?<=\\bin\\s)the\\s+past(?!\\s+(?:\\w+\\s+)?(?:hour|day|week|month|year|decade|centur))|recent\\s+(?:years|months|weeks|days|decades)|(?:(?:many|several|some|a\\s+few)\\s+)?(?:days|weeks|months|years|decades|centuries)\\s+ago',
    read: reference('PAST_REF'),
  },
  {
    pattern: 'the\\s+(?:near\\s+|foreseeable\\s+)?future',
    read: reference('FUTURE_REF'),
  },
  {
    pattern: `${NUMBER}[\\s-](?:years?|months?|weeks?|days?)[\\s-]old|age[ds]?\\s+(?:between\\s+)?\\d+(?:\\s*(?:-|–|to|and)\\s*\\d+)?`,
    read: noTime,
  },
  { pattern: '[$£€¥#]\\s?\\d[\\d,.]*|\\d[\\d,.]*\\s?(?:%|percent|per\\s+cent)', read: noTime },
];
