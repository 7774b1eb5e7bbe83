import type { Groups } from './english/vocabulary';
import type { Day, Period } from './period';
import type { Tense, TimexType } from './reading';

/** What a phrase means. */
export type Meaning =
  /** Days: absolute, or read against an anchor. */
  | {
      is: 'DAYS';
      period: Period;
      anchor?: Day | null;
      type?: 'DATE' | 'TIME';
      value?: string;
      bounds?: Bounds;
    }
  /** Days that nothing tells, for there is no day to count from. */
  | { is: 'UNRESOLVED' }
  /** A part of a day that stands beside a date, or alone: T09:00, TNI. */
  | { is: 'CLOCK'; value: string }
  /** A length of time, a repetition, a vague now or then: it has no days. */
  | { is: 'TIMEX'; type: TimexType; value: string }
  /** No time. `taken`: for certain, as an age or a price is none, so that no part of it is read either. */
  | { is: 'NOTHING'; taken?: true };

/** Which side of the day of publication a phrase means, where its period holds that day. */
export type Bounds = 'BEFORE' | 'AFTER';

/** What is known where a phrase stands. */
export interface Setting {
  published: Day | null;
  /** The date last named before the phrase. */
  named: Period | null;
  /** The same, if it is in the same sentence and says its year. */
  namedHere: Period | null;
  /** The quarter last named. */
  quarter: Period | null;
  tense: Tense | null;
  /** The text before the phrase, and behind it, of the same sentence. */
  before: string;
  after: string;
}

export interface Rule {
  /** A regular expression with named groups; case does not matter, words are whole. */
  pattern: string;
  read: (groups: Groups, setting: Setting, phrase: string) => Meaning;
}

export const NOTHING: Meaning = { is: 'NOTHING' };
export const UNRESOLVED: Meaning = { is: 'UNRESOLVED' };

export const absolute = (period: Period | null): Meaning =>
  period ? { is: 'DAYS', period } : NOTHING;

/** A period read against a day. */
export function against(anchor: Day | null, read: (anchor: Day) => Period | null): Meaning {
  if (!anchor) return UNRESOLVED;
  const period = read(anchor);
  return period ? { is: 'DAYS', period, anchor } : NOTHING;
}
