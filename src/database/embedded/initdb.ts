/** How the database files first come to be. */
import { execFile } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { cleanEnvironment } from './binaries';
import type { Cluster } from './cluster';
import { whatMatters } from './log';
import { isAlive } from './process';
import { EmbeddedDatabaseError } from './user';

/**
 * Makes the database files: aside first, then put in place at one stroke. Of several that do so at the
 * same moment one succeeds, and all have its files.
 * @param careless does without waiting for the disk
 * @throws EmbeddedDatabaseError when initdb cannot make them
 */
export async function initialize(cluster: Cluster, careless: boolean): Promise<void> {
  removeAbandoned(cluster.dataDir);
  refuseForeign(cluster.pgdata);
  const draft = fs.mkdtempSync(join(cluster.dataDir, `pgdata.${process.pid}.`));
  try {
    if (cluster.user) fs.lchownSync(draft, cluster.user.uid, cluster.user.gid);
    await runInitdb(cluster, draft, careless);
    fs.renameSync(draft, cluster.pgdata);
  } catch (error) {
    // Somebody else was faster, and renaming never replaces a folder with something in it.
    if (!fs.existsSync(join(cluster.pgdata, 'PG_VERSION'))) throw error;
  } finally {
    fs.rmSync(draft, { recursive: true, force: true });
  }
}

// The parser of full-text search splits words by lc_ctype even under the builtin provider: with "C" it
// takes “Damascus” in curly quotes for one word. No name of a UTF-8 locale exists on every system.
const CTYPES = process.platform === 'win32' ? ['en-US'] : ['C.UTF-8', 'en_US.UTF-8', 'UTF-8'];

async function runInitdb(cluster: Cluster, pgdata: string, careless: boolean): Promise<void> {
  const { initdb } = cluster.binaries();
  for (const ctype of [...CTYPES, 'C']) {
    const args = [
      ...['-D', pgdata, '-U', 'postgres', '--auth=scram-sha-256', '--encoding=UTF8'],
      ...['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
      ...[`--lc-ctype=${ctype}`, `--pwfile=${join(cluster.dataDir, 'password')}`],
      ...(careless ? ['--no-sync'] : []),
    ];
    const options = { cwd: cluster.dataDir, env: cleanEnvironment(), ...cluster.user };
    try {
      await promisify(execFile)(initdb, args, options);
      return;
    } catch (error) {
      const { stderr, message } = error as Error & { stderr?: string };
      if (stderr?.includes('invalid locale name') && ctype !== 'C') continue;
      throw new EmbeddedDatabaseError(
        `The database files could not be made in ${cluster.dataDir}: ${whatMatters(stderr || message)} ` +
          'Put that right, or set DATABASE_URL to a PostgreSQL of your own.',
        { cause: error },
      );
    }
  }
}

function refuseForeign(pgdata: string): void {
  // Read in this order: another start may put the database there in between.
  const hasSomething = fs.existsSync(pgdata) && fs.readdirSync(pgdata).length > 0;
  if (!hasSomething || fs.existsSync(join(pgdata, 'PG_VERSION'))) return;
  throw new EmbeddedDatabaseError(
    `${pgdata} is there already and is no database. Move it away, or set DATELINE_DATA_DIR to another folder.`,
  );
}

// What a start left behind that was killed midway. Its process id is in the name.
function removeAbandoned(dataDir: string): void {
  for (const name of fs.readdirSync(dataDir)) {
    const pid = /^pgdata\.(\d+)\./.exec(name)?.[1];
    if (pid && !isAlive(Number(pid))) {
      fs.rmSync(join(dataDir, name), { recursive: true, force: true });
    }
  }
}
