import type { EntityManager } from 'typeorm';
import { v7 as uuidV7 } from 'uuid';
import type { Article } from '../articles/article';
import { Block } from '../articles/block';
import { Citation, type Stance } from './citation';
import type { Claim } from './claim';
import { locate, type Pointed } from './quote';

/** Words of an article that a claim rests on. */
export interface CitedQuote extends Pointed {
  article: Article;
  stance: Stance;
}

/**
 * A citation of a claim.
 *
 * @param blocks those of the article
 * @throws QuoteNotFound when the words are not there
 */
export function citationOf(
  { uuid, claimId, position }: Pick<Citation, 'uuid' | 'claimId' | 'position'>,
  cited: CitedQuote,
  blocks: readonly Block[],
): Citation {
  const { article, stance } = cited;
  const { block, start, end } = locate(blocks, cited);
  return Object.assign(new Citation(), {
    ...{ uuid, claimId, position, articleId: article.uuid, blockId: block.uuid },
    ...{ start, end, quote: block.text.slice(start, end) },
    ...{ revision: article.revision, current: true, shown: true, stance },
  });
}

/**
 * Adds a citation, behind the others, to a claim that the transaction holds.
 *
 * @throws QuoteNotFound when the words are not there
 */
export async function addCitation(
  manager: EntityManager,
  { uuid: claimId }: Claim,
  cited: CitedQuote,
): Promise<Citation> {
  const blocks = await manager.find(Block, { where: { articleId: cited.article.uuid } });
  const last = await manager.maximum(Citation, 'position', { claimId });
  const position = (last ?? -1) + 1;
  const citation = citationOf({ uuid: uuidV7(), claimId, position }, cited, blocks);
  await manager.insert(Citation, citation);
  return citation;
}
