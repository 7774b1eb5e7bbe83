import DataLoader from 'dataloader';
import sql, { raw, type Sql } from 'sql-template-tag';
import type { DataSource } from 'typeorm';
import { readRows } from '../database/read';
import { ofKinds } from '../entities/entity-conditions';
import type { EntityKind } from '../entities/entity-kinds';
import { eachOf } from '../graphql/list';
import { groupBy } from '../graphql/loaders';
import { hasRole, type Viewer } from '../graphql/viewer';
import { readable } from './readable';

/** An entity that is mentioned together with another, before it is loaded. */
export interface CoMentioned {
  entityId: string;
  articleCount: number;
}

/** So many of the newest articles tell what an entity is mentioned with; the most common ones have many thousands. */
const ARTICLES_COUNTED = 1000;

async function readCoMentioned(
  db: DataSource,
  viewer: Viewer,
  parents: readonly string[],
  kinds: readonly EntityKind[] | null,
  first: number,
): Promise<CoMentioned[][]> {
  const joinKind = kinds
    ? sql`JOIN entity e ON e.id = link.entity_id AND ${ofKinds('e', kinds)}`
    : sql``;
  const rows = await readRows(
    db,
    sql`SELECT parent.n::int, other.* ${eachOf(parents)}
      CROSS JOIN LATERAL (
        SELECT link.entity_id, count(*)::int FROM (
          SELECT mine.article_id FROM article_entity mine
          WHERE mine.entity_id = parent.id AND ${readable(viewer, 'mine')}
          ORDER BY mine.visible_from DESC, mine.article_id DESC LIMIT ${raw(String(ARTICLES_COUNTED))}
        ) AS recent
        JOIN article_entity link ON link.article_id = recent.article_id ${joinKind}
        WHERE link.entity_id <> parent.id
        GROUP BY link.entity_id ORDER BY count(*) DESC, link.entity_id LIMIT ${raw(String(first))}) AS other`,
  );
  const byParent = groupBy(rows, ([n]) => n as number);
  return parents.map((_, n) =>
    (byParent.get(n + 1) ?? []).map(([, entityId, articleCount]) => ({
      entityId: entityId as string,
      articleCount: articleCount as number,
    })),
  );
}

export function coMentionedWith(
  db: DataSource,
  viewer: Viewer,
  kinds: readonly EntityKind[] | null,
  first: number,
): DataLoader<string, CoMentioned[]> {
  return new DataLoader((ids) => readCoMentioned(db, viewer, ids, kinds, first));
}

/** How often entities are mentioned in articles that the viewer may read. */
export function mentionCounts(db: DataSource, viewer: Viewer): DataLoader<string, number> {
  const count = hasRole(viewer, 'EDITOR') ? counted : tallied;
  return new DataLoader(async (ids) => {
    const rows = await readRows(db, sql`SELECT ${count} ${eachOf(ids)} ORDER BY parent.n`);
    return rows.map(([mentions]) => mentions as number);
  });
}

/** What is tallied, and the changes since whose hour has come. */
const tallied: Sql = sql`(
  coalesce((SELECT tally.mentions FROM entity_tally tally WHERE tally.entity_id = parent.id), 0) +
  coalesce((SELECT sum(change.mentions) FROM tally_change change
    WHERE change.entity_id = parent.id AND change.due <= now()), 0))::int`;

/** Editors see what is not tallied as well. */
const counted: Sql = sql`coalesce(
  (SELECT sum(mention_count) FROM article_entity WHERE entity_id = parent.id), 0)::int`;
