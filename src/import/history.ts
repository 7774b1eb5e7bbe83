import type { EntityManager } from 'typeorm';
import { ArticleRevision } from '../articles/article-revision';
import { Correction } from '../articles/correction';
import { copyRows } from '../database/copy';
import type { ItemElsewhere } from './item';
import type { Resolved } from './resolve';

/** Writes what new articles said in earlier revisions, and their corrections, where the source brings them. */
export async function keepHistory(
  manager: EntityManager,
  fresh: readonly Resolved[],
): Promise<void> {
  const brought = fresh.flatMap(({ item }) => item.elsewhere ?? []);
  const history = brought.flatMap(revisionsOf);
  if (history.length > 0) {
    // The triggers have noted the current revision already, as of now.
    await manager.delete(
      ArticleRevision,
      history.map(({ articleId, number }) => ({ articleId, number })),
    );
    await copyRows(manager, ArticleRevision, history);
  }
  await copyRows(manager, Correction, brought.flatMap(correctionsOf));
}

const revisionsOf = ({ uuid, history }: ItemElsewhere): ArticleRevision[] =>
  history.map((revision) => Object.assign(new ArticleRevision(), { articleId: uuid, ...revision }));

const correctionsOf = ({ uuid, corrections }: ItemElsewhere): Correction[] =>
  corrections.map((correction) =>
    Object.assign(new Correction(), { articleId: uuid, ...correction }),
  );
