// Compares what was acknowledged with what is there.
import { withConnection } from './postgres.mjs';
import { groupBy } from './statistics.mjs';
import { STEPS } from './writer.mjs';

const ARTICLES = `SELECT a.headline, a.revision, a.status::text,
    (SELECT count(*)::int FROM block b WHERE b.article_id = a.id) AS blocks,
    (SELECT array_agg(r.number ORDER BY r.number) FROM article_revision r WHERE r.article_id = a.id) AS revisions,
    (SELECT count(*)::int FROM audit_entry e WHERE e.subject_uuid = a.id) AS audited,
    (SELECT count(*)::int FROM event e WHERE e.title = a.headline) AS events,
    (SELECT count(*)::int FROM audit_entry e JOIN event v ON v.id = e.subject_uuid
     WHERE v.title = a.headline) AS events_audited
  FROM article a WHERE a.headline LIKE 'Written by %'`;

/** What an article is when so many steps have been taken. */
function stateAfter(done) {
  if (done === 0) return null;
  const { revision, status } = STEPS[done - 1];
  const events = done >= 4 ? 1 : 0;
  return {
    ...{
      revision,
      status,
      blocks: revision > 2 ? 2 : 1,
      audited: done - events,
      events,
      events_audited: events,
    },
    revisions: Array.from({ length: revision }, (_, i) => i + 1),
  };
}

const isSame = (a, b) => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
const sorted = (row) => row && Object.entries(row).sort();

/** How many steps have been taken by what is there; -1 where that is none of the states it may be in. */
function stepsTaken({ done, isUnsure }, row) {
  const possible = isUnsure && done < STEPS.length ? [done, done + 1] : [done];
  return possible.find((steps) => isSame(stateAfter(steps), row)) ?? -1;
}

/** What followers must have been told of an article, in this order. */
const feedOf = (steps) => STEPS.slice(0, steps).flatMap(({ feed }) => feed ?? []);

/** Checks the ledger against the database and against what followers were told. */
export async function verify(url, ledger, followers) {
  const { rows } = await withConnection(url, (client) => client.query(ARTICLES));
  const found = new Map(rows.map(({ headline, ...row }) => [headline, row]));
  const taken = ledger.map((entry) => stepsTaken(entry, found.get(entry.headline) ?? null));
  const broken = ledger.filter((_, i) => taken[i] < 0);
  const known = new Set(ledger.map(({ headline }) => headline));
  const faults = [
    ...broken.map((entry) => ({ entry, is: found.get(entry.headline) })),
    ...ledger.filter(({ refusals }) => refusals.length > 0).map((entry) => ({ refused: entry })),
    ...rows.filter(({ headline }) => !known.has(headline)).map((row) => ({ unknown: row })),
  ];
  for (const [follower, told] of Object.entries(followers)) {
    const byArticle = groupBy(told, ({ nodeId }) => nodeId);
    ledger.forEach(({ id }, i) => {
      const actions = (byArticle.get(id) ?? []).map(({ action }) => action);
      if (id && taken[i] >= 0 && !isSame(actions, feedOf(taken[i]))) {
        faults.push({ follower, id, actions, steps: taken[i] });
      }
    });
  }
  const unsure = ledger.filter(({ isUnsure }) => isUnsure);
  return {
    acknowledged: ledger.reduce((sum, { done }) => sum + done, 0),
    there: taken.reduce((sum, steps, i) => sum + Math.min(Math.max(steps, 0), ledger[i].done), 0),
    unanswered: unsure.length,
    'unanswered but done': ledger.filter(({ done }, i) => taken[i] > done).length,
    faults,
  };
}
