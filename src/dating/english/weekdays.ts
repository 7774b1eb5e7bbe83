import { dayPeriod, periodAfter, type Day } from '../period';
import { against, NOTHING, UNRESOLVED, type Meaning, type Rule, type Setting } from '../rule';
import { DAYTIME, daytimeOf, isCapital, WEEKDAY, weekdayNumber } from './vocabulary';

const DAYS_AWAY: Record<string, number> = {
  today: 0,
  tonight: 0,
  yesterday: -1,
  tomorrow: 1,
  'the day before yesterday': -2,
  'the day after tomorrow': 2,
};

const onDay = (setting: Setting, days: number, daytime: string | undefined): Meaning => {
  const meaning = against(setting.published, (day) => periodAfter('day', day, days));
  return meaning.is === 'DAYS' && daytime !== undefined
    ? inDaytime(meaning, daytimeOf(daytime))
    : meaning;
};

/** The same day, and the part of it as TIMEX3 tells it. */
function inDaytime(meaning: Meaning & { is: 'DAYS' }, daytime: string): Meaning {
  return { ...meaning, type: 'TIME', value: `${meaning.period.timex}T${daytime}` };
}

const dayWord: Rule['read'] = ({ word = '', daytime }, setting) => {
  const name = word.toLowerCase().replace(/\s+/g, ' ');
  return onDay(setting, DAYS_AWAY[name] ?? 0, name === 'tonight' ? 'night' : daytime);
};

const daytimeHere: Rule['read'] = ({ which = '', daytime = '' }, setting) =>
  onDay(setting, /last/i.test(which) ? -1 : 0, daytime);

/** A weekday in news: the nearest past one, today's included, or the nearest to come if the verb says so. */
const weekday: Rule['read'] = ({ which = '', weekday: word = '', daytime }, setting) => {
  if (!isCapital(word)) return NOTHING;
  const number = weekdayNumber(word);
  if (/^sun$|^sat$|^mon$|^wed$|^fri$/i.test(word)) return NOTHING;
  // "that Sunday" is one that was named; which other is not told.
  if (/^that$/i.test(which)) {
    const { named } = setting;
    const isIt = named?.unit === 'day' && named.first.dayOfWeek === number;
    return isIt ? { is: 'DAYS', period: named, anchor: named.first } : UNRESOLVED;
  }
  const meaning = against(setting.published, (day) =>
    dayPeriod(weekdayNear(day, number, which.toLowerCase(), setting)),
  );
  return meaning.is === 'DAYS' && daytime !== undefined
    ? inDaytime(meaning, daytimeOf(daytime))
    : meaning;
};

function weekdayNear(day: Day, number: number, which: string, { tense }: Setting): Day {
  const back = (day.dayOfWeek - number + 7) % 7;
  const ahead = (number - day.dayOfWeek + 7) % 7;
  if (/next|coming/.test(which)) return day.add({ days: ahead || 7 });
  if (/last|past|previous/.test(which)) return day.subtract({ days: back || 7 });
  return tense === 'FUTURE' ? day.add({ days: ahead }) : day.subtract({ days: back });
}

/** "that night": of the day last named. */
const thatDaytime: Rule['read'] = ({ daytime }, { named }) => {
  if (named?.unit !== 'day') return UNRESOLVED;
  return inDaytime({ is: 'DAYS', period: named, anchor: named.first }, daytimeOf(daytime));
};

export const weekdayRules: readonly Rule[] = [
  { pattern: `(?:earlier\\s+|later\\s+)?(?:that|the\\s+same)\\s+${DAYTIME}`, read: thatDaytime },
  {
    pattern: `(?:(?:early|late|earlier|later)\\s+)?(?<word>today|yesterday|tomorrow|tonight|the\\s+day\\s+before\\s+yesterday|the\\s+day\\s+after\\s+tomorrow)(?:\\s+${DAYTIME})?`,
    read: dayWord,
  },
  {
    pattern: `(?:(?:earlier|later|early|late)\\s+)?(?<which>this|last)\\s+${DAYTIME}`,
    read: daytimeHere,
  },
  {
    pattern: `(?:(?<which>that|last|this|next|this\\s+past|this\\s+coming|the\\s+previous|the\\s+past)\\s+)?(?:(?:early|late|earlier|later)\\s+)?${WEEKDAY()}(?:\\s+${DAYTIME})?`,
    read: weekday,
  },
];
