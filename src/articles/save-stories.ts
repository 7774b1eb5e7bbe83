import { In, type EntityManager } from 'typeorm';
import { v7 as uuidV7 } from 'uuid';
import { copyRows } from '../database/copy';
import { syncRows, type Changes } from '../database/sync';
import { groupBy } from '../graphql/loaders';
import type { Gazetteer } from '../linking/gazetteer';
import { Article } from './article';
import { Block } from './block';
import { followRulings } from './follow-rulings';
import { MentionRuling } from './mention-ruling';
import type { Told } from './link-entities';
import { saveMentions } from './save-mentions';
import { articleOf, blocksOf, type Story } from './story';

/**
 * Writes stories with their blocks and their mentions; a story is known by its slug. What is there
 * already and says the same stays untouched, and keeps its revision.
 */
export async function saveStories(
  manager: EntityManager,
  stories: readonly Story[],
  gazetteer: Gazetteer,
  now = new Date(),
): Promise<{ articles: Article[]; changes: Changes }> {
  const slugs = stories.map(({ slug }) => slug);
  const before = await manager.find(Article, { where: { slug: In(slugs) } });
  const bySlug = new Map(before.map((article) => [article.slug, article]));
  const blocksBefore = await manager.find(Block, {
    where: { articleId: In(before.map(({ uuid }) => uuid)) },
    order: { index: 'ASC' },
  });
  const byArticle = groupBy(blocksBefore, ({ articleId }) => articleId);
  const written = stories.map((story) => {
    const article = articleOf(story, bySlug.get(story.slug) ?? null, uuidV7(), now);
    const blocks = blocksOf(article, story, byArticle.get(article.uuid) ?? []);
    return { article, blocks, names: story.names };
  });
  const articles = written.map(({ article }) => article);
  const isNew = ({ article: { slug } }: Told): boolean => !bySlug.has(slug);
  const fresh = written.filter(isNew);
  await copyRows(
    manager,
    Article,
    fresh.map(({ article }) => article),
  );
  await copyRows(
    manager,
    Block,
    fresh.flatMap(({ blocks }) => blocks),
  );
  const rewritten = written.filter((one) => !isNew(one));
  const changes = await syncRows(
    manager,
    Article,
    rewritten.map(({ article }) => article),
    before,
  );
  const blocks = rewritten.flatMap((one) => one.blocks);
  await syncRows(manager, Block, blocks, blocksBefore);
  const rulings = await rulingsAfter(manager, before, blocksBefore, blocks);
  await saveMentions(manager, written, gazetteer, rulings);
  return { articles, changes: { ...changes, created: fresh.length } };
}

/** Has what editors said of mentions follow the words that it is about. */
async function rulingsAfter(
  manager: EntityManager,
  articles: readonly Article[],
  before: readonly Block[],
  after: readonly Block[],
): Promise<MentionRuling[]> {
  const where = { articleId: In(articles.map(({ uuid }) => uuid)) };
  const rulings = await manager.find(MentionRuling, { where, order: { uuid: 'ASC' } });
  const followed = followRulings(rulings, before, after);
  await syncRows(manager, MentionRuling, followed, rulings);
  return followed;
}
