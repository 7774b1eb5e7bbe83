import type { EntityManager } from 'typeorm';
import { Article } from '../articles/article';
import { storyOf, type Story } from '../articles/story';
import { blocksOf, rewrite, type Told } from '../claims/rewrite';
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
  return doneTo(await revise(work, gazetteer, { article, blocks }, story, summary), summary);
}

/** Makes the next revision, and reads it for events to propose. */
export async function revise(
  { manager, now }: Work,
  gazetteer: Gazetteer,
  before: Told,
  story: Story,
  summary: string,
): Promise<Article> {
  const article = await rewrite(manager, gazetteer, before, story, summary, now);
  await propose(manager, [article]);
  return article;
}
