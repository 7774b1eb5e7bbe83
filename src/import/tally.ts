import type { PublicationStatus } from '../articles/article';
import type { Placed } from './batches';
import type { SourceName } from './item';
import type { Saved } from './save-items';

export type Outcome = Saved['outcome'] | 'REFUSED';

/** One line of a report: what became of an item. */
export interface Noted extends Placed {
  outcome: Outcome;
  slug?: string;
  status?: PublicationStatus;
  reason?: string;
}

/** The most different names that are counted: a file may give any number. */
const MOST_NAMES = 10_000;

/** What an import has done so far. */
export class Tally {
  read = 0;
  /** Sections, entities and claims: how many were read, and how many rows they changed. */
  records = 0;
  recordRows = 0;
  /** What became of the last article. */
  last: Noted | undefined;
  readonly #outcomes = new Map<Outcome, number>();
  readonly #names = new Map<string, SourceName & { count: number }>();

  count(noted: Noted): void {
    this.#outcomes.set(noted.outcome, this.of(noted.outcome) + 1);
    this.last = noted;
  }

  of(outcome: Outcome): number {
    return this.#outcomes.get(outcome) ?? 0;
  }

  /** Whether nothing at all could be taken. */
  get wasInVain(): boolean {
    return this.of('REFUSED') > 0 && this.of('REFUSED') >= this.read && this.recordRows === 0;
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
