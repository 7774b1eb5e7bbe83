import type { Block } from '../articles/block';
import { occurrences } from '../articles/find-words';
import { isStorableText } from '../graphql/text';

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

/** Words of an article, as somebody points them out: what they are, where they are, or both. */
export interface Pointed {
  quote?: string | undefined;
  /** Without it, any of the blocks. */
  blockId?: string | undefined;
  /** UTF-16 offsets in the text of the block; both or none. */
  start?: number | undefined;
  end?: number | undefined;
}

/**
 * Where an article says something, to the letter.
 *
 * @throws QuoteNotFound unless the quote occurs exactly once in the blocks
 */
function locateQuote(blocks: readonly Block[], quote: string): QuotePlace {
  const places = blocks.flatMap((block) =>
    occurrences(block.text, quote).map((start) => ({ block, start, end: start + quote.length })),
  );
  const [place, another] = places;
  if (!place) throw new QuoteNotFound('the quote is not in the article, to the letter');
  if (another)
    throw new QuoteNotFound('the quote is in the article more than once: quote more of it');
  return place;
}

/**
 * Where the words are that somebody points out: at the offsets, else where the quote is.
 *
 * @throws QuoteNotFound where there are none, or others than the quote says
 */
export function locate(blocks: readonly Block[], pointed: Pointed): QuotePlace {
  const place = placeOf(blocks, pointed);
  // White space and signs say nothing.
  if (/[\p{L}\p{N}]/u.test(place.block.text.slice(place.start, place.end))) return place;
  throw new QuoteNotFound('there is no word in what is quoted');
}

function placeOf(blocks: readonly Block[], pointed: Pointed): QuotePlace {
  const { quote, blockId, start, end } = pointed;
  const own = blockId === undefined ? blocks : blocks.filter(({ uuid }) => uuid === blockId);
  if (own.length === 0) throw new QuoteNotFound('the block is none of this article');
  if (start === undefined && end === undefined) {
    if (quote === undefined) throw new QuoteNotFound('the words, or their offsets, are needed');
    return locateQuote(own, quote);
  }
  const [block] = own;
  if (blockId === undefined || !block || start === undefined || end === undefined) {
    throw new QuoteNotFound('offsets need a block, a start and an end');
  }
  const words = block.text.slice(start, end);
  if (start >= end || end > block.text.length || !isStorableText(words)) {
    throw new QuoteNotFound('the offsets enclose no words of the block');
  }
  if (quote !== undefined && quote !== words) {
    throw new QuoteNotFound('the offsets enclose other words than are quoted');
  }
  return { block, start, end };
}
