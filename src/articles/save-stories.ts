import { In, type EntityManager } from 'typeorm';
import { v7 as uuidV7 } from 'uuid';
import { copyRows } from '../database/copy';
import { syncRows, type Changes } from '../database/sync';
import { groupBy } from '../graphql/loaders';
import type { Gazetteer } from '../linking/gazetteer';
import { Article } from './article';
import { ArticleEntity } from './article-entity';
import { Block } from './block';
import { entitiesIn, mentionsIn } from './link-entities';
import { Mention } from './mention';
import { foldTallies } from './entity-tally';
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
    return { article, blocks: blocksOf(article, story, byArticle.get(article.uuid) ?? []) };
  });
  const articles = written.map(({ article }) => article);
  const isNew = ({ slug }: Article): boolean => !bySlug.has(slug);
  await insertStories(
    manager,
    written.filter(({ article }) => isNew(article)),
    gazetteer,
  );
  const rewritten = written.filter(({ article }) => !isNew(article));
  const changes = await syncStories(manager, rewritten, gazetteer, before, blocksBefore);
  await foldTallies(manager);
  return { articles, changes: { ...changes, created: written.length - rewritten.length } };
}

interface Written {
  article: Article;
  blocks: Block[];
}

/** All that follows from what articles say. */
function linked(
  written: readonly Written[],
  gazetteer: Gazetteer,
): { blocks: Block[]; mentions: Mention[]; links: ArticleEntity[] } {
  const mentions = written.map(({ article, blocks }) => mentionsIn(article, blocks, gazetteer));
  return {
    blocks: written.flatMap(({ blocks }) => blocks),
    mentions: mentions.flat(),
    links: written.flatMap(({ article, blocks }, i) =>
      entitiesIn(article, blocks, mentions[i] ?? [], gazetteer),
    ),
  };
}

async function insertStories(
  manager: EntityManager,
  written: readonly Written[],
  gazetteer: Gazetteer,
): Promise<void> {
  const { blocks, mentions, links } = linked(written, gazetteer);
  await copyRows(
    manager,
    Article,
    written.map(({ article }) => article),
  );
  await copyRows(manager, Block, blocks);
  await copyRows(manager, Mention, mentions);
  await copyRows(manager, ArticleEntity, links);
}

async function syncStories(
  manager: EntityManager,
  written: readonly Written[],
  gazetteer: Gazetteer,
  before: readonly Article[],
  blocksBefore: readonly Block[],
): Promise<Changes> {
  const { blocks, mentions, links } = linked(written, gazetteer);
  const articles = written.map(({ article }) => article);
  const where = { articleId: In(articles.map(({ uuid }) => uuid)) };
  const changes = await syncRows(manager, Article, articles, before);
  await syncRows(manager, Block, blocks, blocksBefore);
  await syncRows(manager, Mention, mentions, await manager.find(Mention, { where }));
  await syncRows(manager, ArticleEntity, links, await manager.find(ArticleEntity, { where }));
  return changes;
}
