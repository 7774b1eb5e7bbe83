import type { EntityManager } from 'typeorm';
import { Gazetteer } from '../linking/gazetteer';
import type { MentionKind, Name } from '../linking/names';

/** What an entity is, as far as it matters to how its names are read. */
const BEING = `CASE e.kind WHEN 'PERSON' THEN 'PERSON' WHEN 'COUNTRY' THEN 'PLACE'
  WHEN 'PLACE' THEN 'PLACE' ELSE 'OTHER' END`;

/**
 * Every name by which an entity is known in a text: what the gazetteer is made from. Left out are the
 * names that are none (a base's description), and native names in Latin letters but the English ones:
 * "Island" is Iceland in Icelandic alone.
 *
 * @param entityId the names of this one alone
 */
export async function knownNames(manager: EntityManager, entityId?: string): Promise<Name[]> {
  return manager.query<Name[]>(
    `SELECT e.id AS "entityId", e.name AS text, 'NAME' AS kind, ${BEING} AS being
     FROM entity e WHERE e.named IS NOT FALSE AND ($1::uuid IS NULL OR e.id = $1)
     UNION ALL
     SELECT e.id, a.text, CASE a.kind WHEN 'DEMONYM' THEN 'DEMONYM' ELSE 'ALIAS' END, ${BEING}
     FROM alias a JOIN entity e ON e.id = a.entity_id
     WHERE (a.kind <> 'NATIVE_NAME' OR a.language = 'en' OR a.text !~ '[A-Za-z]')
       AND ($1::uuid IS NULL OR e.id = $1)`,
    [entityId ?? null],
  );
}

/** By what words name an entity; null where they are none of its names. */
export async function nameKind(
  manager: EntityManager,
  entityId: string,
  words: string,
): Promise<MentionKind | null> {
  return new Gazetteer(await knownNames(manager, entityId)).kindOf(words);
}
