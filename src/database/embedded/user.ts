/** Who runs PostgreSQL when Dateline itself runs as root, and which folders that user can reach. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { lstatSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** The database in the folder cannot be had. The message tells a person what is wrong and what to do. */
export class EmbeddedDatabaseError extends Error {
  override readonly name = 'EmbeddedDatabaseError';
}

/** A user that is not root; its keys are those that `spawn` takes. */
export interface RunAs {
  readonly uid: number;
  readonly gid: number;
}

export const NOBODY: RunAs = { uid: 65534, gid: 65534 };

/**
 * The user to run PostgreSQL as, since it refuses to run as root: whoever owns the data already, else
 * whoever owns the folder that it goes into, else nobody. Undefined when we are not root ourselves.
 */
export function unprivilegedUser(dataDir: string): RunAs | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const data = lstatSync(join(dataDir, 'pgdata'), { throwIfNoEntry: false });
  if (data && data.uid !== 0) return { uid: data.uid, gid: data.gid || NOBODY.gid };
  const folder = statSync(nearestExisting(dataDir));
  if (folder.uid === 0 || !hasName(folder.uid)) return NOBODY;
  return { uid: folder.uid, gid: folder.gid || NOBODY.gid };
}

/**
 * The folder that keeps the given user out of `path` (itself or one above it), or undefined when none
 * does. Goes by the permission bits; a part of the path that does not exist yet is left out.
 */
export function blockedAt(path: string, user: RunAs): string | undefined {
  let blocked: string | undefined;
  let folder = realpathSync(nearestExisting(path));
  for (;;) {
    const { uid, gid, mode } = statSync(folder);
    const search = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if (!(mode & search)) blocked = folder;
    if (folder === dirname(folder)) return blocked;
    folder = dirname(folder);
  }
}

/**
 * Where the data goes when nothing is set: `.dateline` in the working directory. Root in a place that
 * no other user can enter (its own home) gets a folder under /var/tmp instead, the same one each time.
 * @throws EmbeddedDatabaseError when that folder is there already and belongs to somebody else
 */
export function defaultDataDir(): string {
  const here = resolve('.dateline');
  const user = unprivilegedUser(here);
  const blocked = user && blockedAt(here, user);
  // The data folder itself is opened for that user at the start; its parents are not ours to change.
  if (!blocked || blocked === here) return here;
  const name = createHash('sha256').update(realpathSync('.')).digest('hex').slice(0, 12);
  const elsewhere = `/var/tmp/dateline-${name}`;
  const there = lstatSync(elsewhere, { throwIfNoEntry: false });
  if (there && (!there.isDirectory() || there.uid !== 0 || there.mode & 0o022)) {
    throw new EmbeddedDatabaseError(
      `${elsewhere} is not a folder that only root can write to, so somebody else may have put it there. ` +
        'Remove it, or set DATELINE_DATA_DIR to another folder.',
    );
  }
  return elsewhere;
}

function nearestExisting(path: string): string {
  let found = resolve(path);
  while (!statSync(found, { throwIfNoEntry: false })) found = dirname(found);
  return found;
}

// A folder mounted into a container may belong to a number without a name, which initdb refuses.
function hasName(uid: number): boolean {
  return spawnSync('id', ['-nu', String(uid)]).status === 0;
}
