import { NamesChanged } from '../articles/relink';
import { ConfigError, readConfig, type Config } from '../config';
import { EmbeddedDatabaseError } from '../database/embedded';
import { migrate, SchemaIsNewer } from '../database/migrate';
import { DatabaseUnusable, openDatabase, type OpenDatabase } from '../database/open';
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
  const known = FOR_PEOPLE.some((type) => error instanceof type);
  const text = known ? (error as Error).message : ((error as Error).stack ?? String(error));
  process.stderr.write(`dateline: ${text}\n`);
  process.exitCode = 1;
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
