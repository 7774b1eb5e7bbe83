import type { DataSource } from 'typeorm';
import type { Desk } from '../desk/format';
import { readDesk } from '../desk/read-desk';
import { writeDesk } from '../desk/write-desk';
import { DeskError } from '../desk/desk-error';
import { openText } from './decode';
import { detectFormat, type Format } from './detect';
import { readers } from './formats';
import { Refused, type ArchiveImport } from './import-archive';
import type { ImportItem, Reading } from './item';
import type { DeskSource, Source } from './sources';
import { UnreadableArticle } from './text';

export interface SourceOptions {
  /** What all sources are; null to tell it from each. */
  format: Format | null;
  /** Of the one article of a source that does not say it. */
  canonicalUrl?: string | undefined;
  /** Told of the bytes that were read. */
  onBytes: (bytes: number) => void;
}

/** Takes in what sources hold, one after another. A source that can't be read is refused, and the next is read. */
export async function importSources(
  archive: ArchiveImport,
  db: DataSource,
  sources: readonly (Source | DeskSource)[],
  options: SourceOptions,
): Promise<void> {
  try {
    for (const source of sources) {
      if ('desk' in source) await importDesk(archive, db, source.desk);
      else await importSource(archive, source, options);
    }
  } catch (error) {
    // What came before it is written.
    if (error instanceof Refused) await archive.flush();
    throw error;
  }
  await archive.finish();
}

async function importSource(
  archive: ArchiveImport,
  source: Source,
  options: SourceOptions,
): Promise<void> {
  const file = source.name;
  try {
    for await (const reading of readingsOf(source, options)) {
      const placed = { file, place: reading.place };
      if ('item' in reading) await archive.add(withUrl(reading.item, options), placed);
      else if ('record' in reading) await archive.addRecord(reading.record, placed);
      else archive.refuse(placed, reading.refused);
    }
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === null) throw error;
    archive.refuse({ file, place: 'the file' }, reason);
  }
}

async function* readingsOf(source: Source, options: SourceOptions): AsyncGenerator<Reading> {
  const told = (head: string): Format | null => options.format ?? detectFormat(source.name, head);
  const counted = counting(source.open(), options.onBytes);
  const { head, chunks } = await openText(counted, (text) => told(text) === 'text');
  const format = told(head);
  if (!format) throw new UnreadableArticle('What it is can’t be told; say it with --format.');
  yield* readers[format](chunks);
}

async function* counting(
  bytes: AsyncIterable<Buffer>,
  count: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  for await (const chunk of bytes) {
    count(chunk.length);
    yield chunk;
  }
}

const withUrl = (item: ImportItem, { canonicalUrl }: SourceOptions): ImportItem => ({
  ...item,
  canonicalUrl: item.canonicalUrl ?? canonicalUrl ?? null,
});

/** Why a source can't be read; null where that is no fault of the source. */
function reasonOf(error: unknown): string | null {
  if (error instanceof UnreadableArticle) return error.message;
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (typeof code === 'string' && (syscall === 'open' || syscall === 'read')) {
    return `It can’t be read (${code}).`;
  }
  return code?.startsWith('Z_') === true ? `It is not whole (${code}).` : null;
}

const sizeOf = ({ sections, entities, articles, events, offices, presence }: Desk): number =>
  [sections, entities, articles, events, offices, presence].flat().length;

async function importDesk(
  archive: ArchiveImport,
  db: DataSource,
  directory: string,
): Promise<void> {
  await archive.finish();
  try {
    const desk = await readDesk(directory);
    archive.tally.records += sizeOf(desk);
    if (!archive.isDry) archive.tally.recordRows += await writeDesk(db, desk);
  } catch (error) {
    if (!(error instanceof DeskError)) throw error;
    for (const { where, what } of error.problems) {
      archive.refuse({ file: directory, place: where }, what);
    }
  }
}
