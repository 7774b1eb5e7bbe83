import type { GraphQLResolveInfo } from 'graphql';
import sql, { raw, type Sql } from 'sql-template-tag';
import type { DataSource } from 'typeorm';
import { Article } from '../articles/article';
import { articleList } from '../articles/article-list';
import type { ArticleListArgs } from '../articles/article.inputs';
import { filterOf, type Known } from '../articles/article.queries';
import { textQuery } from '../articles/full-text';
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

/** Ranking reads whole vectors, so only the newest of the articles that match are ranked … */
const RANKED = 1000;
/** … and so many are gathered to know which those are. What matches more often is soon met from the newest on. */
const GATHERED = 50_000;

/** The articles of a list that match: gathered, counted, the newest of them ranked, and those best first. */
function ranked({ from, where, order }: List<Article>, query: string): List<Article> {
  const [moment, id] = order.keys.map(({ expression }) => expression);
  // Normalised by length (1) and to below 1 (32): a long article does not win by its length alone.
  const score = sql`ts_rank(a.search, ${textQuery(query)}, 33)`;
  // A function in place of the operator: it can't be looked up, so that the list is walked in its order.
  const seenToMatch = sql`ts_match_vq(a.search, ${textQuery(query)})`;
  const newest = raw(`LIMIT ${RANKED}`);
  return {
    nodes: { model: Article, alias: 'a' },
    with: sql`WITH found AS MATERIALIZED (
        SELECT ${id} AS id, ${moment} AS moment FROM ${from}
        WHERE ${allOf([...where, sql`a.search @@ ${textQuery(query)}`])} ${raw(`LIMIT ${GATHERED + 1}`)}
      ), size AS MATERIALIZED (
        SELECT count(*)::int AS items FROM found
      ), recent AS MATERIALIZED (
        (SELECT id FROM found WHERE (SELECT items FROM size) <= ${raw(String(GATHERED))}
          ORDER BY moment DESC, id DESC ${newest})
        UNION ALL
        (SELECT ${id} FROM ${from} WHERE (SELECT items FROM size) > ${raw(String(GATHERED))}
          AND ${allOf([...where, seenToMatch])} ORDER BY ${moment} DESC, ${id} DESC ${newest})
      ), hit AS MATERIALIZED (
        SELECT a.id, ${score} AS score FROM recent JOIN article a ON a.id = recent.id
      )`,
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
    size: { items: sql`(SELECT items FROM size)`, countedUpTo: GATHERED },
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
  const filter = await filterOf(db, known, args.where);
  return rootConnection(db, ranked(articleList(viewer, filter), query), args, info);
}
