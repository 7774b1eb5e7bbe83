import { v5 as uuidV5 } from 'uuid';
import { groupBy } from '../graphql/loaders';
import type { Gazetteer } from '../linking/gazetteer';
import type { Article } from './article';
import { ArticleEntity } from './article-entity';
import type { Block } from './block';
import { Mention } from './mention';
import { salienceOf } from './salience';

/** Every mention in an article's blocks. A mention's id follows from its place, so a second reading finds it again. */
export function mentionsIn(
  article: Article,
  blocks: readonly Block[],
  gazetteer: Gazetteer,
): Mention[] {
  const spans = blocks.flatMap((block) =>
    gazetteer.find(block.text).map((span) => ({ ...span, blockId: block.uuid })),
  );
  return spans.map((span, position) =>
    Object.assign(new Mention(), {
      uuid: uuidV5(`mention ${position}`, article.uuid),
      articleId: article.uuid,
      position,
      ...span,
    }),
  );
}

/** What the mentions add up to for each entity. */
export function entitiesIn(
  article: Article,
  blocks: readonly Block[],
  mentions: readonly Mention[],
  gazetteer: Gazetteer,
): ArticleEntity[] {
  const headlined = new Set(gazetteer.find(article.headline).map(({ entityId }) => entityId));
  const indexOf = new Map(blocks.map((block) => [block.uuid, block.index]));
  const byEntity = groupBy(mentions, (mention) => mention.entityId);
  return [...byEntity].map(([entityId, own]) =>
    Object.assign(new ArticleEntity(), {
      articleId: article.uuid,
      entityId,
      mentionCount: own.length,
      salience: salienceOf({
        mentionCount: own.length,
        firstBlock: Math.min(...own.map(({ blockId }) => indexOf.get(blockId) ?? 0)),
        blockCount: blocks.length,
        inHeadline: headlined.has(entityId),
      }),
    }),
  );
}
