import sql, { raw, type Sql } from 'sql-template-tag';
import type { DataSource } from 'typeorm';
import { readRows } from '../database/read';
import { project } from '../database/rows';
import { decodeCursor } from '../graphql/cursor';
import type { Viewer } from '../graphql/viewer';
import { Change, type ChangeType } from './change';
import { audienceOf, feedOrder } from './change.queries';

/** Changes that are read at once for whoever follows the feed. */
export const PAGE = 100;

/**
 * The position that a cursor stands for.
 *
 * @throws BAD_USER_INPUT when it is no cursor of the viewer's feed
 */
export function placeOf(viewer: Viewer, cursor: string): string {
  const { name } = feedOrder(audienceOf(viewer));
  return String(decodeCursor('after', cursor, name, ['bigint'])[0]);
}

/** The last position of the viewer's feed; 0 where there is none. */
export async function endOfFeed(db: DataSource, viewer: Viewer): Promise<string> {
  const statement = sql`SELECT coalesce(max(c.position), 0) FROM change c
    WHERE c.audience = ${audienceOf(viewer)}`;
  const [row] = await readRows(db, statement);
  return String(row?.[0]);
}

/** The changes behind a position, those that are not wanted as well: reading goes on behind them. */
export async function pageOfFeed(
  db: DataSource,
  viewer: Viewer,
  { type, matches, after }: { type: ChangeType; matches: Sql; after: string },
): Promise<{ change: Change; isWanted: boolean }[]> {
  const changes = project(db, Change, 'c', 'all');
  const rows = await readRows(
    db,
    sql`SELECT ${changes.columns}, ${matches} FROM change c
      WHERE c.audience = ${audienceOf(viewer)} AND c.type = ${type} AND c.position > ${after}::bigint
      ORDER BY c.position LIMIT ${raw(String(PAGE))}`,
  );
  return rows.map((row) => ({
    change: changes.from(row),
    isWanted: row[changes.width] as boolean,
  }));
}
