import sql, { raw, type Sql } from 'sql-template-tag';
import type { DataSource } from 'typeorm';
import { readRows } from '../database/read';

/**
 * The full-text query that a web-search text stands for: words, "quoted phrase", or, -not. As a subquery
 * it is read once, and not for every row.
 */
export function textQuery(text: string): Sql {
  return sql`(SELECT websearch_to_tsquery('dateline', ${text}))`;
}

/** What so many articles match is common: the newest of them are soon met without looking the others up. */
const COMMON = 5000;

/** Whether more articles match a text than are worth looking up for a list of them. */
export async function isCommon(db: DataSource, text: string): Promise<boolean> {
  const [row] = await readRows(
    db,
    sql`SELECT count(*) > ${raw(String(COMMON))} FROM (
      SELECT FROM article WHERE search @@ ${textQuery(text)} ${raw(`LIMIT ${COMMON + 1}`)}) AS hit`,
  );
  return row?.[0] === true;
}

/**
 * Whether `article a` matches a text. The planner overrates what is rare, so that is looked up beforehand;
 * what is common it knows well, if it is shown the query itself.
 */
export function matchesText(text: string, common: boolean): Sql {
  if (common) return sql`a.search @@ websearch_to_tsquery('dateline', ${text})`;
  return sql`a.id = ANY (ARRAY(SELECT hit.id FROM article hit WHERE hit.search @@ ${textQuery(text)}))`;
}
