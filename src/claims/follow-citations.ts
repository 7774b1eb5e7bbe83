import type { EntityManager } from 'typeorm';
import type { Article } from '../articles/article';
import type { Block } from '../articles/block';
import { isBeforeReaders } from '../articles/readable';
import { Citation } from './citation';

/** An article before a change and after it. */
interface Rewritten {
  before: { article: Article; blocks: readonly Block[] };
  after: { article: Article; blocks: readonly Block[] };
}

/**
 * Has the citations of an article follow their words into its new revision. One whose words are there no
 * more stays with the revision that it quotes, and says so.
 */
export async function followCitations(
  manager: EntityManager,
  { before, after }: Rewritten,
): Promise<void> {
  const { uuid: articleId, revision } = after.article;
  const citations = await manager.find(Citation, { where: { articleId, current: true } });
  const texts = new Map(before.blocks.map(({ uuid, text }) => [uuid, text]));
  const wasShown = isBeforeReaders(before.article, new Date());
  for (const citation of citations) {
    const place = placeIn(after.blocks, citation, texts.get(citation.blockId) ?? '');
    Object.assign(citation, place ? { ...place, revision } : { current: false, shown: wasShown });
  }
  await manager.save(citations, { chunk: 500, reload: false });
}

type Place = Pick<Citation, 'blockId' | 'start' | 'end'>;

/** Where the quoted words stand now: in their own block, else in the one block that has them. */
function placeIn(
  blocks: readonly Block[],
  { blockId, start, quote }: Citation,
  textBefore: string,
): Place | null {
  const own = blocks.find(({ uuid }) => uuid === blockId);
  const at = own ? startIn(own.text, quote, textBefore, start) : -1;
  if (at >= 0) return { blockId, start: at, end: at + quote.length };
  const others = blocks.filter(({ uuid, text }) => uuid !== blockId && text.includes(quote));
  const [other, another] = others;
  if (!other || another || other.text.indexOf(quote) !== other.text.lastIndexOf(quote)) return null;
  const found = other.text.indexOf(quote);
  return { blockId: other.uuid, start: found, end: found + quote.length };
}

/** Of several places with the same words, the one that is as far from the nearer end that was left alone. */
function startIn(text: string, quote: string, before: string, start: number): number {
  const same = sharedStart(text, before);
  const expected = start + quote.length <= same ? start : start + text.length - before.length;
  let best = -1;
  for (let at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1)) {
    if (best < 0 || Math.abs(at - expected) < Math.abs(best - expected)) best = at;
  }
  return best;
}

function sharedStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}
