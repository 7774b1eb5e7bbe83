import sql, { raw, type Sql } from 'sql-template-tag';
import type { Condition } from '../database/read';
import type { List } from '../graphql/list';
import { hasRole, type Viewer } from '../graphql/viewer';
import type { Order } from '../graphql/window';
import { Article, type PublicationStatus } from './article';
import type { ArticleOrder, ArticleWhere } from './article.inputs';
import { matchesText } from './full-text';
import { readable } from './readable';

/** A filter whose slugs are known to be ids: of a slug that nothing has there is none. */
export interface ArticleFilter {
  where: Omit<ArticleWhere, 'sections' | 'entities' | 'anyEntities'>;
  sectionIds?: readonly string[] | undefined;
  /** Each of them is mentioned. */
  entityIds?: readonly string[] | undefined;
  /** At least one of them is. */
  anyEntityIds?: readonly string[] | undefined;
  /** Of the text, whether very many articles match it. */
  textIsCommon?: boolean;
}

/** Where a list of articles comes from: all of them, or those that `article_entity` has in order. */
interface Source {
  from: Sql;
  condition?: Sql;
  alias: 'a' | 'link';
  articleId: Sql;
}

const ALL_ARTICLES: Source = { from: sql`article a`, alias: 'a', articleId: sql`a.id` };

/** The articles that mention an entity. */
export function mentioning(entityId: Sql): Source {
  return {
    // A left join, so that the article itself is looked at only where something asks for it.
    from: sql`article_entity link LEFT JOIN article a ON a.id = link.article_id`,
    condition: sql`link.entity_id = ${entityId}`,
    alias: 'link',
    articleId: sql`link.article_id`,
  };
}

/** The articles of which a condition on `article a` holds. */
export function articlesWhere(condition: Sql): Source {
  return { ...ALL_ARTICLES, condition };
}

/** What a reader may see has a date; an editor's drafts may have none, and a key can't be null. */
function momentOf(viewer: Viewer, { alias }: Source): Sql {
  return hasRole(viewer, 'EDITOR')
    ? sql`coalesce(a.published_at, 'infinity')`
    : raw(`${alias}.visible_from`);
}

function orderOf(viewer: Viewer, source: Source, by: ArticleOrder): Order {
  const moment = by === 'RECENTLY_UPDATED' ? sql`a.updated_at` : momentOf(viewer, source);
  return {
    name: by,
    keys: [
      { expression: moment, type: 'timestamptz' },
      { expression: source.articleId, type: 'uuid' },
    ],
    direction: by === 'OLDEST_FIRST' ? 'ASC' : 'DESC',
  };
}

/** One value is compared as one: only then does an index give the rows in order. */
function among(column: Sql, values: readonly string[] | undefined): Condition {
  if (values === undefined) return undefined;
  return values.length === 1 ? sql`${column} = ${values[0]}` : sql`${column} = ANY(${values})`;
}

/** As `statusAt` has it: of what waits for its hour the clock decides. */
const SHOWN_STATUS = sql`CASE WHEN ${readable({ role: 'READER' }, 'a')} THEN 'PUBLISHED'::publication_status
  WHEN a.visible_from IS NOT NULL THEN 'SCHEDULED' ELSE a.status END`;

/** Readers are shown PUBLISHED articles alone: asked for others, there are none to look for. */
function inStatuses(viewer: Viewer, statuses: readonly PublicationStatus[]): Condition {
  if (hasRole(viewer, 'EDITOR'))
    return sql`${SHOWN_STATUS} = ANY(${statuses}::publication_status[])`;
  return statuses.includes('PUBLISHED') ? undefined : sql`FALSE`;
}

/** Whether a filter may let many articles through, or few, so that it matters which. */
function isSelective({ where, sectionIds, anyEntityIds, textIsCommon }: ArticleFilter): boolean {
  const several = [sectionIds, where.languages].some((values) => values && values.length !== 1);
  return textIsCommon === true || anyEntityIds !== undefined || several;
}

/** The conditions of a filter, other than on the entity that the list is walked by. */
function conditions(viewer: Viewer, source: Source, filter: ArticleFilter): Condition[] {
  const { where, sectionIds, entityIds = [], anyEntityIds, textIsCommon = false } = filter;
  const mentions = (entity: Condition): Condition =>
    entity &&
    sql`EXISTS (SELECT 1 FROM article_entity named
      WHERE named.article_id = ${source.articleId} AND ${entity})`;
  const moment = momentOf(viewer, source);
  return [
    sectionIds && among(sql`a.section_id`, sectionIds),
    ...entityIds.map((id) => mentions(sql`named.entity_id = ${id}`)),
    mentions(among(sql`named.entity_id`, anyEntityIds)),
    where.publishedFrom ? sql`${moment} >= ${where.publishedFrom}` : undefined,
    where.publishedBefore ? sql`${moment} < ${where.publishedBefore}` : undefined,
    where.languages ? among(sql`a.language`, where.languages) : undefined,
    where.statuses ? inStatuses(viewer, where.statuses) : undefined,
    where.text != null ? matchesText(where.text, textIsCommon) : undefined,
  ];
}

/** A list of articles that the viewer may read, within a source or among all. */
export function articleList(
  viewer: Viewer,
  filter: ArticleFilter,
  by: ArticleOrder = 'NEWEST_FIRST',
  within?: Source,
): List<Article> {
  const { entityIds: [first, ...others] = [] } = filter;
  // One of the entities gives the articles in order; the others are looked up for each.
  const walksEntity = within === undefined && first !== undefined;
  const source = within ?? (walksEntity ? mentioning(sql`${first}`) : ALL_ARTICLES);
  const rest = walksEntity ? { ...filter, entityIds: others } : filter;
  return {
    nodes: { model: Article, alias: 'a' },
    from: source.from,
    where: [source.condition, readable(viewer, source.alias), ...conditions(viewer, source, rest)],
    order: orderOf(viewer, source, by),
    planning: isSelective(filter) ? 'anew' : 'once',
  };
}
