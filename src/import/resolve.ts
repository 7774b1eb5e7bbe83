import { slugOf } from '../articles/free-slug';
import type { PublicationStatus } from '../articles/article';
import { contentHashOf } from '../articles/story';
import { keyOf, saidIn, type ItemKey } from './identity';
import type { ImportItem } from './item';
import { UnreadableArticle } from './text';

/** What is said of all items of an import. */
export interface ImportOptions {
  /** When an item was published that does not say so itself. */
  publishedAt?: Date | undefined;
  /** BCP 47 tag of what does not say its language. */
  language: string;
  /** Name or slug of the section, whatever the items say. */
  section?: string | undefined;
  /** Whether readers are to see what the source has published; without it, all stays a draft. */
  publish: boolean;
}

/** An item that can be written, with what the options say of it. */
export interface Resolved {
  item: ImportItem;
  key: ItemKey;
  said: string;
  /** Of headline, standfirst and blocks, as articles have it. */
  contentHash: string;
  section: { slug: string; name: string };
  language: string;
  publishedAt: Date | null;
}

/** UTF-16 code units. */
const LONGEST_BLOCK = 10_000_000;
const LONGEST_LINE = 2000;
const NEEDS_NO_DATE = new Set<PublicationStatus | null>(['DRAFT', 'WITHHELD']);

/** @throws UnreadableArticle when something is missing that the options don't say either */
export function resolve(item: ImportItem, options: ImportOptions): Resolved {
  const publishedAt = item.publishedAt ?? options.publishedAt ?? null;
  if (publishedAt === null && !NEEDS_NO_DATE.has(item.status)) {
    throw new UnreadableArticle('It has no date; say when it was published.');
  }
  refuseUnfit(item);
  const contentHash = contentHashOf(item);
  return {
    ...{ item, contentHash },
    key: keyOf(item, contentHash),
    said: saidIn(item),
    section: sectionOf(options.section ?? item.section),
    language: item.language ?? options.language,
    publishedAt,
  };
}

function refuseUnfit({ headline, standfirst, byline, blocks }: ImportItem): void {
  if (headline === '') throw new UnreadableArticle('It has no headline.');
  if (blocks.length === 0) throw new UnreadableArticle('There is nothing under the headline.');
  const lines = [headline, standfirst ?? '', byline ?? ''];
  if (lines.some((line) => line.length > LONGEST_LINE)) {
    throw new UnreadableArticle(`A line of its head has more than ${LONGEST_LINE} characters.`);
  }
  if (blocks.some(({ text }) => text.length > LONGEST_BLOCK)) {
    throw new UnreadableArticle(`A paragraph has more than ${LONGEST_BLOCK} characters.`);
  }
}

function sectionOf(name: string | null): Resolved['section'] {
  const slug = slugOf(name ?? '');
  if (name === null || slug === '') {
    throw new UnreadableArticle('It names no section; say which it belongs to.');
  }
  return { slug, name };
}

/** Where an item stands on its way to readers. */
export function statusOf({ item }: Resolved, publish: boolean): PublicationStatus {
  if (item.status === 'WITHHELD') return 'WITHHELD';
  return publish ? (item.status ?? 'PUBLISHED') : 'DRAFT';
}
