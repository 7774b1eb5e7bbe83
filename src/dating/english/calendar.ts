import { inItsYear, OF_YEAR } from './which-year';
import {
  calendarDay,
  centuryOf,
  dayOf,
  dayPeriod,
  decadeOf,
  isBefore,
  partOf,
  periodAround,
  rangeOf,
  seasonOf,
  SEASONS,
  yearOf,
} from '../period';
import type { Part, Period } from '../period';
import { absolute, against, NOTHING, type Meaning, type Rule, type Setting } from '../rule';
import {
  DAY,
  dayOfHoliday,
  HOLIDAY,
  DECADE_NAME,
  decadeNumber,
  isAmbiguous,
  isCapital,
  MONTH,
  monthNumber,
  ORDINAL,
  ordinalNumber,
  SEASON,
  seasonOfWord,
  WEEKDAY,
  weekdayNumber,
  YEAR,
  type Groups,
} from './vocabulary';

const PART =
  '(?:(?:the\\s+)?(?<part>early|mid|late)(?:\\s+in)?[\\s-]+|(?:the\\s+)?(?<side>beginning|start|middle|end)\\s+of\\s+)';

function partOfWord({ part, side }: Groups): Part | null {
  const word = (part ?? side)?.toLowerCase();
  if (word === undefined) return null;
  return /early|beginning|start/.test(word) ? 'EARLY' : /late|end/.test(word) ? 'LATE' : 'MID';
}

const dayOfMonth: Rule['read'] = (groups, setting) => {
  const { month = '', day, dayEnd, weekday } = groups;
  const capital = isCapital(month) && (weekday === undefined || isCapital(weekday));
  if (!capital) return NOTHING;
  const inYear = (year: number): Period | null => {
    const first = calendarDay(year, monthNumber(month), Number(day));
    if (dayEnd === undefined) return first && dayPeriod(first);
    const last = calendarDay(year, monthNumber(month), Number(dayEnd));
    return first && last && !isBefore(last, first) ? rangeOf(first, last) : null;
  };
  return byWeekday(groups, setting, inYear) ?? inItsYear(groups, setting, inYear);
};

/** "Saturday, March 23": in the year of publication, or one beside it, if that alone has it on a Saturday. */
function byWeekday(
  { weekday, year, which }: Groups,
  { published }: Setting,
  inYear: (year: number) => Period | null,
): Meaning | null {
  if (weekday === undefined || year !== undefined || which !== undefined || !published) return null;
  const fitting = [-1, 0, 1].flatMap((step) => {
    const period = inYear(published.year + step);
    return period?.first.dayOfWeek === weekdayNumber(weekday) ? [period] : [];
  });
  const [only] = fitting;
  return only && fitting.length === 1 ? { is: 'DAYS', period: only, anchor: published } : null;
}

const INTRODUCES_MONTH =
  /\b(?:in|of|since|until|till|by|before|after|during|from|to|through|last|this|next|and|or|for|between|around|late|early|mid|every)\s+$/i;

const wholeMonth: Rule['read'] = (groups, setting) => {
  const { month = '', year, which, near } = groups;
  if (!isCapital(month)) return NOTHING;
  const part = partOfWord(groups);
  const alone = year === undefined && which === undefined && part === null && near === undefined;
  const shortened = monthNumber(month) !== 5 && month.replace('.', '').length < 4;
  if (alone && (isAmbiguous(month) || shortened) && !INTRODUCES_MONTH.test(setting.before))
    return NOTHING;
  // "May", the modal: "of May" is the month, and so is "May" before no verb.
  if (alone && /^may$/i.test(month) && /^\s+(?:be|have|not|also|well|never)\b/.test(setting.after))
    return NOTHING;
  const read = (inYear: number): Period => {
    const whole = periodAround('month', dayOf(inYear, monthNumber(month)));
    return part ? partOf(whole, part) : whole;
  };
  if (near !== undefined) return monthNear(near, setting, read);
  return inItsYear(groups, setting, read);
};

/** "last March": the nearest that is over; "next March": the nearest to come; "this March": of this year. */
function monthNear(near: string, { published }: Setting, read: (year: number) => Period): Meaning {
  return against(published, (day) => {
    const same = read(day.year);
    if (/this/i.test(near)) return same;
    if (/next|coming/i.test(near)) return isBefore(day, same.first) ? same : read(day.year + 1);
    return isBefore(same.last, day) ? same : read(day.year - 1);
  });
}

