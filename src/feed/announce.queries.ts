import sql, { raw, type Sql } from 'sql-template-tag';
import { readable } from '../articles/readable';
import { attested } from '../claims/attested';
import { hasRole, type Viewer } from '../graphql/viewer';
import type { Audience } from './change';

const READER: Viewer = { role: 'READER' };
const EDITOR: Viewer = { role: 'EDITOR' };

/** The most transactions’ changes that are announced in one transaction. */
export const AT_ONCE = 10_000;

/** Whether there is anything to announce. */
export const isAnythingDue = sql`
  SELECT EXISTS (SELECT FROM pending_change) OR EXISTS (
    SELECT FROM article a, feed_clock
    WHERE a.visible_from > feed_clock.announced_until AND ${readable(READER, 'a')}) AS due`;

/** What an audience was told last of a subject. */
function lastTold(audience: Audience, subjectId: Sql): Sql {
  return sql`SELECT c.action IN ('CREATED', 'UPDATED') AS is_there, c.slug FROM change c
    WHERE c.audience = ${raw(`'${audience}'`)} AND c.subject_id = ${subjectId}
    ORDER BY c.position DESC LIMIT 1`;
}

/**
 * Notes, like a change, each article whose hour has come since this ran last, unless readers know of it
 * already or are about to: because it was written after its hour, as one is that is published at once.
 */
export const noteHours = sql`
  WITH clock AS (SELECT announced_until FROM feed_clock),
  looked AS (UPDATE feed_clock SET announced_until = now())
  INSERT INTO pending_change
    (xid, at, type, subject_id, slug, present, visible_from, moved_from, edited)
  SELECT pg_current_xact_id()::text::bigint, a.visible_from, 'ARTICLE', a.id, a.slug, TRUE,
    a.visible_from, a.visible_from, TRUE
  FROM article a, clock
  WHERE a.visible_from > clock.announced_until AND ${readable(READER, 'a')}
    AND NOT EXISTS (SELECT FROM pending_change p WHERE p.subject_id = a.id AND p.type = 'ARTICLE')
    AND NOT coalesce((SELECT is_there FROM (${lastTold('READER', sql`a.id`)}) AS last), FALSE)
  ORDER BY a.visible_from, a.id`;

/**
 * What an audience may know of each change: whether its subject is there for them after it, and whether
 * what changed is anything that they see. Articles and entities are as the transaction left them; events,
 * which stand on other rows, as they are now.
 */
function judged(viewer: Viewer, audience: Audience): Sql {
  const seesAll = hasRole(viewer, 'EDITOR');
  // Null for what readers are never to see.
  const known = sql`coalesce(${readable(viewer, 'n')}, FALSE)`;
  return sql`
    SELECT ${raw(`'${audience}'`)}::change_audience AS audience, n.*, told.slug AS told_slug,
      coalesce(told.is_there, FALSE) AS was_there,
      n.present AND CASE n.type
        WHEN 'ARTICLE' THEN ${known}
        WHEN 'ENTITY' THEN TRUE
        ELSE ${attested(viewer, sql`n.subject_id`)}
          -- Gone since: nobody knows any more what attested it then.
          OR NOT EXISTS (SELECT FROM event v WHERE v.id = n.subject_id)
            AND ${seesAll ? sql`TRUE` : sql`coalesce(told.is_there, FALSE)`}
      END AS is_there,
      ${seesAll ? sql`n.edited` : known} AS concerns
    FROM noted n LEFT JOIN LATERAL (${lastTold(audience, sql`n.subject_id`)}) AS told ON TRUE`;
}

/**
 * Takes changes that were noted, the oldest first, and tells each audience what they mean to it. An event
 * shares in an article’s coming and going, for its citations come and go with the article.
 */
export const tellChanges = sql`
  WITH taken AS (
    DELETE FROM pending_change WHERE id IN (
      SELECT id FROM pending_change ORDER BY id LIMIT ${raw(String(AT_ONCE))})
    RETURNING *
  ), noted AS (
    SELECT min(id) AS id, min(at) AS at, type, subject_id, min(slug) AS slug,
      bool_and(present) AS present, min(visible_from) AS visible_from, bool_or(edited) AS edited
    FROM (
      SELECT id, xid, at, type, subject_id, slug, present, visible_from, edited FROM taken
      UNION ALL
      SELECT t.id, t.xid, t.at, 'EVENT', v.id, NULL, TRUE, t.moved_from, FALSE
      FROM taken t JOIN citation c ON c.article_id = t.subject_id JOIN event v ON v.id = c.claim_id
      WHERE t.type = 'ARTICLE' AND t.moved_from IS NOT NULL
    ) AS each
    GROUP BY xid, type, subject_id
  ), judged AS (
    ${judged(EDITOR, 'EDITOR')} UNION ALL ${judged(READER, 'READER')}
  ), compared AS (
    SELECT *, lag(is_there, 1, was_there) OVER before AS was, lag(slug, 1, told_slug) OVER before AS was_slug
    FROM judged WINDOW before AS (PARTITION BY audience, type, subject_id ORDER BY id)
  ), decided AS (
    SELECT *, CASE
      WHEN is_there AND NOT was THEN 'CREATED'
      WHEN is_there AND concerns THEN 'UPDATED'
      WHEN is_there OR NOT was THEN NULL
      WHEN present THEN 'WITHHELD'
      WHEN EXISTS (SELECT FROM entity_redirect r WHERE r.from_id = subject_id) THEN 'MERGED'
      ELSE 'DELETED'
    END::change_action AS action
    FROM compared
  ), so_far AS MATERIALIZED (
    SELECT audience, coalesce(
      (SELECT max(c.position) FROM change c WHERE c.audience = each.audience), 0) AS position
    FROM unnest(enum_range(NULL::change_audience)) AS each (audience)
  ), told AS (
    INSERT INTO change (audience, position, at, type, subject_id, slug, action)
    SELECT audience,
      so_far.position + row_number() OVER (PARTITION BY audience ORDER BY id, type, subject_id),
      at, type, subject_id, CASE WHEN is_there THEN slug ELSE was_slug END, action
    FROM decided JOIN so_far USING (audience) WHERE action IS NOT NULL
  )
  SELECT count(*)::int AS taken FROM taken`;
