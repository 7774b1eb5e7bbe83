import { Readable } from 'node:stream';
import type { EntityManager } from 'typeorm';
import { Article } from '../articles/article';
import { knownNames } from '../entities/known-names';
import { Gazetteer } from '../linking/gazetteer';
import { detectFormat, type Format } from './detect';
import { readers } from './formats';
import type { ImportItem } from './item';
import { resolve, type ImportOptions } from './resolve';
import type { Saved } from './save-items';
import { UnreadableArticle } from './text';
import { writeWithin } from './write-batch';

export interface OneArticleOptions extends ImportOptions {
  /** What the text is; null to tell it from how it begins. */
  format?: Format | null;
  canonicalUrl?: string | undefined;
}

export interface Imported {
  outcome: Saved['outcome'];
  article: Article;
}

/** Keeps two imports of one article apart; any number will do. */
const IMPORT_LOCK = 0x0da7_1390;
/** UTF-16 code units that tell the format. */
const HEAD = 16_384;

/**
 * Takes in, within a transaction, a text that is one article. One that is there already, by the source's id,
 * by canonical URL or by what it says, gets what the source has changed, unless it was edited here.
 *
 * @throws UnreadableArticle when the text is no article or several, or no section is known
 */
export async function importArticle(
  manager: EntityManager,
  text: string,
  options: OneArticleOptions,
): Promise<Imported> {
  const item = await onlyItem(text, options);
  const resolved = resolve(
    { ...item, canonicalUrl: item.canonicalUrl ?? options.canonicalUrl ?? null },
    options,
  );
  await manager.query('SELECT pg_advisory_xact_lock($1)', [IMPORT_LOCK]);
  const gazetteer = new Gazetteer(await knownNames(manager));
  const { outcome, article } = await writeWithin(manager, resolved, options, gazetteer);
  return { outcome, article: await manager.findOneByOrFail(Article, { uuid: article.uuid }) };
}

async function onlyItem(text: string, { format }: OneArticleOptions): Promise<ImportItem> {
  const told = format === undefined ? 'text' : (format ?? detectFormat('', text.slice(0, HEAD)));
  if (!told) throw new UnreadableArticle('What it is can’t be told; name its format.');
  const items: ImportItem[] = [];
  for await (const reading of readers[told](Readable.from([text]))) {
    if ('refused' in reading) throw new UnreadableArticle(reading.refused);
    if ('record' in reading || items.length > 0) {
      throw new UnreadableArticle('It is more than one article.');
    }
    items.push(reading.item);
  }
  const [item] = items;
  if (!item) throw new UnreadableArticle('There is no article in it.');
  return item;
}
