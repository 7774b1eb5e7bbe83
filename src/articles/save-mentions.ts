import { In, type EntityManager } from 'typeorm';
import { copyRows } from '../database/copy';
import { syncRows } from '../database/sync';
import { entitiesOfIds } from '../entities/find-entities';
import { groupBy } from '../graphql/loaders';
import type { Gazetteer } from '../linking/gazetteer';
import { ArticleEntity } from './article-entity';
import { foldTallies } from './entity-tally';
import { entitiesIn, mentionsIn, namesIn, type Told } from './link-entities';
import { Mention } from './mention';
import type { MentionRuling } from './mention-ruling';
import { noteSuggestions } from './note-suggestions';

/**
 * Reads articles, whose blocks are written, for names, and writes what they mention and how much, and
 * what else looks like a name.
 *
 * @returns their mentions before and after
 */
export async function saveMentions(
  manager: EntityManager,
  articles: readonly Told[],
  gazetteer: Gazetteer,
  rulings: readonly MentionRuling[],
): Promise<{ before: Mention[]; after: Mention[] }> {
  const ofArticle = groupBy(rulings, ({ articleId }) => articleId);
  const read = articles.map((told) => {
    const names = namesIn(told, gazetteer);
    const own = ofArticle.get(told.article.uuid) ?? [];
    const mentions = mentionsIn(told, names, own);
    return { told, mentions, rulings: own, headlined: names.headline };
  });
  await nameSurvivors(
    manager,
    read.flatMap(({ mentions, headlined }) => [...mentions, ...headlined]),
  );
  const mentions = read.flatMap((one) => one.mentions);
  const links = read.flatMap((one) => entitiesIn(one.told, one.mentions, one.headlined));
  const where = { articleId: In(articles.map(({ article }) => article.uuid)) };
  const before = await manager.find(Mention, { where });
  const linked = await manager.find(ArticleEntity, { where });
  if (before.length + linked.length === 0) {
    await copyRows(manager, Mention, mentions);
    await copyRows(manager, ArticleEntity, links);
  } else {
    await syncRows(manager, Mention, mentions, before);
    await syncRows(manager, ArticleEntity, links, linked);
  }
  await noteSuggestions(manager, read, gazetteer);
  await foldTallies(manager);
  return { before, after: mentions };
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
