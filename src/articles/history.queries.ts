import DataLoader from 'dataloader';
import sql, { empty, raw, type Sql } from 'sql-template-tag';
import type { DataSource } from 'typeorm';
import { readModels, readRows } from '../database/read';
import { project, type Fields } from '../database/rows';
import { eachOf } from '../graphql/list';
import { groupBy } from '../graphql/loaders';
import { Block } from './block';
import { Correction } from './correction';
import { Revision } from './revision';

/** What a revision said: kept with it, or, of the current one, what the article says. */
const STORY = sql`coalesce(r.story, dateline_story(a.id, a.headline, a.standfirst, a.byline))`;

function columns(withStory: boolean): Sql {
  return sql`r.article_id, r.number, r.at, r.by, r.summary${withStory ? sql`, ${STORY}` : empty}`;
}

function revisionOf(row: readonly unknown[]): Revision {
  const [articleId, revision, at, by, summary, story] = row;
  return Object.assign(new Revision(), { articleId, revision, at, by, summary, story });
}

/** The newest revisions of articles, from `before` on backwards. */
export function revisionsByArticle(
  db: DataSource,
  page: { first: number; before?: number | null | undefined },
  withStory: boolean,
): DataLoader<string, Revision[]> {
  return new DataLoader(async (ids) => {
    const older = page.before == null ? empty : sql`AND r.number < ${page.before}`;
    const rows = await readRows(
      db,
      sql`SELECT child.* ${eachOf(ids)} CROSS JOIN LATERAL (
        SELECT ${columns(withStory)} FROM article_revision r JOIN article a ON a.id = r.article_id
        WHERE r.article_id = parent.id ${older}
        ORDER BY r.number DESC LIMIT ${raw(String(page.first))}) AS child`,
    );
    const byArticle = groupBy(rows.map(revisionOf), ({ articleId }) => articleId);
    return ids.map((id) => byArticle.get(id) ?? []);
  });
}

/** Names one revision of one article. */
export interface RevisionKey {
  articleId: string;
  number: number;
}

const keyOf = ({ articleId, number }: RevisionKey): string => `${articleId} ${number}`;

/** Revisions by article and number; null where there is none. */
export function revisionsByKey(
  db: DataSource,
  withStory: boolean,
): DataLoader<RevisionKey, Revision | null, string> {
  return new DataLoader(
    async (keys) => {
      const rows = await readRows(
        db,
        sql`SELECT ${columns(withStory)} FROM article_revision r JOIN article a ON a.id = r.article_id
          JOIN unnest(${keys.map(({ articleId }) => articleId)}::uuid[], ${keys.map(({ number }) => number)}::int[])
            AS wanted (article_id, number) USING (article_id, number)`,
      );
      const found = new Map(
        rows
          .map(revisionOf)
          .map((one) => [keyOf({ articleId: one.articleId, number: one.revision }), one]),
      );
      return keys.map((key) => found.get(keyOf(key)) ?? null);
    },
    { cacheKeyFn: keyOf },
  );
}

/** A block as it stood in a revision; null where the revision has none of that id. */
export async function blockOfRevision(
  revisions: DataLoader<RevisionKey, Revision | null, string>,
  key: RevisionKey,
  blockId: string,
): Promise<Block | null> {
  const revision = await revisions.load(key);
  const block = revision?.story?.blocks.find(({ id }) => id === blockId);
  if (!block) return null;
  const { id: uuid, ...rest } = block;
  return Object.assign(new Block(), { uuid, articleId: key.articleId, ...rest });
}

/** The corrections of articles, the newest first. Whoever holds an article may read them. */
export function correctionsByArticle(
  db: DataSource,
  first: number,
  fields: Fields,
): DataLoader<string, Correction[]> {
  const projection = project(db, Correction, 'c', fields, 'articleId');
  return new DataLoader(async (ids) => {
    const found = await readModels(
      db,
      projection,
      sql`${eachOf(ids)} CROSS JOIN LATERAL (
        SELECT * FROM article_correction WHERE article_id = parent.id
        ORDER BY at DESC, id DESC LIMIT ${raw(String(first))}) AS c`,
    );
    const byArticle = groupBy(found, ({ articleId }) => articleId);
    return ids.map((id) => byArticle.get(id) ?? []);
  });
}
