import sql, { raw, type Sql } from 'sql-template-tag';
import { readable } from '../articles/readable';
import { hasRole, type Viewer } from '../graphql/viewer';

/**
 * Which citations a viewer may see, of articles that they may read: where the article says so no more,
 * readers see only what it once told them.
 *
 * @param citation an alias of `citation`
 */
export function shownTo(viewer: Viewer, citation: string): Sql {
  return hasRole(viewer, 'EDITOR') ? sql`TRUE` : sql`${raw(citation)}.shown`;
}

/** The citations that bear a claim out for this viewer: in articles that they may read, in support. */
function support(viewer: Viewer, claimId: Sql): Sql {
  return sql`FROM citation support JOIN article cited ON cited.id = support.article_id
    WHERE support.claim_id = ${claimId} AND support.stance = 'SUPPORTS'
      AND ${readable(viewer, 'cited')} AND ${shownTo(viewer, 'support')}`;
}

/** A claim is there for those who may read a report that supports it, and for nobody else. */
export function attested(viewer: Viewer, claimId: Sql): Sql {
  return sql`EXISTS (SELECT 1 ${support(viewer, claimId)})`;
}

/**
 * A term (of office, of presence) holds on a day only where reports attest it: between the start and
 * the end that they give, or, where they give none, between the first and the last report of it.
 * An uncertain start counts from its last possible day, an uncertain end up to its first.
 *
 * @param alias the alias of a table with `start_…` and `end_…` date columns, whose id is a claim's
 */
export function attestedOn(viewer: Viewer, alias: string, day: string): Sql {
  const term = raw(alias);
  const start = sql`nullif(${term}.start_until, 'infinity')`;
  const end = sql`nullif(${term}.end_from, '-infinity')`;
  return sql`EXISTS (
    SELECT 1 FROM (
      SELECT min((cited.published_at AT TIME ZONE 'UTC')::date) AS first,
             max((cited.published_at AT TIME ZONE 'UTC')::date) AS last
      ${support(viewer, sql`${term}.id`)}
    ) AS report
    WHERE ${day}::date BETWEEN coalesce(${start}, least(report.first, ${end}))
                           AND coalesce(${end}, greatest(report.last, ${start})))`;
}
