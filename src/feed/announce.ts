import type { Sql } from 'sql-template-tag';
import type { DataSource, EntityManager } from 'typeorm';
import { OneAtATime } from '../database/one-at-a-time';
import { AT_ONCE, isAnythingDue, noteHours, tellChanges } from './announce.queries';

/** Any number will do, as long as every server takes the same. */
const ANNOUNCE_LOCK = 0x0da7_fe3d;

const runs = new WeakMap<DataSource, OneAtATime>();

/**
 * Puts into the feed what was committed before the call, and what the clock has brought. Any number of
 * servers may do so at once: each change is announced once.
 *
 * **Why a reader of the feed misses nothing.** Triggers note what a transaction changes; those notes become
 * visible when it commits, in whatever order. Here they are taken and given positions, by one server at a
 * time: the lock is held until positions are committed, so that they become visible in their order, and
 * whoever has read up to a position never finds a lower one later. A serial id that writers take themselves
 * would not do, as a low one may be committed after a high one was read; and an order by transaction ids and
 * snapshots would not outlive a restore from a dump.
 */
export function announce(db: DataSource): Promise<void> {
  const known = runs.get(db) ?? new OneAtATime(() => announceAll(db));
  runs.set(db, known);
  return known.run();
}

async function announceAll(db: DataSource): Promise<void> {
  const { due } = await firstRow<{ due: boolean }>(db, isAnythingDue);
  if (!due) return;
  while ((await db.transaction(announceSome)) === AT_ONCE);
}

/**
 * After waiting for another server, `now()` lies before what that one did. Nothing is lost by it: what is
 * not visible yet by this clock is left to a run after it, for the clock that is kept is the same.
 */
async function announceSome(manager: EntityManager): Promise<number> {
  // After a large import there is much to announce: readers' time limit is not for this.
  await manager.query('SET LOCAL statement_timeout = 0');
  // A statement of its own: what follows has to see what the one before this has committed.
  await manager.query(`SELECT pg_advisory_xact_lock(${ANNOUNCE_LOCK})`);
  await manager.query(noteHours.text, noteHours.values);
  const { taken } = await firstRow<{ taken: number }>(manager, tellChanges);
  return taken;
}

async function firstRow<T>(database: DataSource | EntityManager, query: Sql): Promise<T> {
  const [row] = await database.query<T[]>(query.text, query.values);
  if (!row) throw new Error('a statement that gives one row gave none');
  return row;
}
