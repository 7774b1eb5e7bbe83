import type { Placed } from './batches';
import type { SourceName } from './item';
import type { Saved } from './save-items';

export type Outcome = Saved['outcome'] | 'REFUSED';

/** One line of a report: what became of an item. */
export interface Noted extends Placed {
  outcome: Outcome;
  slug?: string;
  reason?: string;
}

/** The most different names that are counted: a file may give any number. */
const MOST_NAMES = 10_000;

/** What an import has done so far. */
export class Tally {
  read = 0;
  readonly #outcomes = new Map<Outcome, number>();
  readonly #names = new Map<string, SourceName & { count: number }>();

  count(outcome: Outcome): void {
    this.#outcomes.set(outcome, this.of(outcome) + 1);
  }

  of(outcome: Outcome): number {
    return this.#outcomes.get(outcome) ?? 0;
  }

  names(names: readonly SourceName[]): void {
    for (const name of names) {
      const key = `${name.kind} ${name.text}`;
      const known = this.#names.get(key);
      if (known) known.count++;
      else if (this.#names.size < MOST_NAMES) this.#names.set(key, { ...name, count: 1 });
    }
  }

  /** The names that the source itself gives for what its items are about, most frequent first. */
  get given(): (SourceName & { count: number })[] {
    return [...this.#names.values()].sort((a, b) => b.count - a.count);
  }
}
