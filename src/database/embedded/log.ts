/** PostgreSQL's log: the only place where it says why it does not start. */
import * as fs from 'node:fs';

import type { Cluster } from './cluster';
import { EmbeddedDatabaseError } from './user';

/** Opens the log for a new PostgreSQL to write to. */
export function openLog({ log, user }: Cluster): number {
  const { O_APPEND, O_CREAT, O_WRONLY, O_NOFOLLOW } = fs.constants;
  const before = fs.lstatSync(log, { throwIfNoEntry: false });
  if (before && before.size > 10_000_000) fs.renameSync(log, `${log}.old`);
  // The folder may be another user's while we are root: follow no link to something else there.
  // (Windows has no such flag, and `|` takes undefined for 0.)
  const file = fs.openSync(log, O_APPEND | O_CREAT | O_WRONLY | O_NOFOLLOW, 0o600);
  if (user && fs.fstatSync(file).nlink === 1) fs.fchownSync(file, user.uid, user.gid);
  return file;
}

/** What the process has written since the log had the given size, without the time of each line. */
export function readLog(log: string, offset: number, pid: number | undefined): string {
  const lines = fs.readFileSync(log).subarray(offset).toString().split('\n');
  // Another one may be writing to the same log; each line says whose it is.
  const own = lines.filter((line) => (/ \[(\d+)\] /.exec(line)?.[1] ?? `${pid}`) === `${pid}`);
  return own.map((line) => line.replace(/^\d{4}-.* \[\d+\] /, '')).join('\n');
}

const ROUTINE = /^LOG: +(starting|listening|database system|shutting down|checkpoint|received)/;

/** The lines of a log that say what is wrong, as one sentence after the other. */
export function whatMatters(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() && !ROUTINE.test(line));
  const sentences = lines.slice(-5).map((line) => line.trim().replace(/^[A-Z]+: +/, ''));
  return sentences.map((sentence) => sentence.replace(/[^.?!,:]$/, '$&.')).join(' ');
}

/**
 * Tells in words why PostgreSQL ended, if another try may go better.
 * @throws EmbeddedDatabaseError if it will not
 */
export function explainEnd(log: string, exitCode: number | null, output: string): string {
  const problem = whatMatters(output) || 'it ended without a word.';
  // Another one holds the files, is on its way out, or took the port; or it was up and the last user left.
  const passing = [
    /lock file "postmaster.pid" (already exists|is empty)/,
    /shared memory block .* still in use/,
    /could not create any TCP\/IP sockets/,
  ];
  if (exitCode === 0 || passing.some((pattern) => pattern.test(output))) return problem;
  throw new EmbeddedDatabaseError(
    `PostgreSQL stopped while starting: ${problem} The whole log is in ${log}. ` +
      'DATABASE_URL can name a PostgreSQL of your own instead.',
  );
}
