import type { EntityManager } from 'typeorm';
import type { Article } from '../articles/article';
import { Block } from '../articles/block';
import { saveStories } from '../articles/save-stories';
import type { Story } from '../articles/story';
import type { Gazetteer } from '../linking/gazetteer';
import { followCitations } from './follow-citations';

/** An article with its blocks. */
export interface Told {
  article: Article;
  blocks: readonly Block[];
}

export function blocksOf(manager: EntityManager, { uuid }: Article): Promise<Block[]> {
  return manager.find(Block, { where: { articleId: uuid }, order: { index: 'ASC' } });
}

/**
 * Makes the next revision of an article, and has what quotes it follow it there. The row of the article
 * is to be locked.
 *
 * @param story bears the article's slug
 * @param summary what was done, for the history
 */
export async function rewrite(
  manager: EntityManager,
  gazetteer: Gazetteer,
  before: Told,
  story: Story,
  summary: string,
  now: Date,
): Promise<Article> {
  await summarize(manager, summary);
  const [article] = (await saveStories(manager, [story], gazetteer, now)).articles;
  if (!article) throw new Error('the article was not written');
  const after = { article, blocks: await blocksOf(manager, article) };
  await followCitations(manager, { before, after }, now);
  return article;
}

/** What the triggers write beside the revision that this transaction makes. */
export async function summarize(manager: EntityManager, summary: string): Promise<void> {
  await manager.query(`SELECT set_config('dateline.summary', $1, TRUE)`, [summary]);
}
