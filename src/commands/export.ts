import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { Command, Option } from 'commander';
import { exported, exportFormats, NoSuchEntity, type ExportFormat } from '../export/export';
import { UsageError, withDatabase } from './terminal';

interface Options {
  format: ExportFormat;
  entity?: string;
  output?: string;
}

export function exportCommand(): Command {
  return new Command('export')
    .description('Write everything as JSON lines, or what readers see in another format.')
    .addOption(
      new Option('--format <format>', 'what to write').choices(exportFormats).default('jsonl'),
    )
    .option('--entity <slug>', 'of whom the timeline is, with --format timelinejs')
    .option('--output <file>', 'where to; without it, to standard output')
    .action(run);
}

async function run({ format, entity, output }: Options): Promise<void> {
  if (entity !== undefined && format !== 'timelinejs') {
    throw new UsageError('--entity is for --format timelinejs.');
  }
  const out = output === undefined ? process.stdout : createWriteStream(output);
  if (output !== undefined) await opened(out, output);
  await withDatabase(async ({ db }, config) => {
    const site = { url: config.DATELINE_SITE_URL, name: config.DATELINE_SITE_NAME };
    try {
      for await (const piece of exported(db, format, site, entity)) {
        if (!out.write(`${piece}\n`)) await once(out, 'drain');
      }
    } catch (error) {
      if (error instanceof NoSuchEntity) throw new UsageError(error.message);
      throw error;
    }
  });
  if (output === undefined) return;
  out.end();
  await once(out, 'close');
}

async function opened(out: NodeJS.WritableStream, path: string): Promise<void> {
  try {
    await once(out, 'open');
  } catch (error) {
    throw new UsageError(
      `${path} can’t be written (${(error as NodeJS.ErrnoException).code ?? ''}).`,
    );
  }
}
