import { NamesChanged } from '../articles/relink';
import { ConfigError, readConfig, type Config } from '../config';
import { EmbeddedDatabaseError } from '../database/embedded';
import { migrate, SchemaIsNewer } from '../database/migrate';
import { DatabaseUnusable, openDatabase, type OpenDatabase } from '../database/open';
import { troubleOf } from '../database/trouble';
import { DeskError } from '../desk/desk-error';
import { UnreadableArticle } from '../import/text';

/** A mistake of the person at the terminal: the message is all that they need. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const FOR_PEOPLE = [
  UsageError,
  ConfigError,
  DatabaseUnusable,
  SchemaIsNewer,
  EmbeddedDatabaseError,
  DeskError,
  UnreadableArticle,
  NamesChanged,
];

export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Ends the process: plainly where a person can mend it, with the stack where it is our own fault. */
export function fail(error: unknown): void {
  process.stderr.write(`dateline: ${wordsFor(error)}\n`);
  process.exitCode = 1;
}

function wordsFor(error: unknown): string {
  if (FOR_PEOPLE.some((type) => error instanceof type)) return (error as Error).message;
  const trouble = troubleOf(error);
  if (trouble) {
    return `PostgreSQL can’t go on: ${trouble.meaning}. Nothing is half done; try again when that is over.`;
  }
  return (error as Error).stack ?? String(error);
}

/** Runs a command that writes: on the migrated database, without the readers' time limits. */
export async function withDatabase<T>(
  run: (open: OpenDatabase, config: Config) => Promise<T>,
): Promise<T> {
  const config = readConfig();
  const open = await openDatabase(config, { poolSize: 3, poolTimeoutMs: 10_000 });
  try {
    await migrate(open.db);
    return await run(open, config);
  } finally {
    await open.close();
  }
}
