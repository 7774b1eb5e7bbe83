import DataLoader from 'dataloader';
import sql from 'sql-template-tag';
import type { DataSource } from 'typeorm';
import { readRows } from '../database/read';
import { rowsOf, type Row } from '../database/rows';
import { byArguments, groupBy } from '../graphql/loaders';
import type { Viewer } from '../graphql/viewer';
import { Article } from './article';
import { readable } from './readable';

/** An article that shares entities with another, before its entities are loaded. */
export interface Related {
  article: Article;
  score: number;
  sharedEntityIds: string[];
}

export interface RelatedLoaders {
  relatedTo: (first: number) => DataLoader<string, Related[]>;
}

/** Only an article's most salient entities relate it to others … */
const ENTITIES_COMPARED = 20;
/** … and of each entity only so many articles are looked at: beyond that it is too common to tell anything. */
const ARTICLES_COMPARED = 200;

/**
 * The score is the Adamic–Adar index: each shared entity adds 1 / ln(number of articles that mention
 * it), so that a rare one relates two articles more than one that everybody mentions.
 */
async function relatedArticles(
  db: DataSource,
  viewer: Viewer,
  parents: readonly string[],
  first: number,
): Promise<Related[][]> {
  const rows = rowsOf(db, Article, 'a');
  const found = await readRows<Row & Related & { parent: string }>(
    db,
    sql`WITH shared AS (
      SELECT parent.id AS parent, other.entity_id, other.article_id,
             1 / ln(1 + count(*) OVER (PARTITION BY parent.id, other.entity_id)) AS rarity
      FROM unnest(${parents}::uuid[]) AS parent (id)
      CROSS JOIN LATERAL (
        SELECT entity_id FROM article_entity WHERE article_id = parent.id
        ORDER BY salience DESC, entity_id DESC LIMIT ${ENTITIES_COMPARED}) AS mine
      CROSS JOIN LATERAL (
        SELECT link.entity_id, link.article_id
        FROM article_entity link JOIN article a ON a.id = link.article_id
        WHERE link.entity_id = mine.entity_id AND link.article_id <> parent.id
          AND ${readable(viewer, 'a')}
        ORDER BY link.article_id DESC LIMIT ${ARTICLES_COMPARED}) AS other
    ), ranked AS (
      SELECT parent, article_id, sum(rarity)::double precision AS score,
             array_agg(entity_id ORDER BY rarity DESC, entity_id) AS "sharedEntityIds",
             row_number() OVER (PARTITION BY parent ORDER BY sum(rarity) DESC, article_id DESC) AS rank
      FROM shared GROUP BY parent, article_id
    )
    SELECT ranked.parent, ranked.score, ranked."sharedEntityIds", ${rows.columns}
    FROM ranked JOIN article a ON a.id = ranked.article_id
    WHERE ranked.rank <= ${first} ORDER BY ranked.parent, ranked.rank`,
  );
  const byParent = groupBy(found, (row) => row.parent);
  return parents.map((parent) =>
    (byParent.get(parent) ?? []).map((row) => ({ ...row, article: rows.from(row) })),
  );
}

export function relatedLoaders(db: DataSource, viewer: Viewer): RelatedLoaders {
  return {
    relatedTo: byArguments(
      (first: number) => new DataLoader((ids) => relatedArticles(db, viewer, ids, first)),
    ),
  };
}
