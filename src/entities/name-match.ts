import sql, { type Sql } from 'sql-template-tag';

/**
 * The entities that go by a name: `(entity_id, score)`, with a score above 0 and up to 1 for the best
 * of an entity's names. Case, accents, quotes and dashes do not count, and a slip of a letter is
 * forgiven. Trigram indexes over `dateline_fold` find them; whole names rank above parts of longer ones.
 */
export function entitiesNamed(name: string): Sql {
  const wanted = sql`dateline_fold(${name})`;
  const score = (label: Sql): Sql =>
    sql`greatest(similarity(${label}, ${wanted}), word_similarity(${wanted}, ${label}) * 0.9::real)`;
  const like = (label: Sql): Sql => sql`(${label} % ${wanted} OR ${wanted} <% ${label})`;
  const entityName = sql`dateline_fold(named.name)`;
  const aliasText = sql`dateline_fold(alias.text)`;
  return sql`SELECT entity_id, max(score)::real AS score FROM (
      SELECT named.id AS entity_id, ${score(entityName)} AS score
      FROM entity named WHERE ${like(entityName)}
      UNION ALL
      SELECT alias.entity_id, ${score(aliasText)}
      FROM alias WHERE ${like(aliasText)}
    ) AS label GROUP BY entity_id`;
}
