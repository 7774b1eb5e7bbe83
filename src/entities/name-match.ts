import sql, { type Sql } from 'sql-template-tag';

/** Below this, a name is not what was meant. */
const LEAST_SCORE = 0.5;

/**
 * The entities that go by a name: `(entity_id, score)`, with a score up to 1 for the best of an entity's
 * names. Case, accents, quotes and dashes do not count. Trigram indexes over `dateline_fold` find what is
 * alike; what ranks it is the share of letters that are right, so that a slip of a letter is forgiven, or
 * how well a part of a longer name fits, which counts a little less.
 */
export function entitiesNamed(name: string): Sql {
  // A name can grow when it is folded, and levenshtein takes no more than 255 characters.
  const wanted = sql`left(dateline_fold(${name}), 255)`;
  const score = (label: Sql): Sql => sql`greatest(
    1 - levenshtein(${wanted}, left(${label}, 255))::real
      / greatest(length(${wanted}), length(left(${label}, 255)), 1),
    similarity(${label}, ${wanted}),
    word_similarity(${wanted}, ${label}) * 0.9)`;
  const like = (label: Sql): Sql => sql`(${label} % ${wanted} OR ${wanted} <% ${label})`;
  const entityName = sql`dateline_fold(named.name)`;
  const aliasText = sql`dateline_fold(alias.text)`;
  return sql`SELECT entity_id, max(score)::real AS score FROM (
      SELECT named.id AS entity_id, ${score(entityName)} AS score
      FROM entity named WHERE ${like(entityName)}
      UNION ALL
      SELECT alias.entity_id, ${score(aliasText)}
      FROM alias WHERE ${like(aliasText)}
    ) AS label GROUP BY entity_id HAVING max(score) >= ${LEAST_SCORE}`;
}
