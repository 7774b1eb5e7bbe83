import { createReadStream, type Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';
import { READ } from './detect';

/** A file to be read, or standard input. */
export interface Source {
  name: string;
  /** Bytes; null where nobody knows. */
  size: number | null;
  open: () => AsyncIterable<Buffer>;
}

/** A directory that is a desk. */
export interface DeskSource {
  desk: string;
}

/**
 * What the arguments of an import name: files, the files in directories and behind patterns, in the order
 * of their names, and - for standard input.
 *
 * @param desks whether all of them are desks
 */
export async function sourcesOf(
  names: readonly string[],
  stdin: AsyncIterable<Buffer>,
  desks: boolean,
): Promise<(Source | DeskSource)[]> {
  const found: (Source | DeskSource)[] = [];
  for (const name of names) {
    if (name === '-') found.push({ name: 'standard input', size: null, open: () => stdin });
    else if (desks) found.push({ desk: name });
    else found.push(...(await sourcesAt(name)));
  }
  return found;
}

async function sourcesAt(name: string): Promise<(Source | DeskSource)[]> {
  const there = await statOf(name);
  if (there?.isDirectory() === true) {
    if (await isDesk(name)) return [{ desk: name }];
    const endings = `{${READ.join(',')}}`;
    return filesOf([`**/*.${endings}`, `**/*.${endings}.gz`], name);
  }
  if (there === null && isDynamicPattern(name)) return filesOf([name]);
  return [fileOf(name, there?.size ?? null)];
}

async function filesOf(patterns: string[], cwd = '.'): Promise<Source[]> {
  const names = await glob(patterns, { cwd, caseSensitiveMatch: false });
  const files = names.sort().map(async (name) => {
    const path = cwd === '.' ? name : join(cwd, name);
    return fileOf(path, (await statOf(path))?.size ?? null);
  });
  return Promise.all(files);
}

const fileOf = (name: string, size: number | null): Source => ({
  name,
  size,
  open: () => createReadStream(name) as AsyncIterable<Buffer>,
});

async function isDesk(directory: string): Promise<boolean> {
  const marks = ['sections.yaml', 'entities.yaml', 'events.yaml'];
  const found = await Promise.all(marks.map((mark) => statOf(join(directory, mark))));
  return found.some((one) => one !== null);
}

async function statOf(path: string): Promise<Stats | null> {
  try {
    return await stat(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw error;
  }
}
