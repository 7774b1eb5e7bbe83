import { childOf, elementsOf, textIn, type Xml } from '../xml';
import type { ImportItem, Reading } from '../item';
import { UnreadableArticle } from '../text';

/** Makes items of a source's text as it comes, one at a time. */
export type Reader = (chunks: AsyncIterable<string>) => AsyncGenerator<Reading>;

/** What a feed says of itself, by the names of its elements: the first of each. */
export type Head = ReadonlyMap<string, Xml>;

/**
 * Reads XML whose items are elements of one name, with what the feed says of itself before them.
 *
 * @param others names of other elements that `make` is given whole as well; they count as no items
 */
export async function* itemsOf(
  chunks: AsyncIterable<string>,
  name: string,
  make: (element: Xml, head: Head) => ImportItem | null,
  others: readonly string[] = [],
): AsyncGenerator<Reading> {
  const head = new Map<string, Xml>();
  let number = 0;
  for await (const { element, line, broken } of elementsOf(chunks, new Set([name, ...others]))) {
    if (element.name !== name) {
      if (others.includes(element.name)) make(element, head);
      else if (!head.has(element.name)) head.set(element.name, element);
      continue;
    }
    number++;
    const place = `item ${number}, line ${line}`;
    if (broken === null) yield* reading(place, () => make(element, head));
    else yield { place, refused: broken };
  }
  if (number === 0) yield { place: 'the file', refused: `There is no <${name}> in it.` };
}

/** What was made of an item, or why nothing was; nothing at all where it is none. */
export function* reading(place: string, make: () => ImportItem | null): Generator<Reading> {
  try {
    const item = make();
    if (item) yield { place, item };
  } catch (error) {
    if (!(error instanceof UnreadableArticle)) throw error;
    yield { place, refused: error.message };
  }
}

export const said = (element: Xml, ...names: string[]): string =>
  textIn(childOf(element, ...names));

/** The whole of a text that comes in pieces. @throws UnreadableArticle when there is too much of it */
export async function wholeOf(chunks: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const chunk of chunks) {
    text += chunk;
    if (text.length > MOST) throw new UnreadableArticle('It is too long for one article.');
  }
  return text;
}

/** UTF-16 code units of one document that must be held whole. */
const MOST = 20_000_000;
