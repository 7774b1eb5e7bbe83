import { halfOf, periodAfter, quarterOf, yearOf, type Period } from '../period';
import {
  absolute,
  against,
  NOTHING,
  UNRESOLVED,
  type Meaning,
  type Rule,
  type Setting,
} from '../rule';
import { ofSomeYear } from './which-year';
import { ORDINAL, ordinalNumber, YEAR, type Groups } from './vocabulary';

const LEADS_TO_YEAR =
  /(?:\b(?:in|since|until|till|by|before|after|during|from|to|of|early|late|mid|year|and|through|between|around|about|than|circa|for|back|fiscal|through|spring|summer|autumn|fall|winter|election|elections|olympics|cup)|[(–-])[\s-]*$/i;
const BEFORE_NOUN = /\b(?:the|a|an|its|his|her|their|our|'s|’s)\s+$/i;
/** Behind a number, these make it a count. */
const COUNTED =
  /^[\s-]*(?:%|percent|per\b|people|persons|men|women|children|troops|soldiers|fighters|miles|kilomet|meters|metres|feet|tons|tonnes|dollars|euros|pounds|barrels|units|jobs|homes|houses|others|hours|minutes|days|points|votes|words|pages|cars|vehicles|square|cubic|or so|degrees|\w+-\w+ed\b|to \d{1,3}\b)/i;

/** Four digits are a year only where the words beside them say so. */
const bareYear: Rule['read'] = ({ year }, { before, after }) => {
  const number = Number(year);
  const recent = number >= 1900 && number < 2050;
  if (
    COUNTED.test(after) ||
    /(?:nearly|almost|some|about\s+a|over|than|at least|flight|no\.|number|room|page|highway|route|boeing|airbus)\s+$/i.test(
      before,
    )
  ) {
    return NOTHING;
  }
  const introduced = LEADS_TO_YEAR.test(before);
  if (!recent)
    return introduced &&
      /\b(?:in|since|until|from|by|of)\s+$/i.test(before) &&
      !/^\s+\p{Ll}+s\b/u.test(after) &&
      number > 1000
      ? absolute(yearOf(number))
      : NOTHING;
  const adjective = BEFORE_NOUN.test(before) && /^\s+\p{L}/u.test(after);
  const opens =
    /(?:^|[.!?]\s+)$/.test(before) || /^\s+(?:election|season|budget|census|war)/i.test(after);
  // News writes counts with a comma, so four digits that close a phrase are a year, but for "Windows 2000".
  const closes = /^\s*(?:[.,;:)]|$)/.test(after) && !/\p{Lu}[\p{L}\d-]*\s+$/u.test(before);
  return introduced || adjective || opens || closes ? absolute(yearOf(number)) : NOTHING;
};

/** "'89" is of this century or the one before. */
const shortYear: Rule['read'] = ({ year }, { published }) =>
  against(published, (day) => {
    const same = Math.floor(day.year / 100) * 100 + Number(year);
    return yearOf(same > day.year ? same - 100 : same);
  });

/** A fiscal year has a number, and no days that everybody shares: they are not told. */
const fiscalYear: Rule['read'] = ({ year }) => ({ is: 'TIMEX', type: 'DATE', value: year ?? '' });

/** Games have quarters too. */
const IN_A_GAME =
  /\b(?:touchdowns?|yards?|scored|halftime|quarterback|coach|\d{1,3}-\d{1,3}\s+(?:win|lead|victory|in))\b/i;

/** "the third quarter", of a year that is said or of the one that the text means. */
const quarter: Rule['read'] = (groups, setting) => {
  const n = ordinalNumber(groups['ordinal']) || Number(groups['number']);
  const half = /half/i.test(groups['unit'] ?? '');
  if (IN_A_GAME.test(setting.before + setting.after)) return NOTHING;
  if (!(n >= 1 && n <= (half ? 2 : 4))) return NOTHING;
  const read = (year: number): Period => (half ? halfOf(year, n) : quarterOf(year, n));
  return inYear(groups, setting, read);
};

/** "the quarter": the one last named; "the latest quarter", where none is named, the last that is over. */
const namedQuarter: Rule['read'] = ({ latest }, { published, quarter: named, after }) => {
  if (/^\s+of\b/.test(after)) return NOTHING;
  if (named) return { is: 'DAYS', period: named, anchor: named.first };
  if (latest === undefined) return NOTHING;
  return against(published, (day) => periodAfter('quarter', day, -1));
};

function inYear(
  { year, which }: Groups,
  setting: Setting,
  read: (year: number) => Period,
): Meaning {
  if (year !== undefined) return absolute(read(Number(year)));
  if (which === undefined) return ofSomeYear(setting, read);
  if (/same|that/i.test(which)) {
    const { named } = setting;
    return named ? against(named.first, (day) => read(day.year)) : UNRESOLVED;
  }
  const step = /last|previous/i.test(which) ? -1 : /next/i.test(which) ? 1 : 0;
  return against(setting.published, (day) => read(day.year + step));
}

/** "early 2012", "the end of 2012": the year itself, for nobody says how long its parts are. */
const partOfYear: Rule['read'] = ({ year }) => absolute(yearOf(Number(year)));

const WHICH_YEAR =
  '(?:,?\\s+(?:of\\s+)?(?:fiscal\\s+)?YEAR|,?\\s+(?:of\\s+)?(?<which>last|this|next|(?:the\\s+)?(?:same|previous)|that)\\s+year)'.replace(
    'YEAR',
    YEAR(),
  );

export const yearRules: readonly Rule[] = [
  {
    pattern: `(?:the\\s+)?(?:(?:early|mid|late)(?:\\s+in)?|(?:beginning|start|middle|end)\\s+of)[\\s-]+${YEAR()}`,
    read: partOfYear,
  },
  { pattern: YEAR(), read: bareYear },
  {
    pattern:
      "(?<=\\b(?:in|of|since|from|until|by|before|after|to|early|late|summer|fall|spring|winter)\\s)['’](?<year>\\d\\d)",
    read: shortYear,
  },
  { pattern: `(?:fiscal(?:\\s+year)?|FY)\\s*${YEAR()}`, read: fiscalYear },
  {
    pattern: `(?:the\\s+)?(?:fiscal\\s+)?${ORDINAL}[\\s-](?<unit>quarter|half)${WHICH_YEAR}`,
    read: quarter,
  },
  { pattern: `(?:the\\s+)?(?:fiscal\\s+)?${ORDINAL}[\\s-](?<unit>quarter)`, read: quarter },
  {
    pattern: `(?:the\\s+)?${YEAR()}(?:['’]s)?\\s+${ORDINAL}[\\s-](?<unit>quarter|half)`,
    read: quarter,
  },
  { pattern: 'the\\s+(?<latest>(?:latest|most\\s+recent)\\s+)?quarter', read: namedQuarter },
  { pattern: `Q(?<number>[1-4])(?:\\s+(?:of\\s+)?${YEAR()})?`, read: quarter },
];
