import DataLoader from 'dataloader';
import sql from 'sql-template-tag';
import type { DataSource } from 'typeorm';
import { allOf, readRows } from '../database/read';
import { ofKinds } from '../entities/entity-conditions';
import type { EntityKind } from '../entities/entity-kinds';
import { byArguments, groupBy, oneByKey } from '../graphql/loaders';
import type { Viewer } from '../graphql/viewer';
import { readable } from './readable';

/** An entity that is mentioned together with another, before it is loaded. */
export interface CoMentioned {
  entityId: string;
  articleCount: number;
}

export interface EntityMentionLoaders {
  mentionCountOf: DataLoader<string, { entityId: string; mentions: number } | null>;
  coMentionedWith: (args: CoMentionedArguments) => DataLoader<string, CoMentioned[]>;
}

interface CoMentionedArguments {
  kinds: readonly EntityKind[] | null;
  first: number;
}

async function coMentioned(
  db: DataSource,
  viewer: Viewer,
  parents: readonly string[],
  { kinds, first }: CoMentionedArguments,
): Promise<CoMentioned[][]> {
  const found = await readRows<CoMentioned & { parent: string }>(
    db,
    sql`SELECT parent.id AS parent, other.*
      FROM unnest(${parents}::uuid[]) AS parent (id)
      CROSS JOIN LATERAL (
        SELECT e.id AS "entityId", count(*)::int AS "articleCount"
        FROM article_entity mine
        JOIN article a ON a.id = mine.article_id
        JOIN article_entity link ON link.article_id = a.id
        JOIN entity e ON e.id = link.entity_id
        WHERE mine.entity_id = parent.id AND e.id <> parent.id
          AND ${allOf([readable(viewer, 'a'), kinds ? ofKinds('e', kinds) : undefined])}
        GROUP BY e.id ORDER BY count(*) DESC, e.id LIMIT ${first}) AS other`,
  );
  const byParent = groupBy(found, (row) => row.parent);
  return parents.map((parent) => byParent.get(parent) ?? []);
}

/** What the articles that the viewer may read say of entities. */
export function entityMentionLoaders(db: DataSource, viewer: Viewer): EntityMentionLoaders {
  return {
    mentionCountOf: oneByKey(
      (ids) =>
        readRows(
          db,
          sql`SELECT link.entity_id AS "entityId", sum(link.mention_count)::int AS mentions
            FROM article_entity link JOIN article a ON a.id = link.article_id
            WHERE link.entity_id = ANY(${ids}) AND ${readable(viewer, 'a')}
            GROUP BY link.entity_id`,
        ),
      (row) => row.entityId,
    ),
    coMentionedWith: byArguments(
      (args: CoMentionedArguments) => new DataLoader((ids) => coMentioned(db, viewer, ids, args)),
    ),
  };
}
