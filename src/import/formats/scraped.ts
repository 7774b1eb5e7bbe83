import { itemOf } from '../item';
import { readScrapedText } from '../text';
import { reading, wholeOf, type Reader } from './reader';

/** One article as it was copied from a web page as plain text. */
export const readScraped: Reader = async function* (chunks) {
  const text = await wholeOf(chunks);
  yield* reading('the text', () => itemOf(readScrapedText(text)));
};
