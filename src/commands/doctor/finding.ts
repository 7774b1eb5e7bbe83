/** What was looked at, and what was found. */
export interface Finding {
  what: string;
  /** What is wrong and what to do; null where all is well. */
  wrong: string | null;
}
