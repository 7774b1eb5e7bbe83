import { createHash } from 'node:crypto';
import { v7 as uuidV7 } from 'uuid';
import type { Story } from '../articles/story';
import type { ImportItem } from './item';

/** By what an item is known again: the key of its `ArticleOrigin`. */
export interface ItemKey {
  feed: string;
  item: string;
}

/** UTF-16 code units: an index holds no longer ones. */
const LONGEST_KEY = 500;

const hashOf = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex');

const short = (text: string): string =>
  text.length > LONGEST_KEY ? `sha256:${hashOf(text)}` : text;

/** The source's own id, else the URL, else what it says. */
export function keyOf(item: ImportItem, contentHash: string): ItemKey {
  if (item.id !== null) return { feed: short(item.feed), item: short(item.id) };
  if (item.canonicalUrl !== null) return { feed: '', item: short(item.canonicalUrl) };
  return { feed: '', item: `sha256:${contentHash}` };
}

export const textOf = ({ feed, item }: ItemKey): string => `${feed}\n${item}`;

/** What the source says, to tell whether it has changed since. */
export function saidIn(item: ImportItem): string {
  const { names: _names, elsewhere: _elsewhere, feed: _feed, id: _id, ...said } = item;
  return hashOf(said);
}

/** What was written here, to tell whether it was edited since; not where it stands on its way to readers. */
export function writtenIn(story: Story): string {
  const { headline, standfirst, byline, sectionId, language, source, canonicalUrl } = story;
  const blocks = story.blocks.map(({ kind, text }) => [kind, text]);
  return hashOf([headline, standfirst, byline, sectionId, language, source, canonicalUrl, blocks]);
}

/** An article's id follows from its key and date, so that a run that is repeated makes the same rows. */
export function idFor(key: ItemKey, publishedAt: Date): string {
  const random = createHash('sha256').update(textOf(key)).digest();
  const msecs = Math.max(publishedAt.getTime(), 0);
  return uuidV7({
    msecs,
    random: random.subarray(0, 16),
    seq: random.readInt32BE(16) & 0x7fffffff,
  });
}
