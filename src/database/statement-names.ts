import { LRUCache } from 'lru-cache';

/** The most statements that get a name: each connection keeps the plan of each, some 50 kB. */
const MOST_NAMED = 300;

const named = new Map<string, string>();
const seenOnce = new LRUCache<string, true>({ max: MOST_NAMED });

/**
 * The name under which PostgreSQL keeps a statement prepared: parsed once a connection, planned once if
 * its plan does not depend on the values. A statement gets one when it comes a second time, so that
 * those made up for one query do not push out those that every page runs.
 */
export function statementName(text: string): string | undefined {
  const name = named.get(text);
  if (name !== undefined) return name;
  if (named.size >= MOST_NAMED) return undefined;
  if (!seenOnce.delete(text)) {
    seenOnce.set(text, true);
    return undefined;
  }
  const fresh = `dateline_${named.size}`;
  named.set(text, fresh);
  return fresh;
}
