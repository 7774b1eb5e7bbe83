import { In, type EntityManager } from 'typeorm';
import { groupBy } from '../graphql/loaders';
import type { Gazetteer } from '../linking/gazetteer';
import { Article } from './article';
import { Block } from './block';
import type { Mention } from './mention';
import { MentionRuling } from './mention-ruling';
import type { EntityRelinked } from './relinking';
import { saveMentions } from './save-mentions';

/** What a second reading of articles changed. */
export interface Relinked {
  /** How many articles were read. */
  read: number;
  /** How many of them have other mentions now. */
  changed: number;
  /** By the uuid of the entity; only of those whose mentions came or went. */
  entities: Map<string, EntityRelinked>;
}

/**
 * Reads articles for names again: their text, and so their revision, stays; what editors have said of mentions
 * holds. They are held until the transaction ends.
 */
export async function relinkArticles(
  manager: EntityManager,
  ids: readonly string[],
  gazetteer: Gazetteer,
): Promise<Relinked> {
  const articles = await manager.find(Article, {
    where: { uuid: In([...ids]) },
    order: { uuid: 'ASC' },
    lock: { mode: 'for_no_key_update' },
  });
  const where = { articleId: In(articles.map(({ uuid }) => uuid)) };
  const blocks = await manager.find(Block, { where, order: { index: 'ASC' } });
  const rulings = await manager.find(MentionRuling, { where, order: { uuid: 'ASC' } });
  const byArticle = groupBy(blocks, ({ articleId }) => articleId);
  const told = articles.map((article) => ({ article, blocks: byArticle.get(article.uuid) ?? [] }));
  const { before, after } = await saveMentions(manager, told, gazetteer, rulings);
  return differenceOf(articles.length, before, after);
}

function differenceOf(
  read: number,
  before: readonly Mention[],
  after: readonly Mention[],
): Relinked {
  const [were, are] = [new Set(before.map(keyOf)), new Set(after.map(keyOf))];
  const removed = before.filter((mention) => !are.has(keyOf(mention)));
  const added = after.filter((mention) => !were.has(keyOf(mention)));
  const entities = new Map<string, EntityRelinked>();
  const note = ({ entityId }: Mention, what: keyof EntityRelinked): void => {
    const entity = entities.get(entityId) ?? { added: 0, removed: 0 };
    entity[what]++;
    entities.set(entityId, entity);
  };
  for (const mention of added) note(mention, 'added');
  for (const mention of removed) note(mention, 'removed');
  const changed = new Set([...added, ...removed].map(({ articleId }) => articleId)).size;
  return { read, changed, entities };
}

/** The same words of the same entity: by what they name it is not asked. */
function keyOf({ blockId, start, end, entityId }: Mention): string {
  return [blockId, start, end, entityId].join();
}
