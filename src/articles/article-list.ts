import sql, { type Sql } from 'sql-template-tag';
import type { Condition } from '../database/read';
import type { List, Order } from '../graphql/list';
import type { Viewer } from '../graphql/viewer';
import { Article } from './article';
import type { ArticleOrder, ArticleWhere } from './article.inputs';
import { matchesText } from './full-text';
import { readable } from './readable';

const id = { expression: sql`a.id`, type: 'uuid' } as const;

function orderOf(viewer: Viewer, by: ArticleOrder): Order {
  if (by === 'RECENTLY_UPDATED') {
    const updated = { expression: sql`a.updated_at`, type: 'timestamptz' } as const;
    return { name: by, keys: [updated, id], direction: 'DESC' };
  }
  // What a reader may see has a date; an editor's drafts may have none, and a key can't be null.
  const expression =
    viewer.role === 'EDITOR' ? sql`coalesce(a.published_at, 'infinity')` : sql`a.published_at`;
  const published = { expression, type: 'timestamptz' } as const;
  return { name: by, keys: [published, id], direction: by === 'OLDEST_FIRST' ? 'ASC' : 'DESC' };
}

function mentions(slugs: Sql): Sql {
  return sql`a.id IN (SELECT named.article_id FROM article_entity named
    JOIN entity ON entity.id = named.entity_id WHERE entity.slug = ${slugs})`;
}

/** The conditions of a filter on `article a`. */
function articleConditions(where: ArticleWhere): Condition[] {
  return [
    where.sections
      ? sql`a.section_id IN (SELECT id FROM section WHERE slug = ANY(${where.sections}))`
      : undefined,
    ...[...new Set(where.entities ?? [])].map((slug) => mentions(sql`${slug}`)),
    where.anyEntities ? mentions(sql`ANY(${where.anyEntities})`) : undefined,
    where.publishedFrom ? sql`a.published_at >= ${where.publishedFrom}` : undefined,
    where.publishedBefore ? sql`a.published_at < ${where.publishedBefore}` : undefined,
    where.languages ? sql`a.language = ANY(${where.languages})` : undefined,
    where.statuses ? sql`a.status = ANY(${where.statuses}::publication_status[])` : undefined,
    where.text != null ? matchesText('a', where.text) : undefined,
  ];
}

/**
 * A list of articles that the viewer may read.
 *
 * @param within what the list hangs on: its tables, joined before `article a`, and the condition on `parent.id`
 */
export function articleList(
  viewer: Viewer,
  args: { where?: ArticleWhere | null; orderBy?: ArticleOrder | null },
  within?: { from: Sql; condition: Sql },
): List<Article> {
  return {
    model: Article,
    alias: 'a',
    from: within?.from ?? sql`article a`,
    where: [within?.condition, readable(viewer, 'a'), ...articleConditions(args.where ?? {})],
    order: orderOf(viewer, args.orderBy ?? 'NEWEST_FIRST'),
  };
}
