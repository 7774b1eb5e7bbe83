import { stat } from 'node:fs/promises';
import { Command } from 'commander';
import { readDesk } from '../desk/read-desk';
import { writeDesk } from '../desk/write-desk';
import { holdingsOf } from '../holdings';
import { print, UsageError, withDatabase } from './terminal';

export function seedCommand(): Command {
  return new Command('seed')
    .description('Load a desk: a directory of articles, entities and events.')
    .argument('<dir>', 'the directory; content/README.md describes its files')
    .action(async (directory: string) => {
      const found = await stat(directory).catch(() => null);
      if (!found?.isDirectory()) throw new UsageError(`There is no directory ${directory}.`);
      const desk = await readDesk(directory);
      await withDatabase(async ({ db }) => {
        const changed = await writeDesk(db, desk);
        const { articles, entities, events } = await holdingsOf(db);
        print(changed === 0 ? 'Nothing changed: all of it is there.' : `${changed} rows changed.`);
        print(`The database holds ${articles} articles, ${entities} entities, ${events} events.`);
      });
    });
}
