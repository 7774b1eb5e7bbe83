/** What is used of the package `edtf`, which has no types of its own. */
declare module 'edtf' {
  /** A year, month, day or moment. `values`: year, month from 0, day from 1, then hour, minute, second. */
  interface ParsedDate {
    type: 'Date';
    level: number;
    values: [year: number, month?: number, day?: number, ...time: number[]];
    /** A bit for each digit of YYYYMMDD that is X. */
    unspecified?: number;
  }
  interface ParsedSeason {
    type: 'Season';
    level: number;
    values: [year: number, season: number];
  }
  /** An end is Infinity where it is open (`..`), null where it is unknown (empty). */
  interface ParsedInterval {
    type: 'Interval';
    level: number;
    values: [start: ParsedDate | number | null, end: ParsedDate | number | null];
  }
  interface ParsedOther {
    type: 'Year' | 'Decade' | 'Century' | 'Set' | 'List';
    level: number;
  }
  type ParsedEdtf = ParsedDate | ParsedSeason | ParsedInterval | ParsedOther;

  const Bitmask: Record<'YYYX' | 'YYXX' | 'YEAR' | 'MONTH' | 'DAY', number>;
  /** Throws an Error that quotes its input. */
  function parse(text: string, constraints: { level: 0 | 1 | 2 | 3 }): ParsedEdtf;
  function edtf(text: string): { edtf: string };
  export { Bitmask, parse, edtf as default };
  export type { ParsedDate, ParsedEdtf, ParsedInterval, ParsedSeason };
}
