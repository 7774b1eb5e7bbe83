import type { FastifyBaseLogger } from 'fastify';
import type { DataSource } from 'typeorm';
import type { Changes } from '../database/changes';
import { foldTallies } from './entity-tally';

/** Milliseconds from a change to its being tallied: changes come in bursts, and one fold serves a burst. */
const GATHERED = 500;

const TABLES: ReadonlySet<string | null> = new Set([null, 'article', 'article_entity']);

/** Keeps the tallies up to date while the server runs. Every server does: whichever comes first, folds. */
export function keepTallies(
  db: DataSource,
  changes: Changes,
  log: Pick<FastifyBaseLogger, 'warn'>,
): { close(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined;
  let folding = Promise.resolve();
  const fold = (): void => {
    timer = undefined;
    folding = foldUnhurried(db).catch((error: unknown) => {
      log.warn({ err: error }, 'mentions could not be tallied; the next change tries again');
    });
  };
  const stop = changes.onChange((table) => {
    if (TABLES.has(table)) timer ??= setTimeout(fold, GATHERED);
  });
  return {
    close: () => {
      stop();
      clearTimeout(timer);
      return folding;
    },
  };
}

/** After a large import there is much to add up: readers' time limit is not for this. */
function foldUnhurried(db: DataSource): Promise<void> {
  return db.transaction(async (manager) => {
    await manager.query('SET LOCAL statement_timeout = 0');
    await foldTallies(manager);
  });
}