const season: Rule['read'] = (groups, setting, phrase) => {
  const { season: word = '', year, which, near } = groups;
  const found = seasonOfWord(word);
  const said =
    year ??
    which ??
    near ??
    (/^the\b/i.test(phrase) && /\b(?:in|during|since|by|until)\s+$/i.test(setting.before));
  if (!found || said === false) return NOTHING;
  if (near !== undefined) {
    const order = SEASONS.indexOf(found);
    if (/this/i.test(near)) return against(setting.published, (day) => seasonOf(day.year, found));
    return monthNear(near, setting, (inYear) => seasonOf(inYear, SEASONS[order] ?? found));
  }
  return inItsYear(groups, setting, (inYear) => seasonOf(inYear, found));
};

const decade: Rule['read'] = ({ tens, century, decade: name }, setting) => {
  const digits = tens === undefined ? decadeNumber(name) : Number(tens) * 10;
  if (century !== undefined) return absolute(decadeOf(Number(century) * 100 + digits));
  return against(setting.published, ({ year }) => {
    const recent = year - (year % 100) + digits;
    return decadeOf(recent > year ? recent - 100 : recent);
  });
};

const century: Rule['read'] = ({ ordinal }) => {
  const number = ordinalNumber(ordinal);
  return number >= 2 && number <= 21 ? absolute(centuryOf((number - 1) * 100)) : NOTHING;
};

const iso: Rule['read'] = ({ year, month, day }) => {
  const found = calendarDay(Number(year), Number(month), Number(day));
  return absolute(found && dayPeriod(found));
};

const holiday: Rule['read'] = (groups, setting) => {
  const [month, day] = dayOfHoliday(groups['holiday']);
  return inItsYear(groups, setting, (year) => dayPeriod(dayOf(year, month, day)));
};

const yearRange: Rule['read'] = ({ year, yearEnd = '' }) => {
  const first = Number(year);
  const last =
    yearEnd.length === 4 ? Number(yearEnd) : Math.floor(first / 100) * 100 + Number(yearEnd);
  // "2003-04" may be a month as well.
  if (last <= first || last - first > 60 || /^(?:0\d|1[0-2])$/.test(yearEnd)) return NOTHING;
  const range = rangeOf(dayOf(first), dayOf(last, 12, 31));
  return absolute({
    ...range,
    edtf: `${yearOf(first).edtf}/${yearOf(last).edtf}`,
    timex: yearOf(first).timex,
  });
};

const ON = `(?:${WEEKDAY()},?\\s+(?:the\\s+)?)?`;
const TO = '\\s*(?:-|–|—|to|and|through|until)\\s*';
const NEAR = '(?<near>last|this|next|this\\s+past|this\\s+coming|the\\s+past)\\s+';

export const calendarRules: readonly Rule[] = [
  {
    pattern:
      '(?<year>\\d{4})-(?<month>\\d\\d)-(?<day>\\d\\d)(?:T\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d+)?)?(?:Z|[+-]\\d\\d:\\d\\d)?)?',
    read: iso,
  },
  { pattern: `${ON}${MONTH()}\\s+(?:the\\s+)?${DAY()}${OF_YEAR}?`, read: dayOfMonth },
  { pattern: `${ON}(?:the\\s+)?${DAY()}(?:\\s+of)?\\s+${MONTH()}${OF_YEAR}?`, read: dayOfMonth },
  { pattern: `${MONTH()}\\s+${DAY()}${TO}${DAY('dayEnd')}${OF_YEAR}?`, read: dayOfMonth },
  {
    pattern: `${DAY()}${TO}${DAY('dayEnd')}(?:\\s+of)?\\s+${MONTH()}${OF_YEAR}?`,
    read: dayOfMonth,
  },
  { pattern: `(?:${PART}|${NEAR})?${MONTH()}${OF_YEAR}?`, read: wholeMonth },
  { pattern: `(?:${PART}|${NEAR})?(?:the\\s+)?${SEASON}${OF_YEAR}?`, read: season },
  { pattern: `${HOLIDAY}${OF_YEAR}?`, read: holiday },
  {
    pattern: `(?:${PART})?(?:the\\s+)?(?:mid-)?(?<century>1[0-9]|20)(?<tens>\\d)0['’]?s`,
    read: decade,
  },
  { pattern: `(?:${PART})?(?:the\\s+)?['’](?<tens>\\d)0s`, read: decade },
  { pattern: `(?:${PART})?the\\s+(?:nineteen\\s+)?${DECADE_NAME}`, read: decade },
  { pattern: `(?:${PART})?(?:the\\s+)?${ORDINAL}[\\s-]century`, read: century },
  { pattern: `${YEAR()}(?:[-–/])(?<yearEnd>\\d{4}|\\d{2})`, read: yearRange },
];
