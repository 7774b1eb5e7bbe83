import { In, type EntityManager } from 'typeorm';
import { v7 as uuidV7 } from 'uuid';
import type { Gazetteer } from '../linking/gazetteer';
import { overlap, type Told } from './link-entities';
import { MentionRuling } from './mention-ruling';
import { saveMentions } from './save-mentions';

/** Words of a block, and what an editor says of them. */
export type Ruling = Pick<
  MentionRuling,
  'blockId' | 'start' | 'end' | 'text' | 'entityId' | 'kind'
>;

/**
 * Keeps what an editor says of some words, in place of what was said of them before, and reads the article,
 * which the transaction holds, again.
 */
export async function ruleMention(
  manager: EntityManager,
  told: Told,
  gazetteer: Gazetteer,
  ruling: Ruling,
): Promise<void> {
  const { uuid: articleId } = told.article;
  const before = await manager.find(MentionRuling, { where: { articleId } });
  const isReplaced = (old: MentionRuling): boolean =>
    old.blockId === ruling.blockId && overlap(old, ruling);
  const replaced = before.filter(isReplaced).map(({ uuid }) => uuid);
  await manager.delete(MentionRuling, { uuid: In(replaced) });
  const added = Object.assign(new MentionRuling(), { uuid: uuidV7(), articleId, ...ruling });
  await manager.insert(MentionRuling, added);
  const kept = before.filter((old) => !isReplaced(old));
  await saveMentions(manager, [told], gazetteer, [...kept, added]);
}
