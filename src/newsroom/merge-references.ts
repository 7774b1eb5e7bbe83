import type { EntityManager } from 'typeorm';
import type { Merge } from '../articles/merge-mentions';
import type { MergeReport } from './entity.payloads';

type Moved = Omit<MergeReport, 'mentions' | 'articles' | 'aliases'>;

/** Has all that refers to one entity, besides mentions and names, refer to another. */
export async function moveReferences(manager: EntityManager, merge: Merge): Promise<Moved> {
  const run = async (statement: string): Promise<number> => {
    const [, count] = await manager.query<[unknown, number]>(statement, [merge.from, merge.into]);
    return count;
  };
  const move = (table: string, column: string): Promise<number> =>
    run(`UPDATE ${table} SET ${column} = $2 WHERE ${column} = $1`);
  // Held, so that nobody writes participants meanwhile who has read them as they were.
  await manager.query(
    `SELECT id FROM event WHERE id IN (SELECT event_id FROM event_entity WHERE entity_id = $1)
     ORDER BY id FOR UPDATE`,
    [merge.from],
  );
  // Where the other takes the same part already, one is enough.
  const doubles = await run(
    `DELETE FROM participant mine USING participant other WHERE mine.entity_id = $1
       AND (other.event_id, other.role, other.entity_id) = (mine.event_id, mine.role, $2)`,
  );
  return {
    participants: doubles + (await move('participant', 'entity_id')),
    places: await move('event', 'place_id'),
    offices: (await move('office', 'holder_id')) + (await move('office', 'of_id')),
    presences:
      (await move('base_presence', 'base_id')) + (await move('base_presence', 'operator_id')),
    entities: (await move('entity', 'country_id')) + (await move('entity', 'capital_id')),
  };
}
