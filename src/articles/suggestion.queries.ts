import DataLoader from 'dataloader';
import type { GraphQLResolveInfo } from 'graphql';
import sql from 'sql-template-tag';
import type { DataSource } from 'typeorm';
import { allOf, readRows, type Condition } from '../database/read';
import type { EntityKind } from '../entities/entity-kinds';
import { childConnections, rootConnection } from '../graphql/connection';
import { eachOf, type List } from '../graphql/list';
import type { Page } from '../graphql/page';
import type { PageArgs } from '../graphql/page-args';
import type { PerParent } from '../graphql/per-parent';
import type { Viewer } from '../graphql/viewer';
import type { Article } from './article';
import { articleList, articlesWhere } from './article-list';
import { Suggestion } from './suggestion';
import type { SuggestionArgs, SuggestionWhere } from './suggestion.inputs';

/** Added up anew for each page: a tally would have all who write articles wait for one another. */
const FROM = sql`suggestion s JOIN (
    SELECT suggestion_id, sum(count)::int AS mentions, count(*)::int AS articles
    FROM suggestion_article GROUP BY suggestion_id
  ) AS noted ON noted.suggestion_id = s.id`;

function conditions({ kinds, text, dismissed }: SuggestionWhere): Condition[] {
  return [
    dismissed === true ? sql`s.dismissed_at IS NOT NULL` : sql`s.dismissed_at IS NULL`,
    kinds ? sql`s.kind = ANY(${kinds}::entity_kind[])` : undefined,
    text == null ? undefined : sql`s.text ILIKE ${containing(text)}`,
  ];
}

const containing = (text: string): string => `%${text.replace(/[\\%_]/gu, '\\$&')}%`;

function suggestionList(where: SuggestionWhere): List<Suggestion> {
  return {
    nodes: { model: Suggestion, alias: 's' },
    from: FROM,
    where: conditions(where),
    order: {
      name: 'SUGGESTIONS',
      keys: [
        { expression: sql`noted.mentions`, type: 'integer' },
        { expression: sql`s.id`, type: 'uuid' },
      ],
      direction: 'DESC',
    },
    planning: 'anew',
  };
}

/** The suggestions, the most frequent first. Whoever calls it has made sure that an EDITOR asks. */
export function suggestions(
  db: DataSource,
  args: SuggestionArgs,
  info: GraphQLResolveInfo,
): Promise<Page<Suggestion>> {
  return rootConnection(db, suggestionList(args.where ?? {}), args, info);
}

/** The articles that suggestions were noted in, the newest first. */
export function articlesOfSuggestion(
  db: DataSource,
  viewer: Viewer,
  args: PageArgs,
  info: GraphQLResolveInfo,
): PerParent<Suggestion, Page<Article>> {
  const noted = sql`a.id IN (
    SELECT noted.article_id FROM suggestion_article noted WHERE noted.suggestion_id = parent.id)`;
  const list = articleList(viewer, { where: {} }, 'NEWEST_FIRST', articlesWhere(noted));
  return childConnections(db, list, args, info);
}

/** How often suggestions stand in articles. */
export function suggestionCounts(db: DataSource): DataLoader<string, number> {
  return new DataLoader(async (ids) => {
    const rows = await readRows(
      db,
      sql`SELECT coalesce((SELECT sum(count) FROM suggestion_article
        WHERE suggestion_id = parent.id), 0)::int ${eachOf(ids)} ORDER BY parent.n`,
    );
    return rows.map(([count]) => count as number);
  });
}

/** A suggestion with its numbers. */
export interface OpenSuggestion {
  text: string;
  kind: EntityKind | null;
  count: number;
  articles: number;
}

/** The suggestions that nobody has ruled on, the most frequent first. */
export async function openSuggestions(db: DataSource, first: number): Promise<OpenSuggestion[]> {
  const rows = await readRows(
    db,
    sql`SELECT s.text, s.kind, noted.mentions, noted.articles FROM ${FROM}
      WHERE ${allOf(conditions({}))} ORDER BY noted.mentions DESC, s.id DESC LIMIT ${first}`,
  );
  return rows.map(([text, kind, count, articles]) => ({
    ...{ text: text as string, kind: kind as EntityKind | null },
    ...{ count: count as number, articles: articles as number },
  }));
}
