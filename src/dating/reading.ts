import type { DatePrecision } from '../dates/edtf';

/** The types of TIMEX3, as ISO-TimeML has them. */
export type TimexType = 'DATE' | 'TIME' | 'DURATION' | 'SET';

/** A temporal expression and its value in TIMEX3, as corpora annotate them. */
export interface TimeReading {
  /** UTF-16 offsets: text.slice(start, end) is the phrase. */
  start: number;
  end: number;
  phrase: string;
  type: TimexType;
  /** As in 1998-08-21, 1998-W30, 1998-Q2, P3D, PRESENT_REF; null where nothing tells the day to count from. */
  value: string | null;
}

/** A date that a text gives, with the days that it can mean. */
export interface DateReading {
  /** UTF-16 offsets: text.slice(start, end) is the phrase. */
  start: number;
  end: number;
  /** The words that say when, with `before`, `since` and the like. */
  phrase: string;
  /** EDTF, level 1; null for a relative phrase with no day to read it against. So are the next three then. */
  edtf: string | null;
  /** YYYY-MM-DD; null for an open end. */
  earliest: string | null;
  latest: string | null;
  precision: DatePrecision | null;
  /** The day that a relative phrase was read against, YYYY-MM-DD; null where the phrase needs none. */
  anchor: string | null;
  /** What the verb beside it says: done, to come, or neither. */
  tense: Tense | null;
  /** The value in TIMEX3 of the phrase without `before` and the like; of a range, of its start. */
  timex: string | null;
}

export type Tense = 'PAST' | 'FUTURE';

export interface ReadingOptions {
  /** BCP 47. English is read in full, other languages as far as chrono-node reads them. */
  language: string;
  /** The day of publication, YYYY-MM-DD, or a moment, of which the day in UTC counts. */
  publishedAt?: string | Date | null | undefined;
}
