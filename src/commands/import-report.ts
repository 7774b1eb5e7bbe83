import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import type { Noted, Tally } from '../import/tally';
import { UsageError } from './terminal';

/** The most refusals that are shown on the terminal. */
const SHOWN = 10;
/** The most names that a report lists. */
const MOST_NAMES = 1000;

/** What was refused or kept, and why: the first of it for the terminal, all of it for a file of JSON lines. */
export class ImportReport {
  readonly first: string[] = [];
  #more = 0;

  private constructor(private readonly file: WriteStream | undefined) {}

  static async open(path: string | undefined): Promise<ImportReport> {
    if (path === undefined) return new ImportReport(undefined);
    const file = createWriteStream(path);
    try {
      await once(file, 'open');
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException;
      throw new UsageError(`The report can’t be written to ${path} (${code}).`);
    }
    return new ImportReport(file);
  }

  add(noted: Noted): void {
    this.file?.write(`${JSON.stringify(noted)}\n`);
    const { file, place, reason = '' } = noted;
    if (this.first.length < SHOWN) this.first.push(`${file}, ${place}: ${reason}`);
    else this.#more++;
  }

  /** Ends with the totals, and with the names that the sources gave. */
  async close(tally: Tally): Promise<void> {
    if (this.#more > 0) this.first.push(`… and ${this.#more} more; --report has them all.`);
    if (!this.file) return;
    const names = tally.given.slice(0, MOST_NAMES);
    this.file.end(`${JSON.stringify({ totals: totalsOf(tally), names })}\n`);
    await once(this.file, 'close');
  }
}

function totalsOf(tally: Tally): Record<string, number> {
  return {
    read: tally.read,
    created: tally.of('CREATED'),
    updated: tally.of('UPDATED'),
    published: tally.of('PUBLISHED'),
    unchanged: tally.of('UNCHANGED'),
    kept: tally.of('KEPT'),
    refused: tally.of('REFUSED'),
    ...(tally.records > 0 && { otherRows: tally.records, otherRowsChanged: tally.recordRows }),
  };
}

const DRY = 'Nothing was written: this was a dry run.';
const UNTRIED =
  'Rows of other kinds may refer to each other and to articles: whether they can be written was not tried.';

/** The end of an import in words: a sentence for one article, a table for more. */
export function summaryOf(tally: Tally, { dryRun }: { dryRun: boolean }): string {
  const dry = dryRun ? [DRY, ...(tally.records > 0 ? [UNTRIED] : [])] : [];
  const one = tally.read === 1 && tally.records === 0 ? sentenceFor(tally.last) : undefined;
  if (one !== undefined) return [one, ...dry].join('\n');
  const rows = Object.entries(totalsOf(tally));
  const label = (name: string): string =>
    name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  const table = rows.map(
    ([name, number]) => `${label(name).padEnd(20)}${number.toLocaleString('en').padStart(12)}`,
  );
  return [...table, ...dry].join('\n');
}

function sentenceFor(noted: Noted | undefined): string | undefined {
  const { outcome, slug = '', status } = noted ?? {};
  if (outcome === 'UNCHANGED') return `Nothing changed: the article is there already, as ${slug}.`;
  if (outcome === 'PUBLISHED') return `Published: ${slug}. It was there as a draft.`;
  if (outcome === 'UPDATED') return `Updated: ${slug}.`;
  if (outcome === 'KEPT') return `Nothing changed: ${slug} is left as it is.`;
  if (outcome !== 'CREATED') return undefined;
  return status === 'PUBLISHED'
    ? `Imported and published: ${slug}`
    : `Imported as a draft: ${slug}`;
}
