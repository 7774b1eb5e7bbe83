/** The folder that holds the database. */
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { join, resolve } from 'node:path';

import { type Binaries, findPackage, prepareBinaries } from './binaries';
import { blockedAt, EmbeddedDatabaseError, NOBODY, type RunAs, unprivilegedUser } from './user';

export interface Cluster {
  readonly dataDir: string;
  readonly pgdata: string;
  readonly log: string;
  readonly password: string;
  readonly user: RunAs | undefined;
  readonly isNew: boolean;
  /** Found when first needed: whoever attaches to a running PostgreSQL needs none. */
  readonly binaries: () => Binaries;
}

/**
 * Opens the data folder, making it and the password in it if they are not there; the database files
 * may be missing still.
 * @throws EmbeddedDatabaseError when the folder or the files in it cannot be used
 */
export function openCluster(path: string): Cluster {
  const found = findPackage();
  const user = unprivilegedUser(resolve(path));
  const dataDir = openFolder(resolve(path), user);
  const pgdata = join(dataDir, 'pgdata');
  if (user) giveAway(dataDir, pgdata, user);
  const isNew = !isInitialized(pgdata, found.major);
  let binaries: Binaries | undefined;
  return {
    ...{ dataDir, pgdata, user, isNew, log: join(dataDir, 'postgres.log') },
    password: readPassword(join(dataDir, 'password'), isNew, user),
    binaries: () => (binaries ??= prepareBinaries(found, user)),
  };
}

function openFolder(path: string, user: RunAs | undefined): string {
  const made = fs.mkdirSync(path, { recursive: true }) !== undefined;
  const folder = fs.realpathSync(path);
  if (!user) return folder;
  // Made by root in somebody's project: it is theirs, and they may run Dateline themselves tomorrow.
  if (made && user.uid !== NOBODY.uid) fs.lchownSync(folder, user.uid, user.gid);
  // A folder fresh from mkdtemp is 0700; what is secret in it is guarded by its own permissions.
  const { uid, mode } = fs.statSync(folder);
  if (uid === 0) fs.chmodSync(folder, mode | 0o011);
  const blocked = blockedAt(folder, user);
  if (!blocked) return folder;
  throw new EmbeddedDatabaseError(
    `PostgreSQL refuses to run as root, so it runs as user ${user.uid}, who may not enter ${blocked} ` +
      `and so cannot reach the data in ${folder}. Set DATELINE_DATA_DIR to a folder that everybody may ` +
      'enter, for example /var/tmp/dateline, or run Dateline as an ordinary user.',
  );
}

// Data that root put there, say from a backup. Only in a folder of root's own, where nobody can have
// slipped in a link to something else.
function giveAway(dataDir: string, pgdata: string, user: RunAs): void {
  const data = fs.lstatSync(pgdata, { throwIfNoEntry: false });
  if (!data?.isDirectory() || data.uid !== 0 || fs.statSync(dataDir).uid !== 0) return;
  for (const name of ['.', ...fs.readdirSync(pgdata, { recursive: true, encoding: 'utf8' })]) {
    fs.lchownSync(join(pgdata, name), user.uid, user.gid);
  }
}

function isInitialized(pgdata: string, major: string): boolean {
  const file = join(pgdata, 'PG_VERSION');
  // Not existsSync: files that we may not look at must not pass for files that are not there.
  if (!fs.statSync(file, { throwIfNoEntry: false })) return false;
  const version = fs.readFileSync(file, 'utf8').trim();
  if (version === major) return true;
  throw new EmbeddedDatabaseError(
    `The data in ${pgdata} was made by PostgreSQL ${version}, and this is PostgreSQL ${major}, which cannot ` +
      `read it. Carry it over with the pg_dump of PostgreSQL ${version}, or set DATELINE_DATA_DIR to another ` +
      'folder to start afresh.',
  );
}

function readPassword(file: string, isNew: boolean, user: RunAs | undefined): string {
  if (isNew) offerPassword(file, user);
  if (fs.statSync(file, { throwIfNoEntry: false })) return fs.readFileSync(file, 'utf8').trim();
  throw new EmbeddedDatabaseError(
    `${file} is missing, and the database beside it does not open without it. Put it back, or set ` +
      'DATELINE_DATA_DIR to another folder to start afresh.',
  );
}

// A hard link never replaces: of several starts one sets the password, and never a half-written one.
function offerPassword(file: string, user: RunAs | undefined): void {
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  const password = randomBytes(24).toString('base64url');
  try {
    fs.writeFileSync(draft, password, { mode: 0o600, flag: 'wx', flush: true });
    if (user) fs.lchownSync(draft, user.uid, user.gid);
    fs.linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    fs.rmSync(draft, { force: true });
  }
}
