import type { EntityManager } from 'typeorm';
import { Gazetteer } from '../linking/gazetteer';
import type { MentionKind, Name } from '../linking/names';

/**
 * Every name by which an entity is known in a text: what the gazetteer is made from. Left out are the
 * names that are none (a base's description), and native names in Latin letters: "Island" is Iceland in
 * Icelandic alone.
 *
 * @param entityId the names of this one alone
 */
export async function knownNames(manager: EntityManager, entityId?: string): Promise<Name[]> {
  return manager.query<Name[]>(
    `SELECT id AS "entityId", name AS text, 'NAME' AS kind FROM entity
     WHERE named IS NOT FALSE AND ($1::uuid IS NULL OR id = $1)
     UNION ALL
     SELECT entity_id, text, CASE kind WHEN 'DEMONYM' THEN 'DEMONYM' ELSE 'ALIAS' END FROM alias
     WHERE (kind <> 'NATIVE_NAME' OR text !~ '[A-Za-z]') AND ($1::uuid IS NULL OR entity_id = $1)`,
    [entityId ?? null],
  );
}

/** By what words name an entity; null where they are none of its names. */
export async function nameKind(
  manager: EntityManager,
  entityId: string,
  words: string,
): Promise<MentionKind | null> {
  const [span] = new Gazetteer(await knownNames(manager, entityId)).find(words);
  return span?.text === words ? span.kind : null;
}
