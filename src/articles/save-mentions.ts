import { In, type EntityManager } from 'typeorm';
import { syncRows } from '../database/sync';
import { groupBy } from '../graphql/loaders';
import type { Gazetteer } from '../linking/gazetteer';
import { ArticleEntity } from './article-entity';
import { foldTallies } from './entity-tally';
import { entitiesIn, mentionsIn, type Told } from './link-entities';
import { Mention } from './mention';
import type { MentionRuling } from './mention-ruling';

/** Reads articles, whose blocks are written, for names, and writes what they mention and how much. */
export async function saveMentions(
  manager: EntityManager,
  articles: readonly Told[],
  gazetteer: Gazetteer,
  rulings: readonly MentionRuling[],
): Promise<void> {
  const ofArticle = groupBy(rulings, ({ articleId }) => articleId);
  const read = articles.map((told) => {
    const mentions = mentionsIn(told, gazetteer, ofArticle.get(told.article.uuid) ?? []);
    return { mentions, links: entitiesIn(told, mentions, gazetteer) };
  });
  const mentions = read.flatMap((one) => one.mentions);
  const links = read.flatMap((one) => one.links);
  const where = { articleId: In(articles.map(({ article }) => article.uuid)) };
  await syncRows(manager, Mention, mentions, await manager.find(Mention, { where }));
  await syncRows(manager, ArticleEntity, links, await manager.find(ArticleEntity, { where }));
  await foldTallies(manager);
}
