/** One thing that is wrong with a desk. */
export interface DeskProblem {
  /** File and place in it, as in `events.yaml: fall-of-damascus: date.edtf`. */
  where: string;
  what: string;
}

/** A desk that can't be loaded, with everything that is wrong with it. */
export class DeskError extends Error {
  override readonly name = 'DeskError';

  constructor(readonly problems: readonly DeskProblem[]) {
    super(
      ['The desk can’t be loaded:', ...problems.map((p) => `  ${p.where}: ${p.what}`)].join('\n'),
    );
  }
}
