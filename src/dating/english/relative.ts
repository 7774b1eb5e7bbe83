import {
  isFiner,
  periodAfter,
  periodAround,
  rangeOf,
  type Day,
  type Period,
  type Unit,
} from '../period';
import { against, NOTHING, UNRESOLVED, type Bounds, type Rule } from '../rule';
import { UNIT, unitOfWord } from './vocabulary';

const STEPS: Record<string, number> = {
  last: -1,
  past: -1,
  previous: -1,
  this: 0,
  current: 0,
  'this past': -1,
  next: 1,
  coming: 1,
  upcoming: 1,
  'this coming': 1,
};

/** "last week", "this month", "the coming year", "earlier in the week". */
const nearUnit: Rule['read'] = ({ which = '', unit, side }, setting) => {
  const found = unitOfWord(unit);
  // "the last day of 2012" is no day of now.
  if (!found || /^\s+of\b/.test(setting.after)) return NOTHING;
  const step =
    STEPS[
      which
        .toLowerCase()
        .replace(/^the\s+/, '')
        .replace(/\s+/g, ' ')
    ] ?? 0;
  const meaning = against(setting.published, (day) => periodAfter(found, day, step));
  const bounds = boundsOf(side);
  return meaning.is === 'DAYS' && bounds ? { ...meaning, bounds } : meaning;
};

const boundsOf = (side: string | undefined): Bounds | null =>
  side === undefined
    ? null
    : /earlier/i.test(side)
      ? 'BEFORE'
      : /later/i.test(side)
        ? 'AFTER'
        : null;

/** "the weekend": in news the nearest one. */
const weekend: Rule['read'] = (_, { published, tense }) =>
  against(published, (day) =>
    periodAfter('weekend', day, tense !== 'FUTURE' && day.dayOfWeek < 6 ? -1 : 0),
  );

/** "the same year", "that day", "at the time": what was last named, if it is as fine. */
const sameUnit: Rule['read'] = ({ unit }, { named }) => {
  if (!named) return UNRESOLVED;
  if (unit === undefined) return { is: 'DAYS', period: named, anchor: named.first };
  const found = unitOfWord(unit);
  if (!found || isFiner(found, named.unit)) return UNRESOLVED;
  return against(named.first, (day) => periodAround(found, day));
};

/** "the same month last year". */
const sameLastYear: Rule['read'] = ({ unit }, { published }) =>
  against(published, (day) => {
    const found = unitOfWord(unit);
    return periodAround(found ?? 'year', day.subtract({ years: 1 }));
  });

/** "the following day", "the previous year": beside what was last named. */
const besideUnit: Rule['read'] = ({ which = '', unit }, { named }) => {
  const found = unitOfWord(unit);
  if (!found || !named || isFiner(found, named.unit)) return UNRESOLVED;
  const back = /previous|before|preceding|prior/i.test(which);
  return against(named.first, (day) => periodAfter(found, day, back ? -1 : 1));
};

const beginsUnit: Rule['read'] = ({ side = '', unit }, { published }) => {
  const found = unitOfWord(unit);
  if (!found) return NOTHING;
  return against(published, (day) => partOfUnit(periodAround(found, day), found, side));
};

function partOfUnit(period: Period, unit: Unit, side: string): Period {
  if (unit !== 'month') return period;
  const [first, last] = /end|late/i.test(side) ? [21, 31] : /mid/i.test(side) ? [11, 20] : [1, 10];
  const day = (n: number): Day => period.first.with({ day: Math.min(n, period.last.day) });
  return { ...rangeOf(day(first), day(last)), unit: 'part', timex: period.timex };
}

const SIDE = '(?<side>earlier|later|early|late)\\s+';

export const relativeRules: readonly Rule[] = [
  {
    pattern: `(?:${SIDE})?(?<which>(?:the\\s+)?(?:last|previous|current|coming|upcoming)|this|next|this\\s+past|this\\s+coming)\\s+${UNIT}`,
    read: nearUnit,
  },
  { pattern: `${SIDE}in\\s+the\\s+${UNIT}`, read: nearUnit },
  { pattern: 'the\\s+weekend', read: weekend },
  { pattern: `(?:the\\s+same|that\\s+same|that\\s+very|that)\\s+${UNIT}`, read: sameUnit },
  {
    pattern:
      'the\\s+same\\s+(?:(?<unit>month|quarter|week)|period|time|point)\\s+(?:last\\s+year|a\\s+year\\s+(?:ago|earlier|before)|the\\s+(?:year\\s+before|previous\\s+year))',
    read: sameLastYear,
  },
  { pattern: 'at\\s+(?:the|that)\\s+time', read: sameUnit },
  {
    pattern: `the\\s+(?<which>following|next|previous|preceding|prior)\\s+${UNIT}`,
    read: besideUnit,
  },
  { pattern: `the\\s+${UNIT}\\s+(?<which>before|after)`, read: besideUnit },
  {
    pattern: `the\\s+(?<side>end|beginning|start|middle)\\s+of\\s+(?:the|this)\\s+${UNIT}`,
    read: beginsUnit,
  },
];
