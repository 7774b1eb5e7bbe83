import type { DataSource, EntityManager } from 'typeorm';
import { Article } from '../articles/article';
import { ProposalReading } from './proposal-reading';
import { propose } from './propose';

/** Articles in one transaction. */
const BATCH = 50;

/** What a run did. */
export interface Proposed {
  articles: number;
  created: number;
  updated: number;
  deleted: number;
}

/**
 * Reads every article that was not read in its present revision, in batches that are each a transaction: a
 * run that was ended goes on where it was, and two at once share the work.
 *
 * @param since only articles that were changed at this moment or later
 * @param onBatch called with what was done so far
 */
export async function proposeAll(
  db: DataSource,
  since: Date | undefined,
  onBatch: (done: Proposed) => void,
): Promise<Proposed> {
  const done: Proposed = { articles: 0, created: 0, updated: 0, deleted: 0 };
  for (;;) {
    const changes = await db.transaction(async (manager) => {
      const articles = await unread(manager, since);
      return articles.length === 0
        ? null
        : { articles: articles.length, ...(await propose(manager, articles)) };
    });
    if (!changes) return done;
    for (const key of ['articles', 'created', 'updated', 'deleted'] as const)
      done[key] += changes[key];
    onBatch({ ...done });
  }
}

/** Some articles that are still to be read, held until the transaction ends. */
function unread(manager: EntityManager, since: Date | undefined): Promise<Article[]> {
  const query = manager
    .createQueryBuilder(Article, 'article')
    .where((outer) => {
      const read = outer.subQuery().select('1').from(ProposalReading, 'reading');
      read.where('reading.article_id = article.id AND reading.revision = article.revision');
      return `NOT EXISTS ${read.getQuery()}`;
    })
    .orderBy('article.uuid')
    .limit(BATCH)
    .setLock('pessimistic_write')
    .setOnLocked('skip_locked');
  if (since) query.andWhere('article.updated_at >= :since', { since });
  return query.getMany();
}

/** Has the next run read every article again, as when names or rules have changed. */
export async function forgetReadings(db: DataSource): Promise<void> {
  await db.query('DELETE FROM proposal_reading');
}
