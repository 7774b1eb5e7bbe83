import { textOf } from './identity';
import type { Resolved } from './resolve';

/** Items and UTF-16 code units of text in one transaction. */
const MOST_ITEMS = 200;
const MOST_TEXT = 1_000_000;

/** Where an item stands in its source, to be told of it. */
export interface Placed {
  file: string;
  place: string;
}

/** Items that are written together, no two of them the same article. */
export class Batch {
  readonly items: Resolved[] = [];
  readonly places: Placed[] = [];
  /** By what its items may be known: keys, URLs, words. */
  readonly #marks = new Set<string>();
  #text = 0;

  get isFull(): boolean {
    return this.items.length >= MOST_ITEMS || this.#text >= MOST_TEXT;
  }

  /** Whether an item may be the same article as one that it holds. */
  has(item: Resolved): boolean {
    return marksOf(item).some((mark) => this.#marks.has(mark));
  }

  add(item: Resolved, placed: Placed): void {
    this.items.push(item);
    this.places.push(placed);
    for (const mark of marksOf(item)) this.#marks.add(mark);
    this.#text += item.item.blocks.reduce((sum, { text }) => sum + text.length, 0);
  }
}

/** By what an item may turn out to be the same article as another. */
function marksOf({ key, item, contentHash }: Resolved): string[] {
  const marks = [textOf(key), `words ${contentHash}`];
  if (item.canonicalUrl !== null) marks.push(`url ${item.canonicalUrl}`);
  return marks;
}
