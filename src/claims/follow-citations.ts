import type { EntityManager } from 'typeorm';
import type { Article } from '../articles/article';
import type { Block } from '../articles/block';
import { occurrences } from '../articles/find-words';
import { nearestNow, whereNow } from '../articles/follow-words';
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
  now: Date,
): Promise<void> {
  const { uuid: articleId, revision } = after.article;
  const citations = await manager.find(Citation, { where: { articleId, current: true } });
  const texts = new Map(before.blocks.map(({ uuid, text }) => [uuid, text]));
  const wasShown = isBeforeReaders(before.article, now);
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
  const words = { start, text: quote };
  const at =
    own && (whereNow(textBefore, own.text, words) ?? nearestNow(textBefore, own.text, words));
  if (at !== undefined) return { blockId, start: at, end: at + quote.length };
  const others = blocks.flatMap(({ uuid, text }) =>
    occurrences(text, quote).map((found) => ({ blockId: uuid, start: found })),
  );
  const [other, another] = others;
  return other && !another ? { ...other, end: other.start + quote.length } : null;
}
