import type { Sql } from 'sql-template-tag';
import type { DataSource } from 'typeorm';
import type { Changes } from '../database/changes';
import { isTemporary } from '../graphql/errors';
import type { Viewer } from '../graphql/viewer';
import type { Change, ChangeType } from './change';
import { endOfFeed, PAGE, pageOfFeed, placeOf } from './feed-page.queries';

/** Milliseconds to wait where the database can't answer. */
const RETRY = 1000;

export interface Follower {
  db: DataSource;
  viewer: Viewer;
  changes: Changes;
}

/** Which changes are followed, from where on. */
export interface Followed {
  type: ChangeType;
  /** What must hold of `change c`. */
  matches: Sql;
  after: string | null | undefined;
}

/**
 * The viewer's feed as it grows, from a cursor or from now on. It is read page by page, only as fast as it
 * is taken; what nobody takes stays in the database.
 *
 * @throws BAD_USER_INPUT for a cursor that is none of the viewer's feed
 */
export async function follow(
  follower: Follower,
  followed: Followed,
): Promise<AsyncIterableIterator<Change>> {
  const bell = new Bell(follower.changes);
  try {
    const { db, viewer } = follower;
    const from =
      followed.after == null ? await endOfFeed(db, viewer) : placeOf(viewer, followed.after);
    return stoppable(grow(follower, followed, from, bell), bell);
  } catch (error) {
    bell.close();
    throw error;
  }
}

async function* grow(
  { db, viewer }: Follower,
  { type, matches }: Followed,
  from: string,
  bell: Bell,
): AsyncGenerator<Change, void, void> {
  let place = from;
  while (!bell.isClosed) {
    bell.reset();
    try {
      const page = await pageOfFeed(db, viewer, { type, matches, after: place });
      for (const { change, isWanted } of page) {
        place = change.position;
        if (isWanted) yield change;
      }
      if (page.length < PAGE) await bell.rung();
    } catch (error) {
      // Every request is told so; whoever follows waits.
      if (!isTemporary(error)) throw error;
      await bell.rung(RETRY);
    }
  }
}

/** A generator that waits would not hear that it is to stop: the bell wakes it. */
function stoppable<T>(
  generator: AsyncGenerator<T, void, void>,
  bell: Bell,
): AsyncIterableIterator<T> {
  return {
    next: () => generator.next(),
    return: () => {
      bell.close();
      return generator.return();
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** Rings when the feed has grown, or may have. */
class Bell {
  isClosed = false;
  private hasRung = false;
  private wake = (): void => undefined;
  private readonly stop: () => void;

  constructor(changes: Changes) {
    this.stop = changes.onChange((table) => {
      if (table === null || table === 'change') this.ring();
    });
  }

  reset(): void {
    this.hasRung = false;
  }

  /** Waits until it rings, or has since the reset; or for so many milliseconds. */
  async rung(patience?: number): Promise<void> {
    if (this.hasRung || this.isClosed) return;
    await new Promise<void>((resolve) => {
      const timer = patience === undefined ? undefined : setTimeout(resolve, patience);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  close(): void {
    this.isClosed = true;
    this.stop();
    this.ring();
  }

  private ring(): void {
    this.hasRung = true;
    this.wake();
  }
}
