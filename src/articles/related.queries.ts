import DataLoader from 'dataloader';
import sql, { raw } from 'sql-template-tag';
import type { DataSource } from 'typeorm';
import { readRows } from '../database/read';
import { project, type Fields } from '../database/rows';
import { eachOf } from '../graphql/list';
import { groupBy } from '../graphql/loaders';
import type { Viewer } from '../graphql/viewer';
import { Article } from './article';
import { readable } from './readable';

/** An article that shares entities with another, before its entities are loaded. */
export interface Related {
  article: Article;
  score: number;
  sharedEntityIds: string[];
}

/** Only an article's most salient entities relate it to others … */
const ENTITIES_COMPARED = 20;
/** … and of each entity only the newest articles are looked at: one with more is too common to tell anything. */
const ARTICLES_COMPARED = 200;

/**
 * The score is the Adamic–Adar index: each shared entity adds 1 / ln(number of articles that mention
 * it), so that a rare one relates two articles more than one that everybody mentions.
 */
async function readRelated(
  db: DataSource,
  viewer: Viewer,
  parents: readonly string[],
  first: number,
  fields: Fields,
): Promise<Related[][]> {
  const articles = project(db, Article, 'a', fields);
  const rows = await readRows(
    db,
    sql`WITH shared AS (
      SELECT parent.n, other.entity_id, other.article_id,
             1 / ln(1 + count(*) OVER (PARTITION BY parent.n, other.entity_id)) AS rarity
      ${eachOf(parents)}
      CROSS JOIN LATERAL (
        SELECT entity_id FROM article_entity WHERE article_id = parent.id
        ORDER BY salience DESC, entity_id DESC LIMIT ${raw(String(ENTITIES_COMPARED))}) AS mine
      CROSS JOIN LATERAL (
        SELECT link.entity_id, link.article_id FROM article_entity link
        WHERE link.entity_id = mine.entity_id AND link.article_id <> parent.id
          AND ${readable(viewer, 'link')}
        ORDER BY link.visible_from DESC, link.article_id DESC LIMIT ${raw(String(ARTICLES_COMPARED))}) AS other
    ), ranked AS (
      SELECT n, article_id, sum(rarity)::double precision AS score,
             array_agg(entity_id ORDER BY rarity DESC, entity_id) AS shared,
             row_number() OVER (PARTITION BY n ORDER BY sum(rarity) DESC, article_id DESC) AS rank
      FROM shared GROUP BY n, article_id
    )
    SELECT ranked.n::int, ranked.score, ranked.shared, ${articles.columns}
    FROM ranked JOIN article a ON a.id = ranked.article_id
    WHERE ranked.rank <= ${first} ORDER BY ranked.n, ranked.rank`,
  );
  const byParent = groupBy(rows, ([n]) => n as number);
  return parents.map((_, n) =>
    (byParent.get(n + 1) ?? []).map((row) => ({
      score: row[1] as number,
      sharedEntityIds: row[2] as string[],
      article: articles.from(row, 3),
    })),
  );
}

export function relatedArticles(
  db: DataSource,
  viewer: Viewer,
  first: number,
  fields: Fields,
): DataLoader<string, Related[]> {
  return new DataLoader((ids) => readRelated(db, viewer, ids, first, fields));
}
