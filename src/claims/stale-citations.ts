import { In, type EntityManager } from 'typeorm';
import { Block } from '../articles/block';
import { Citation } from './citation';

/** The citations of articles whose words should be where they say, and are not: a rewritten desk must leave none. */
export async function staleCitations(
  manager: EntityManager,
  articleIds: readonly string[],
): Promise<Citation[]> {
  const where = { articleId: In([...articleIds]) };
  const blocks = await manager.find(Block, { where });
  const texts = new Map(blocks.map((block) => [block.uuid, block.text]));
  const citations = await manager.find(Citation, { where: { ...where, current: true } });
  return citations.filter(
    ({ blockId, start, end, quote }) => texts.get(blockId)?.slice(start, end) !== quote,
  );
}
