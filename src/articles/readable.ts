import sql, { raw, type Sql } from 'sql-template-tag';
import { hasRole, type Viewer } from '../graphql/viewer';
import type { Article } from './article';
import { statusAt } from './shown-status';

/**
 * The one rule of who may read what: a reader sees articles from their `visible_from` on, which those
 * have that are published or scheduled; an editor sees all. Every statement that touches articles, or
 * anything that stands only on them, carries it.
 *
 * @param alias the alias of `article` in the statement, or of `article_entity`, which has the same column
 */
export function readable(viewer: Viewer, alias: string): Sql {
  if (hasRole(viewer, 'EDITOR')) return sql`TRUE`;
  return sql`${raw(alias)}.visible_from <= now()`;
}

/** The same rule for an article at hand: whether readers see it at a moment. */
export function isBeforeReaders(article: Article, at: Date): boolean {
  return statusAt(article, at) === 'PUBLISHED';
}
