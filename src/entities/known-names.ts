import type { EntityManager } from 'typeorm';
import type { Name } from '../linking/names';

/**
 * Every name by which an entity is known in a text: what the gazetteer is made from. Left out are the
 * names that are none (a base's description), and native names in Latin letters: "Island" is Iceland in
 * Icelandic alone.
 */
export async function knownNames(manager: EntityManager): Promise<Name[]> {
  return manager.query<Name[]>(`
    SELECT id AS "entityId", name AS text, 'NAME' AS kind FROM entity WHERE named IS NOT FALSE
    UNION ALL
    SELECT entity_id, text, CASE kind WHEN 'DEMONYM' THEN 'DEMONYM' ELSE 'ALIAS' END FROM alias
    WHERE kind <> 'NATIVE_NAME' OR text !~ '[A-Za-z]'`);
}
