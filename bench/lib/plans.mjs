// Reads what auto_explain has written into PostgreSQL's log.
import { readFileSync } from 'node:fs';

const ENTRY = /^.*LOG: {2}duration: [\d.]+ ms {2}plan:\n((?:\t.*\n)+)/gm;
const PLAN_BEGINS = /^[A-Z].*\(cost=/m;

/** The plans logged since the log had this size: the last of each statement, in the order of the first. */
export function plansSince(log, size) {
  const text = readFileSync(log).subarray(size).toString();
  const plans = new Map();
  for (const [, entry] of text.matchAll(ENTRY)) {
    const body = entry.replaceAll(/^\t/gm, '').trimEnd();
    const begins = body.search(PLAN_BEGINS);
    const statement = body.slice(0, begins).replace(/^Query Parameters:[^]*/m, '');
    plans.set(statement, { statement, plan: body.slice(begins), text: body });
  }
  return [...plans.values()];
}

/** What takes longer the more there is: a large table read as a whole, a sort that spills to the disk. */
export function complaintsOf({ statement, plan }, largeTables) {
  const scans = [...plan.matchAll(/Seq Scan on (\w+)/g)].map(([, table]) => table);
  const complaints = [
    ...scans.filter((table) => largeTables.has(table)).map((table) => `Seq Scan on ${table}`),
    ...(plan.match(/external merge.*|Disk: .*/g) ?? []),
  ];
  const begins = statement.replace('Query Text:', '').trim().slice(0, 80);
  return complaints.map((complaint) => `${complaint}, in: ${begins}`);
}
