import type { DataSource, EntityManager } from 'typeorm';

/** How much a database holds. */
export interface Holdings {
  articles: number;
  /** Those that articles, events, offices or presences name; every ISO country is there besides. */
  entities: number;
  events: number;
}

/** Counts them, however long that takes: the limits of readers' statements are not for it. */
export function holdingsOf(db: DataSource): Promise<Holdings> {
  return db.transaction(async (manager) => {
    await manager.query('SET LOCAL statement_timeout = 0');
    return countedBy(manager);
  });
}

async function countedBy(manager: EntityManager): Promise<Holdings> {
  const [row] = await manager.query<[Holdings]>(`
    SELECT (SELECT count(*)::int FROM article) AS articles,
           (SELECT count(*)::int FROM event) AS events,
           (SELECT count(*)::int FROM (
              SELECT entity_id FROM article_entity UNION SELECT entity_id FROM participant
              UNION SELECT place_id FROM event WHERE place_id IS NOT NULL
              UNION SELECT holder_id FROM office UNION SELECT of_id FROM office
              UNION SELECT base_id FROM base_presence UNION SELECT operator_id FROM base_presence
            ) AS named) AS entities`);
  return row;
}
