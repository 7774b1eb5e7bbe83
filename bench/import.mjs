// What it costs to take an archive in:  node import.mjs [--articles 20000] [--format jsonl|wxr], after `npm run build` in the project.
// The database is an embedded one, new, with the settings that it has in use; so is the command.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { makeArchive } from './archive/make.mjs';
import { ROOT } from './lib/postgres.mjs';
import { snapshot, used } from './lib/proc.mjs';

const { startEmbedded } = createRequire(import.meta.url)('../dist/src/database/embedded.js');
const { values } = parseArgs({
  options: {
    articles: { type: 'string', default: '20000' },
    format: { type: 'string', default: 'jsonl' },
    'node-option': { type: 'string', multiple: true, default: [] },
  },
});
const articles = Number(values.articles);
const MAIN = path.join(ROOT, 'dist/src/main.js');

/** Of one process alone: its own peak, without PostgreSQL's. */
const peakMb = (pid) =>
  Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;

async function timedImport(files, env) {
  const args = [...values['node-option'], MAIN, 'import', ...files, '--publish', '--quiet'];
  const began = performance.now();
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (text) => (output += text));
  let [peak, cpu] = [0, 0];
  const start = snapshot(child.pid);
  const timer = setInterval(() => {
    try {
      peak = peakMb(child.pid);
      cpu = used(start, snapshot(child.pid));
    } catch {
      clearInterval(timer); // It ended a moment ago.
    }
  }, 100);
  const [code] = await once(child, 'exit');
  clearInterval(timer);
  return { code, output, peak, cpu, seconds: (performance.now() - began) / 1000 };
}

const folder = mkdtempSync(path.join(os.tmpdir(), 'dateline-import-'));
// As root, PostgreSQL runs as another user.
chmodSync(folder, 0o755);
const database = await startEmbedded(path.join(folder, 'database'));
try {
  const files = await makeArchive(folder, articles, values.format);
  const env = { ...process.env, DATABASE_URL: database.url };
  execFileSync(process.execPath, [MAIN, 'migrate'], { env, stdio: 'ignore' });
  const postmaster = Number(
    readFileSync(path.join(database.dataDir, 'pgdata/postmaster.pid'), 'utf8').split('\n')[0],
  );
  const before = snapshot(postmaster);
  const { code, output, peak, cpu, seconds } = await timedImport(files, env);
  const postgres = used(before, snapshot(postmaster));
  console.log(output.trim());
  if (code !== 0) throw new Error(`the import ended with ${code}`);
  const each = (ms) => `${(ms / articles).toFixed(2)} ms of CPU an article`;
  console.log(
    `${articles} articles, ${(statSync(files[1]).size / 1e6).toFixed(0)} MB: ${seconds.toFixed(1)} s`,
  );
  console.log(
    `${(articles / seconds).toFixed(0)} articles/s, memory ${peak.toFixed(0)} MB at most`,
  );
  console.log(`the command: ${each(cpu)}; PostgreSQL: ${each(postgres)}`);
} finally {
  await database.stop();
  rmSync(folder, { recursive: true, force: true });
}
