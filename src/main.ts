#!/usr/bin/env node
import './production';
import './tracing';
import 'reflect-metadata';
import { Command } from 'commander';
import { doctorCommand } from './commands/doctor';
import { exportCommand } from './commands/export';
import { importCommand } from './commands/import';
import { keyCommand } from './commands/key';
import { migrateCommand } from './commands/migrate';
import { proposeCommand } from './commands/propose';
import { relinkCommand } from './commands/relink';
import { schemaCommand } from './commands/schema';
import { seedCommand } from './commands/seed';
import { serveCommand } from './commands/serve';
import { suggestionsCommand } from './commands/suggestions';
import { fail } from './commands/terminal';

/** The command line. Settings are environment variables; the README lists them. */
const program = new Command('dateline')
  .description('A GraphQL news content server: articles, entities and the timeline as one graph.')
  .addCommand(serveCommand())
  .addCommand(migrateCommand())
  .addCommand(seedCommand())
  .addCommand(importCommand())
  .addCommand(proposeCommand())
  .addCommand(exportCommand())
  .addCommand(relinkCommand())
  .addCommand(suggestionsCommand())
  .addCommand(keyCommand())
  .addCommand(doctorCommand())
  .addCommand(schemaCommand());

// Who reads the output may have had enough of it, as `head` has.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

program.parseAsync().catch(fail);
