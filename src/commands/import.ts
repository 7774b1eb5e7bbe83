import { readFile } from 'node:fs/promises';
import { text as readAll } from 'node:stream/consumers';
import { Command, InvalidArgumentError, Option } from 'commander';
import { importArticle, type Imported, type ImportOptions } from '../import/import-article';
import { moment } from './moment';
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

export function importCommand(): Command {
  return new Command('import')
    .description('Take in one article; without --publish it stays a draft.')
    .argument('<file>', 'the file, or - for standard input')
    .addOption(
      new Option('--format <format>', 'what the file is: text as scraped from a web page')
        .choices(['text'])
        .default('text'),
    )
    .requiredOption('--published-at <moment>', 'when it was published (RFC 3339)', moment)
    .option('--section <name>', 'its section, if the text has no section line or another is wanted')
    .option('--language <tag>', 'its language (BCP 47)', language, 'en')
    .option('--canonical-url <url>', 'its address where it was first published', url)
    .option('--publish', 'let readers see it', false)
    .action(async (file: string, options: ImportOptions) => {
      const article = await readText(file);
      await withDatabase(async ({ db }) => {
        report(await db.transaction((manager) => importArticle(manager, article, options)));
      });
    });
}

async function readText(file: string): Promise<string> {
  if (file === '-') return readAll(process.stdin);
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new UsageError(`${file} can’t be read (${(error as NodeJS.ErrnoException).code ?? ''}).`);
  });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UsageError(`${file} is not text in UTF-8.`);
  }
}

function report({ outcome, article }: Imported): void {
  const { slug, status } = article;
  if (outcome === 'UNCHANGED') print(`Nothing changed: the article is there already, as ${slug}.`);
  else if (outcome === 'PUBLISHED') print(`Published: ${slug}. It was there as a draft.`);
  else
    print(
      status === 'PUBLISHED' ? `Imported and published: ${slug}` : `Imported as a draft: ${slug}`,
    );
}
