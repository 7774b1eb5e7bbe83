import { NOTHING, type Rule } from '../rule';
import { DAY, DAYTIME, daytimeOf, MONTH, WEEKDAY } from './vocabulary';

const ZONE = '(?:\\s+(?:GMT|UTC|EST|EDT|CST|CDT|MST|MDT|PST|PDT|CET|BST|ET|local\\s+time))';

/** A time on the clock, as TIMEX3 writes it behind a day. */
const clock: Rule['read'] = ({ hour = '', minute = '00', half }) => {
  const said = Number(hour);
  const twelve = half !== undefined;
  if (said > (twelve ? 12 : 23) || Number(minute) > 59) return NOTHING;
  const hours = twelve ? (said % 12) + (/^p/i.test(half) ? 12 : 0) : said;
  return { is: 'CLOCK', value: `T${String(hours).padStart(2, '0')}:${minute}` };
};
const named: Rule['read'] = (_groups, _setting, phrase) => ({
  is: 'CLOCK',
  value: /midnight$/i.test(phrase) ? 'T24:00' : 'T12:00',
});

/** "the morning", of a day that is said behind it. */
const daytime: Rule['read'] = (groups) => ({
  is: 'CLOCK',
  value: `T${daytimeOf(groups['daytime'])}`,
});

export const clockRules: readonly Rule[] = [
  {
    pattern: `(?:(?:about|around|shortly\\s+(?:before|after))\\s+)?(?<hour>\\d{1,2})(?:[:.](?<minute>\\d\\d))?\\s*(?<half>[ap]\\.?m)\\.?${ZONE}?`,
    read: clock,
  },
  { pattern: `(?<hour>\\d{1,2}):?(?<minute>\\d\\d)${ZONE}`, read: clock },
  { pattern: '(?<=\\bat\\s)(?<hour>\\d{1,2}):(?<minute>\\d\\d)', read: clock },
  {
    pattern: '(?:(?:about|around|shortly\\s+(?:before|after))\\s+)?(?:midnight|noon|midday)',
    read: named,
  },
  {
    pattern: `the\\s+(?:early\\s+|late\\s+)?${DAYTIME}(?=\\s+(?:of|on)\\s+(?:${DAY()}\\s+${MONTH()}|${MONTH('monthFirst')}\\s+\\d|${WEEKDAY()}))`,
    read: daytime,
  },
];
