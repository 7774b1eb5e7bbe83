import type { EntityManager } from 'typeorm';
import type { Gazetteer } from '../linking/gazetteer';
import { salienceOf } from './salience';

/** Two entities, by id, of which one becomes part of the other. */
export interface Merge {
  from: string;
  into: string;
}

/** What moved, and the articles whose sums are to be written anew. */
export interface MovedMentions {
  mentions: number;
  articleIds: string[];
}

/**
 * Gives one entity's mentions to another, and what editors said of them. The articles are held until the
 * transaction ends. `sumMentions` is to follow when the names have moved as well.
 */
export async function moveMentions(
  manager: EntityManager,
  { from, into }: Merge,
): Promise<MovedMentions> {
  const articles = await manager.query<{ id: string }[]>(
    `SELECT id FROM article WHERE id IN (
       SELECT article_id FROM mention WHERE entity_id = $1
       UNION SELECT article_id FROM mention_ruling WHERE entity_id = $1) ORDER BY id FOR UPDATE`,
    [from],
  );
  await manager.query(`UPDATE mention_ruling SET entity_id = $2, ${KIND} WHERE entity_id = $1`, [
    from,
    into,
  ]);
  const [, mentions] = await manager.query<[unknown, number]>(
    `UPDATE mention SET entity_id = $2, ${KIND} WHERE entity_id = $1`,
    [from, into],
  );
  await manager.query('DELETE FROM article_entity WHERE entity_id = $1', [from]);
  return { mentions, articleIds: articles.map(({ id }) => id) };
}

/** The name of the one is another name of the other, unless both have the same. */
const KIND = `kind = CASE
  WHEN kind IN ('NAME', 'ALIAS') THEN (
    CASE WHEN dateline_fold(text) = (SELECT dateline_fold(name) FROM entity WHERE id = $2)
    THEN 'NAME' ELSE 'ALIAS' END)::mention_kind
  ELSE kind END`;

interface Summed {
  articleId: string;
  headline: string;
  mentionCount: number;
  firstBlock: number;
  blockCount: number;
}

/**
 * Writes what the mentions of one entity add up to in articles.
 *
 * @param gazetteer what finds the names that are known now
 */
export async function sumMentions(
  manager: EntityManager,
  entityId: string,
  articleIds: readonly string[],
  gazetteer: Gazetteer,
): Promise<void> {
  const sums = await manager.query<Summed[]>(
    `SELECT a.id AS "articleId", a.headline, count(*)::int AS "mentionCount",
       min(b.index) AS "firstBlock",
       (SELECT count(*)::int FROM block every WHERE every.article_id = a.id) AS "blockCount"
     FROM article a JOIN mention m ON m.article_id = a.id AND m.entity_id = $1
     JOIN block b ON b.id = m.block_id
     WHERE a.id = ANY($2) GROUP BY a.id`,
    [entityId, articleIds],
  );
  const inHeadline = (headline: string): boolean =>
    gazetteer.find(headline).some((span) => span.entityId === entityId);
  const salience = sums.map((sum) => salienceOf({ ...sum, inHeadline: inHeadline(sum.headline) }));
  const counts = sums.map(({ mentionCount }) => mentionCount);
  await manager.query(
    `INSERT INTO article_entity (article_id, entity_id, mention_count, salience)
     SELECT article_id, $1, mention_count, salience
     FROM unnest($2::uuid[], $3::int[], $4::real[]) AS sum (article_id, mention_count, salience)
     ON CONFLICT (article_id, entity_id) DO UPDATE
     SET mention_count = EXCLUDED.mention_count, salience = EXCLUDED.salience`,
    [entityId, sums.map(({ articleId }) => articleId), counts, salience],
  );
}
