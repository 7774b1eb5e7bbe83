import { isFiner, periodAfter, type Day } from '../period';
import { against, NOTHING, UNRESOLVED, type Meaning, type Rule, type Setting } from '../rule';
import { ABOUT, LENGTH_UNIT, NUMBER, numberOf, unitOfWord, type Groups } from './vocabulary';

const HOURS = /^(?:second|minute|hour)$/i;

/** "two years ago", "in three days": counted from publication. */
const fromPublication: Rule['read'] = (groups, setting, phrase) => {
  const { length = '' } = groups;
  if (HOURS.test(length)) return NOTHING;
  const back = /ago$|back$/i.test(phrase);
  return away(groups, setting.published, back ? -1 : 1);
};

/** "two days later", "a year earlier": counted from what was last named, else from publication. */
const fromNamed: Rule['read'] = (groups, { named, published }, phrase) => {
  const { length = '' } = groups;
  if (HOURS.test(length)) return NOTHING;
  const unit = unitOfWord(length);
  const fine = named && unit && !isFiner(unit, named.unit);
  return away(
    groups,
    fine ? named.first : published,
    /(?:earlier|before|previously|prior)$/i.test(phrase) ? -1 : 1,
  );
};

function away({ number = '', length }: Groups, from: Day | null, direction: number): Meaning {
  const unit = unitOfWord(length);
  const count = numberOf(number);
  if (!unit || !Number.isInteger(count)) return UNRESOLVED;
  return against(from, (day) => periodAfter(unit, day, direction * count));
}

/** "the first time in five years" looks back. */
const COMPARED = /\b(?:time|first|second|third|only|\w{3,}est)\s+$/i;

/** "in three days" tells a day only of what is to come; else it says how long something took. */
function inSome(groups: Groups, setting: Setting, phrase: string): Meaning {
  const { number, number2, length, length2 } = groups;
  const amount = { number: number ?? number2, length: length ?? length2 };
  if (HOURS.test(amount.length ?? '')) return NOTHING;
  const isLater = setting.tense === 'FUTURE' && !COMPARED.test(setting.before);
  if (!isLater && !/now$/i.test(phrase)) return NOTHING;
  return away(amount, setting.published, 1);
}

const AMOUNT = `${ABOUT}?${NUMBER}[\\s-]+${LENGTH_UNIT}`;

/** "year-ago": of the quarter last named where it is one, else the year before. */
const yearAgo: Rule['read'] = ({ unit }, { published, quarter }) =>
  unit !== undefined && quarter
    ? against(quarter.first, (day) => periodAfter('quarter', day, -4))
    : against(published, (day) => periodAfter('year', day, -1));

export const countedRules: readonly Rule[] = [
  {
    pattern:
      '(?:(?:the|its)\\s+)?year-(?:ago|earlier)\\s+(?:(?<unit>quarter)|period|month)|year-(?:ago|earlier)',
    read: yearAgo,
  },
  { pattern: `${AMOUNT}\\s+ago`, read: fromPublication },
  {
    pattern: `(?:in|within)\\s+${AMOUNT}(?:['’]s?\\s+time)?(?=\\s*[.,;]|\\s*$)|${AMOUNT.replaceAll('(?<number>', '(?<number2>').replaceAll('(?<length>', '(?<length2>')}\\s+from\\s+now`,
    read: inSome,
  },
  {
    pattern: `${AMOUNT}[\\s-]+(?:later|earlier|previously|(?:before|prior)(?=\\s*[.,;:]|\\s*$))`,
    read: fromNamed,
  },
];
