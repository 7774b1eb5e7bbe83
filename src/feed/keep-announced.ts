import type { FastifyBaseLogger } from 'fastify';
import type { DataSource } from 'typeorm';
import type { Changes } from '../database/changes';
import { OneAtATime } from '../database/one-at-a-time';
import { announce } from './announce';

/** Milliseconds from a failure to the next attempt. */
const RETRY = 1000;

/** What is noted when it changes; and null, when anything may have. When an hour comes, it is told as `article`. */
const TABLES: ReadonlySet<string | null> = new Set([
  ...[null, 'article', 'block', 'mention', 'article_entity', 'article_correction'],
  ...['entity', 'alias', 'event', 'participant', 'citation'],
]);

/** Announces what changes while the server runs, at once. Every server does: whichever comes first, announces. */
export function keepAnnounced(
  db: DataSource,
  changes: Changes,
  log: Pick<FastifyBaseLogger, 'warn'>,
): { close(): Promise<void> } {
  let isClosed = false;
  let retry: NodeJS.Timeout | undefined;
  const runs = new OneAtATime(async () => {
    clearTimeout(retry);
    try {
      await announce(db);
    } catch (error) {
      log.warn({ err: error }, 'changes could not be announced; it will be tried again');
      if (!isClosed) retry = setTimeout(() => void runs.run(), RETRY);
    }
  });
  const stop = changes.onChange((table) => {
    if (TABLES.has(table)) void runs.run();
  });
  return {
    close: async () => {
      isClosed = true;
      stop();
      await runs.idle();
      clearTimeout(retry);
    },
  };
}
