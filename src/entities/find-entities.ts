import type { EntityManager } from 'typeorm';
import type { EntityKind } from './entity-kinds';

/** What a slug or an id stands for. */
export interface Found {
  uuid: string;
  kind: EntityKind;
}

/**
 * What slugs stand for, those of merged entities too. They are held until the transaction ends: nobody
 * merges them meanwhile.
 */
export function entitiesOfSlugs(
  manager: EntityManager,
  slugs: readonly string[],
): Promise<Map<string, Found>> {
  return holdEntities(manager, 'slug', slugs);
}

/** The same for ids: each with the entity that has it, or that the one that had it was merged into. */
export function entitiesOfIds(
  manager: EntityManager,
  ids: readonly string[],
): Promise<Map<string, Found>> {
  return holdEntities(manager, 'id', ids);
}

/** What was merged while a statement waited for it is found where it is now by asking again. */
const MOST_ASKED = 3;

async function holdEntities(
  manager: EntityManager,
  column: 'id' | 'slug',
  keys: readonly string[],
): Promise<Map<string, Found>> {
  const found = new Map<string, Found>();
  let missing = [...new Set(keys)];
  for (let asked = 0; asked < MOST_ASKED && missing.length > 0; asked++) {
    const rows = await manager.query<(Found & { key: string })[]>(STATEMENTS[column], [missing]);
    for (const { key, ...entity } of rows) found.set(key, entity);
    missing = missing.filter((key) => !found.has(key));
  }
  return found;
}

const statement = (column: 'id' | 'slug', type: string): string =>
  `SELECT asked.key, e.id AS uuid, e.kind FROM unnest($1::${type}[]) AS asked (key)
   LEFT JOIN entity own ON own.${column} = asked.key
   LEFT JOIN entity_redirect moved ON moved.from_${column} = asked.key
   JOIN entity e ON e.id = coalesce(own.id, moved.into_id)
   ORDER BY e.id FOR KEY SHARE OF e`;

const STATEMENTS = { id: statement('id', 'uuid'), slug: statement('slug', 'text') };
