// A PostgreSQL with the sample desk in a temporary folder, which can be taken away and given back.
import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from './postgres.mjs';

const require = createRequire(import.meta.url);
const compiled = (file) => require(path.join(ROOT, 'dist/src', file));

/** Runs a command of the compiled server on a database, and gives what it prints. */
export function dateline(url, ...args) {
  const command = [path.join(ROOT, 'dist/src/main.js'), ...args];
  const env = { ...process.env, DATABASE_URL: url };
  return execFileSync(process.execPath, command, { env, encoding: 'utf8' });
}

/** Starts it, safe against crashes as a real one is. */
export async function startScratch() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'dateline-scratch-'));
  const embedded = await compiled('database/embedded.js').startEmbedded(folder);
  const { pgdata, log, user, binaries } = compiled('database/embedded/cluster.js').openCluster(
    folder,
  );
  const options = readFileSync(path.join(pgdata, 'postmaster.opts'), 'utf8').trim();
  const pgCtl = (...args) =>
    promisify(execFile)(binaries().pgCtl, [...args, '-D', pgdata, '-w'], { ...user, cwd: folder });
  const start = () => pgCtl('start', '-l', log, '-o', options.slice(options.indexOf(' ')));
  // Who started it would start it again as soon as it is stopped.
  await embedded.stop();
  await start();
  dateline(embedded.url, 'seed', path.join(ROOT, 'content'));
  return {
    url: embedded.url,
    folder,
    /** @param mode of pg_ctl: `fast` ends sessions in order, `immediate` is a crash */
    stop: (mode) => pgCtl('stop', '-m', mode),
    start,
    remove: async () => {
      await pgCtl('stop', '-m', 'immediate').catch(() => undefined);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
