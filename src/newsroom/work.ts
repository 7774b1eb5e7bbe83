import { setTimeout as sleep } from 'node:timers/promises';
import { QueryFailedError, type DataSource, type EntityManager } from 'typeorm';
import { v7 as uuidV7 } from 'uuid';
import { foldTallies } from '../articles/entity-tally';
import { explained } from '../database/read';
import { announce } from '../feed/announce';
import { conflict } from '../graphql/errors';
import type { IdFamily } from '../graphql/node';
import type { Viewer } from '../graphql/viewer';
import type { Gazetteer } from '../linking/gazetteer';
import { AuditEntry } from './audit-entry';

/** What a mutation needs of the request that it came by. */
interface Desk {
  db: DataSource;
  viewer: Viewer;
  /** Resolves once this server knows of what was committed before the call. */
  settled: () => Promise<void>;
}

/** What a change is made with. */
export interface Work {
  manager: EntityManager;
  viewer: Viewer;
  /** The moment of the change. */
  now: Date;
}

/** What a change did: its result, and what the audit trail says of it. */
export interface Done<T> {
  result: T;
  subject: { family: IdFamily; uuid: string; name: string };
  summary?: string | null | undefined;
  /** Whether it was only to be looked at: all of it is undone again. */
  rehearsal?: boolean;
}

/** What a rehearsal found, on its way out of the transaction that it undoes. */
class Rehearsed<T> extends Error {
  constructor(readonly result: T) {
    super('a rehearsal is undone');
  }
}

/**
 * SQLSTATE: two transactions could not both be, so that one of them was undone and may try again. Not to be
 * serialized; a deadlock; a lock that was waited for in vain; a row that is pointed to, and that another
 * transaction has merged or deleted meanwhile.
 */
const UNDONE = new Set(['40001', '40P01', '55P03', '23503']);
/** SQLSTATE of a value that another row has already. */
const UNIQUE_VIOLATION = '23505';
const MOST_TRIES = 4;
/** Milliseconds before the second try; twice as many before each that follows. */
const FIRST_PAUSE = 20;

/** Milliseconds: a change of a long article takes longer than a reader may. */
const LIMITS = `SET LOCAL statement_timeout = 10000; SET LOCAL lock_timeout = 5000`;

/**
 * Makes one change, in one transaction with its entry in the audit trail. Of a change that fails nothing
 * is left; one that the database undid for another's sake is tried again.
 *
 * @param action the name of the mutation
 * @throws CONFLICT when what it makes is there already, or others are at it again and again
 */
export function change<T>(
  desk: Desk,
  action: string,
  make: (work: Work) => Promise<Done<T>>,
): Promise<T> {
  return tried(desk, () => transact(desk, action, make));
}

/** The same for a change that reads articles for names. What finds them is had before the transaction: it takes a connection of its own. */
export function changeReading<T>(
  desk: Desk & { gazetteer: () => Promise<Gazetteer> },
  action: string,
  make: (work: Work, gazetteer: Gazetteer) => Promise<Done<T>>,
): Promise<T> {
  return tried(desk, async () => {
    const gazetteer = await desk.gazetteer();
    return transact(desk, action, (work) => make(work, gazetteer));
  });
}

async function tried<T>({ db, settled }: Desk, attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      const result = await attempt();
      // Of a failure the server that keeps the feed tells, and tries again.
      await announce(db).catch(() => undefined);
      await settled();
      return result;
    } catch (error) {
      if (error instanceof Rehearsed) return error.result as T;
      const code = sqlState(error);
      if (!UNDONE.has(code)) throw code === UNIQUE_VIOLATION ? TAKEN() : explainedCause(error);
      if (tries === MOST_TRIES) throw conflict('Others are changing the same. Try again.');
      await sleep(FIRST_PAUSE * 2 ** (tries - 1) * (0.5 + Math.random()));
      await settled();
    }
  }
}

const TAKEN = (): Error =>
  conflict('A slug, URL or id that this gives is taken by something that is there already.');

function transact<T>(
  { db, viewer }: Desk,
  action: string,
  make: (work: Work) => Promise<Done<T>>,
): Promise<T> {
  return db.transaction(async (manager) => {
    await manager.query(LIMITS);
    const by = viewer.name ?? 'unnamed';
    // By the clock that decides what readers see: this server's may differ, or jump.
    const [{ now }] = await manager.query<[{ now: Date }]>(
      `SELECT set_config('dateline.by', $1, TRUE), now()`,
      [by],
    );
    const { result, subject, summary, rehearsal } = await make({ manager, viewer, now });
    await foldTallies(manager);
    await manager.insert(AuditEntry, {
      ...{ uuid: uuidV7(), at: now, by, byId: viewer.id ?? null, role: viewer.role, action },
      ...{ subjectFamily: subject.family, subjectUuid: subject.uuid, subjectName: subject.name },
      summary: summary ?? null,
    });
    if (rehearsal === true) throw new Rehearsed(result);
    return result;
  });
}

function sqlState(error: unknown): string {
  return error instanceof QueryFailedError
    ? String((error.driverError as { code?: string }).code)
    : '';
}

/** What the database could not do is said as for a reader; all else is as it is. */
function explainedCause(error: unknown): unknown {
  if (error instanceof QueryFailedError) return explained(error.driverError as Error);
  return error instanceof Error ? explained(error) : error;
}
