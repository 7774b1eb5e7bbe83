import { In, type EntityManager } from 'typeorm';
import { writeRows } from '../database/sync';
import { entitiesOfIds } from '../entities/find-entities';
import { groupBy } from '../graphql/loaders';
import type { Gazetteer } from '../linking/gazetteer';
import { ArticleEntity } from './article-entity';
import { entitiesIn, mentionsIn, namesIn, type Names, type Told } from './link-entities';
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
    const own = ofArticle.get(told.article.uuid) ?? [];
    const names = told.names ?? readNames(told, own, gazetteer);
    return { told, names, mentions: mentionsIn(told, names, own) };
  });
  await nameSurvivors(
    manager,
    read.flatMap(({ mentions, names }) => [...mentions, ...names.headline]),
  );
  const mentions = read.flatMap((one) => one.mentions);
  const links = read.flatMap((one) => entitiesIn(one.told, one.mentions, one.names.headline));
  const where = { articleId: In(articles.map(({ article }) => article.uuid)) };
  const before = await manager.find(Mention, { where });
  const linked = await manager.find(ArticleEntity, { where });
  await writeRows(manager, Mention, mentions, before);
  await writeRows(manager, ArticleEntity, links, linked);
  await noteSuggestions(
    manager,
    read.map(({ told, names }) => ({ articleId: told.article.uuid, unknown: names.unknown })),
  );
  return { before, after: mentions };
}

function readNames(
  { article: { language, headline }, blocks }: Told,
  rulings: readonly MentionRuling[],
  gazetteer: Gazetteer,
): Names {
  const ofBlock = groupBy(rulings, ({ blockId }) => blockId);
  const ruled = blocks.map(({ uuid, text }) => ({
    text,
    spoken: (ofBlock.get(uuid) ?? []).map(({ start, end, kind }) => ({ start, end, kind })),
  }));
  return namesIn({ language, headline, blocks: ruled }, gazetteer);
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
