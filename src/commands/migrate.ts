import { Command } from 'commander';
import { readConfig } from '../config';
import { migrate } from '../database/migrate';
import { openDatabase } from '../database/open';
import { print } from './terminal';

export function migrateCommand(): Command {
  return new Command('migrate')
    .description('Bring the database’s schema up to date.')
    .action(async () => {
      const open = await openDatabase(readConfig(), { poolTimeoutMs: 10_000 });
      try {
        const done = await migrate(open.db);
        if (done.length === 0) print('The schema is up to date already.');
        for (const name of done) print(`Migrated: ${name}`);
      } finally {
        await open.close();
      }
    });
}
