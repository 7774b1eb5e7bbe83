import type { EntityManager } from 'typeorm';
import { Article } from '../articles/article';
import { Block } from '../articles/block';
import { saveStories } from '../articles/save-stories';
import { storyOf, type Story } from '../articles/story';
import { followCitations } from '../claims/follow-citations';
import { conflict } from '../graphql/errors';
import { propose } from '../proposals/propose';
import type { Gazetteer } from '../linking/gazetteer';
import { lockRow } from './referring';
import type { Done, Work } from './work';

export const doneTo = (article: Article, summary: string | null = null): Done<Article> => ({
  result: article,
  subject: { family: 'Article', uuid: article.uuid, name: article.slug },
  summary,
});

/**
 * The article of an id, held for this transaction.
 *
 * @throws NOT_FOUND, or CONFLICT when it is at another revision than expected
 */
export async function lockArticle(
  manager: EntityManager,
  { id, expectedRevision }: { id: string; expectedRevision?: number | null },
): Promise<Article> {
  const article = await lockRow(
    manager,
    { model: Article, family: 'Article', what: 'The article' },
    id,
  );
  const { revision } = article;
  if (expectedRevision != null && revision !== expectedRevision) {
    throw conflict(`The article has changed: it is at revision ${revision} now.`, revision);
  }
  return article;
}

export function blocksOf(manager: EntityManager, { uuid }: Article): Promise<Block[]> {
  return manager.find(Block, { where: { articleId: uuid }, order: { index: 'ASC' } });
}

/** The same story in another state. */
export async function restate(
  work: Work,
  gazetteer: Gazetteer,
  article: Article,
  state: Partial<Pick<Story, 'status' | 'publishedAt'>>,
  summary: string,
): Promise<Done<Article>> {
  const blocks = await blocksOf(work.manager, article);
  const story = { ...storyOf(article, blocks), ...state };
  return doneTo(await rewrite(work, gazetteer, { article, blocks }, story, summary), summary);
}

/** Makes the next revision, and has what quotes the article follow it there. */
export async function rewrite(
  { manager, now }: Work,
  gazetteer: Gazetteer,
  before: { article: Article; blocks: readonly Block[] },
  story: Story,
  summary: string,
): Promise<Article> {
  await summarize(manager, summary);
  const [article] = (await saveStories(manager, [story], gazetteer, now)).articles;
  if (!article) throw new Error('the article was not written');
  const after = { article, blocks: await blocksOf(manager, article) };
  await followCitations(manager, { before, after });
  await propose(manager, [article]);
  return article;
}

/** What the triggers write beside the revision that this transaction makes. */
export async function summarize(manager: EntityManager, summary: string): Promise<void> {
  await manager.query(`SELECT set_config('dateline.summary', $1, TRUE)`, [summary]);
}
