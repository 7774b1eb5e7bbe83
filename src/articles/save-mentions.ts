import { In, type EntityManager } from 'typeorm';
import { syncRows } from '../database/sync';
import { entitiesOfIds } from '../entities/find-entities';
import { groupBy } from '../graphql/loaders';
import type { Gazetteer } from '../linking/gazetteer';
import { ArticleEntity } from './article-entity';
import { foldTallies } from './entity-tally';
import { entitiesIn, mentionsIn, namesIn, type Told } from './link-entities';
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
    const names = namesIn(told, gazetteer);
    const mentions = mentionsIn(told, names, ofArticle.get(told.article.uuid) ?? []);
    return { told, mentions, headlined: names.headline };
  });
  await nameSurvivors(
    manager,
    read.flatMap(({ mentions, headlined }) => [...mentions, ...headlined]),
  );
  const mentions = read.flatMap((one) => one.mentions);
  const links = read.flatMap((one) => entitiesIn(one.told, one.mentions, one.headlined));
  const where = { articleId: In(articles.map(({ article }) => article.uuid)) };
  await syncRows(manager, Mention, mentions, await manager.find(Mention, { where }));
  await syncRows(manager, ArticleEntity, links, await manager.find(ArticleEntity, { where }));
  await foldTallies(manager);
}

/** The gazetteer may not know yet which entities were merged. Those that are named are held, and stay. */
async function nameSurvivors(
  manager: EntityManager,
  named: readonly { entityId: string }[],
): Promise<void> {
  const ids = named.map(({ entityId }) => entityId);
  const found = await entitiesOfIds(manager, ids);
  for (const one of named) one.entityId = found.get(one.entityId)?.uuid ?? one.entityId;
}
