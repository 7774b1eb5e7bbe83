import sql, { raw, type Sql } from 'sql-template-tag';
import type { Viewer } from '../graphql/viewer';

/**
 * The one rule of who may read what: a reader sees PUBLISHED articles whose hour has come; an editor
 * sees all. Every statement that touches articles, or anything that stands only on them, carries it.
 *
 * @param alias the alias of `article` in the statement
 */
export function readable(viewer: Viewer, alias: string): Sql {
  if (viewer.role === 'EDITOR') return sql`TRUE`;
  const article = raw(alias);
  return sql`${article}.status = 'PUBLISHED' AND ${article}.published_at <= now()`;
}
