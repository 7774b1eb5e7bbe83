import DataLoader from 'dataloader';
import sql, { type Sql } from 'sql-template-tag';
import type { DataSource } from 'typeorm';
import type { Article } from '../articles/article';
import { articleList } from '../articles/article-list';
import type { ArticleListArgs } from '../articles/article.inputs';
import { textQuery } from '../articles/full-text';
import { readRows } from '../database/read';
import { rootConnection, type Connection } from '../graphql/connection';
import { byArguments } from '../graphql/loaders';
import type { Viewer } from '../graphql/viewer';
import { HEADLINE_OPTIONS, readHighlights, type Highlight } from './highlights';

export interface SearchLoaders {
  highlightsFor: (query: string) => DataLoader<string, Highlight[]>;
}

/** Highlights are made for the articles of the page alone, and only when they are selected. */
export function searchLoaders(db: DataSource): SearchLoaders {
  return {
    highlightsFor: byArguments(
      (query: string) => new DataLoader((ids) => highlights(db, ids, textQuery(query))),
    ),
  };
}

async function highlights(
  db: DataSource,
  articleIds: readonly string[],
  query: Sql,
): Promise<Highlight[][]> {
  const passages = (text: Sql): Sql =>
    sql`ts_headline('dateline', ${text}, ${query}, ${HEADLINE_OPTIONS})`;
  const found = await readRows<{ id: string; marked: string[] }>(
    db,
    sql`SELECT id, ARRAY[${passages(sql`headline`)}, ${passages(sql`coalesce(standfirst, '')`)},
        ${passages(sql`left(body, 500000)`)}] AS marked
      FROM article WHERE id = ANY(${articleIds})`,
  );
  const byId = new Map(found.map(({ id, marked }) => [id, marked.flatMap(readHighlights)]));
  return articleIds.map((id) => byId.get(id) ?? []);
}

/** The articles that a search finds, best first. */
export function search(
  db: DataSource,
  viewer: Viewer,
  query: string,
  args: ArticleListArgs,
): Connection<Article> {
  const list = articleList(viewer, args);
  // Normalised by length (1) and to below 1 (32): a long article does not win by its length alone.
  const score = sql`ts_rank(a.search, ${textQuery(query)}, 33)`;
  return rootConnection(
    db,
    {
      ...list,
      where: [...list.where, sql`a.search @@ ${textQuery(query)}`],
      order: {
        name: 'RELEVANCE',
        keys: [
          { expression: score, type: 'real' },
          { expression: sql`a.id`, type: 'uuid' },
        ],
        direction: 'DESC',
      },
      edgeColumns: sql`${score} AS score, ${query} AS query`,
    },
    args,
  );
}
