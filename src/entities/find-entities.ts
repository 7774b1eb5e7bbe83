import type { EntityManager } from 'typeorm';
import type { EntityKind } from './entity-kinds';

/** What a slug stands for. */
export interface Found {
  uuid: string;
  kind: EntityKind;
}

/**
 * What slugs stand for, those of merged entities too. They are held until the transaction ends: nobody
 * merges them meanwhile.
 */
export async function entitiesOfSlugs(
  manager: EntityManager,
  slugs: readonly string[],
): Promise<Map<string, Found>> {
  const rows = await manager.query<(Found & { slug: string })[]>(
    `SELECT asked.slug, e.id AS uuid, e.kind FROM unnest($1::text[]) AS asked (slug)
     LEFT JOIN entity own ON own.slug = asked.slug
     LEFT JOIN entity_redirect moved ON moved.from_slug = asked.slug
     JOIN entity e ON e.id = coalesce(own.id, moved.into_id)
     ORDER BY e.id FOR KEY SHARE OF e`,
    [[...new Set(slugs)]],
  );
  return new Map(rows.map(({ slug, ...found }) => [slug, found]));
}
