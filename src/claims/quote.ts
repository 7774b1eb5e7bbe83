import type { Block } from '../articles/block';
import { occurrences } from '../articles/find-words';

/** A quote that can't be cited: it is not in the article, or not in one place alone. */
export class QuoteNotFound extends Error {
  override readonly name = 'QuoteNotFound';
}

export interface QuotePlace {
  block: Block;
  /** UTF-16 offsets: block.text.slice(start, end) is the quote. */
  start: number;
  end: number;
}

/**
 * Where an article says something, to the letter.
 *
 * @throws QuoteNotFound unless the quote occurs exactly once in the blocks
 */
export function locateQuote(blocks: readonly Block[], quote: string): QuotePlace {
  const places = blocks.flatMap((block) =>
    occurrences(block.text, quote).map((start) => ({ block, start, end: start + quote.length })),
  );
  const [place, another] = places;
  if (!place) throw new QuoteNotFound('the quote is not in the article, to the letter');
  if (another)
    throw new QuoteNotFound('the quote is in the article more than once: quote more of it');
  return place;
}
