import type { GraphQLResolveInfo } from 'graphql';
import sql, { type Sql } from 'sql-template-tag';
import type { DataSource } from 'typeorm';
import { Article } from '../articles/article';
import { articleList } from '../articles/article-list';
import type { ArticleListArgs } from '../articles/article.inputs';
import { filterOf, type Known } from '../articles/article.queries';
import { matchesText, textQuery } from '../articles/full-text';
import { allOf } from '../database/read';
import { rootConnection } from '../graphql/connection';
import type { List } from '../graphql/list';
import type { Page } from '../graphql/page';
import type { Viewer } from '../graphql/viewer';
import { HEADLINE_OPTIONS } from './highlights';

/** The passages that match, marked: made for the articles of the page alone, and only when they are selected. */
function passages(query: string): Sql {
  const marked = (text: Sql): Sql =>
    sql`ts_headline('dateline', ${text}, ${textQuery(query)}, ${HEADLINE_OPTIONS})`;
  return sql`ARRAY[${marked(sql`a.headline`)}, ${marked(sql`coalesce(a.standfirst, '')`)},
    ${marked(sql`left(a.body, 500000)`)}]`;
}

/** The articles of a list that match, best first; ranked and counted in one go. */
function ranked({ from, where }: List<Article>, query: string): List<Article> {
  // Normalised by length (1) and to below 1 (32): a long article does not win by its length alone.
  const score = sql`ts_rank(a.search, ${textQuery(query)}, 33)`;
  return {
    nodes: { model: Article, alias: 'a' },
    with: sql`WITH hit AS MATERIALIZED (
      SELECT a.id, ${score} AS score FROM ${from} WHERE ${allOf([...where, matchesText('a', query)])})`,
    from: sql`hit`,
    lookup: { alias: 'hit', join: sql`JOIN article a ON a.id = hit.id` },
    where: [],
    order: {
      name: 'RELEVANCE',
      keys: [
        { expression: sql`hit.score`, type: 'real' },
        { expression: sql`hit.id`, type: 'uuid' },
      ],
      direction: 'DESC',
    },
    edge: { score: sql`hit.score`, highlights: passages(query) },
    size: { items: sql`(SELECT count(*)::int FROM hit)`, countedUpTo: 1000 },
  };
}

/** The articles that a search finds, best first. */
export async function search(
  db: DataSource,
  viewer: Viewer,
  known: Known,
  query: string,
  args: ArticleListArgs,
  info: GraphQLResolveInfo,
): Promise<Page<Article>> {
  const filter = await filterOf(known, args.where);
  return rootConnection(db, ranked(articleList(viewer, filter), query), args, info);
}
