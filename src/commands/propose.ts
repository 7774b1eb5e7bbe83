import { Command } from 'commander';
import type { DataSource } from 'typeorm';
import { forgetReadings, proposeAll } from '../proposals/propose-all';
import { moment } from './moment';
import { print, withDatabase } from './terminal';

interface Options {
  since?: Date;
  again: boolean;
}

export function proposeCommand(): Command {
  return new Command('propose')
    .description(
      'Read articles for events that editors may confirm; ended, it goes on where it was.',
    )
    .option('--since <moment>', 'only articles changed from then on (RFC 3339)', moment)
    .option('--again', 'also those that were read already, as when names have changed', false)
    .action(({ since, again }: Options) =>
      withDatabase(async ({ db }) => {
        if (again) await forgetReadings(db);
        await proposeEvents(db, { since, quiet: false });
      }),
    );
}

/** Reads what is unread, and tells what came of it. */
export async function proposeEvents(
  db: DataSource,
  { since, quiet }: { since?: Date | undefined; quiet: boolean },
): Promise<void> {
  const done = await proposeAll(db, since, ({ articles }) => {
    if (!quiet) process.stderr.write(`${articles} articles read\n`);
  });
  const { articles, created, updated, deleted } = done;
  print(
    `${articles} articles read: ${created} proposals made, ${updated} renewed, ${deleted} gone.`,
  );
}
