import { setFlagsFromString } from 'node:v8';
import { Command, InvalidArgumentError, Option } from 'commander';
import { formats, type Format } from '../import/detect';
import { ArchiveImport, Refused } from '../import/import-archive';
import { importSources } from '../import/import-sources';
import { sourcesOf } from '../import/sources';
import { ImportProgress } from './import-progress';
import { ImportReport, summaryOf } from './import-report';
import { moment } from './moment';
import { proposeEvents } from './propose';
import { print, UsageError, withDatabase } from './terminal';

function language(text: string): string {
  try {
    return Intl.getCanonicalLocales(text)[0] ?? text;
  } catch {
    throw new InvalidArgumentError('It must be a BCP 47 tag, as in en or ar.');
  }
}

function url(text: string): string {
  if (URL.canParse(text) && /^https?:/.test(text) && text.length <= 2000) return text;
  throw new InvalidArgumentError(
    'It must be an absolute http or https URL of at most 2,000 characters.',
  );
}

interface Options {
  format: Format | 'auto' | 'desk';
  publishedAt?: Date;
  section?: string;
  language: string;
  canonicalUrl?: string;
  publish: boolean;
  dryRun: boolean;
  strict: boolean;
  report?: string;
  quiet: boolean;
  propose: boolean;
}

export function importCommand(): Command {
  return new Command('import')
    .description('Take in articles; without --publish they stay drafts.')
    .argument('<source...>', 'files, directories, patterns; - for standard input; .gz as well')
    .addOption(
      new Option('--format <format>', 'what the sources are')
        .choices(['auto', ...formats, 'desk'])
        .default('auto'),
    )
    .option('--published-at <moment>', 'when what has no date was published (RFC 3339)', moment)
    .option('--section <name>', 'the section, whatever the sources say')
    .option('--language <tag>', 'language of what does not say it (BCP 47)', language, 'en')
    .option('--canonical-url <url>', 'address of one article where it was first published', url)
    .option('--publish', 'let readers see what the source has published', false)
    .option('--dry-run', 'see what would be done, and write nothing', false)
    .option('--strict', 'end at the first item that is refused', false)
    .option('--report <file>', 'write there, as JSON lines, what was refused or kept, and why')
    .option('--quiet', 'show no progress', false)
    .option('--propose', 'then read what is unread for events, as propose does', false)
    .action(run);
}

/** Of what is alive: left alone, V8 lets three times as much garbage gather before it looks. */
const GARBAGE_PERCENT = 50;

async function run(names: string[], options: Options): Promise<void> {
  setFlagsFromString(`--heap-growing-percent=${GARBAGE_PERCENT}`);
  const sources = await sourcesOf(names, process.stdin, options.format === 'desk');
  if (sources.length === 0) throw new UsageError('There is nothing to import.');
  const report = await ImportReport.open(options.report);
  await withDatabase(async ({ db }) => {
    const archive = await ArchiveImport.begin(db, {
      ...options,
      note: (noted) => report.add(noted),
    });
    const progress = new ImportProgress(sources, archive.tally, options.quiet);
    const format = options.format === 'auto' || options.format === 'desk' ? null : options.format;
    const { canonicalUrl } = options;
    try {
      const onBytes = (bytes: number): void => progress.read(bytes);
      await importSources(archive, db, sources, { format, canonicalUrl, onBytes });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      process.exitCode = 1;
    } finally {
      // Its timer would keep the process up if the end failed as well.
      await archive.end().finally(() => progress.stop());
      await report.close(archive.tally);
    }
    for (const line of report.first) process.stderr.write(`${line}\n`);
    print(summaryOf(archive.tally, options));
    if (options.propose && !options.dryRun) await proposeEvents(db, { quiet: options.quiet });
    if (archive.tally.wasInVain) process.exitCode = 1;
  });
}
