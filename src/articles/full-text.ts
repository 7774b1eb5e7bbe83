import sql, { raw, type Sql } from 'sql-template-tag';

/**
 * The full-text query that a web-search text stands for: words, "quoted phrase", or, -not. As a subquery
 * it is read once, and not for every row.
 */
export function textQuery(text: string): Sql {
  return sql`(SELECT websearch_to_tsquery('dateline', ${text}))`;
}

/** Whether an article holds what a web-search text asks for. */
export function matchesText(alias: string, text: string): Sql {
  return sql`${raw(alias)}.search @@ ${textQuery(text)}`;
}
