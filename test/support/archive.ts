import { Readable } from 'node:stream';
import type { DataSource } from 'typeorm';
import type { Format } from '../../src/import/detect';
import { ArchiveImport, type ArchiveOptions } from '../../src/import/import-archive';
import { importSources } from '../../src/import/import-sources';
import type { Noted, Tally } from '../../src/import/tally';

export interface TakenIn {
  tally: Tally;
  /** What was refused or kept. */
  noted: Noted[];
}

/** Imports a file that a test has written, in pieces of a few characters, as the command line does. */
export async function takeIn(
  db: DataSource,
  text: string | Buffer,
  options: Partial<ArchiveOptions> & { format?: Format; name?: string; piece?: number } = {},
): Promise<TakenIn> {
  const noted: Noted[] = [];
  const { format = null, name = 'a file', piece = 999, ...rest } = options;
  const archive = await ArchiveImport.begin(db, {
    ...{ language: 'en', publish: true, dryRun: false, strict: false, section: 'News' },
    note: (one) => void noted.push(one),
    ...rest,
  });
  const bytes = Buffer.from(text);
  const pieces = function* (): Generator<Buffer> {
    for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
  };
  const source = { name, size: null, open: () => Readable.from(pieces()) };
  try {
    await importSources(archive, db, [source], { format, onBytes: () => undefined });
  } finally {
    await archive.end();
  }
  return { tally: archive.tally, noted };
}

export interface TakenArticle {
  slug: string;
  headline: string;
  standfirst: string | null;
  byline: string | null;
  section: string;
  language: string;
  source: string | null;
  url: string | null;
  status: string;
  published: string | null;
  revision: number;
  blocks: string[];
}

/** All articles, by headline, each block as its kind and text. */
export function articlesIn(db: DataSource): Promise<TakenArticle[]> {
  return db.query<TakenArticle[]>(
    `SELECT a.slug, headline, standfirst, byline, s.name AS section, language, source,
       canonical_url AS url, status, revision,
       to_char(published_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS') AS published,
       (SELECT array_agg(kind || ' ' || text ORDER BY index) FROM block WHERE article_id = a.id) AS blocks
     FROM article a JOIN section s ON s.id = a.section_id ORDER BY headline, a.slug`,
  );
}
