import { createHash } from 'node:crypto';
import { v5 as uuidV5, v7 as uuidV7 } from 'uuid';
import { Article, type PublicationStatus } from './article';
import { Block, type BlockKind } from './block';
import { keepBlockIds } from './keep-block-ids';
import type { Names } from './link-entities';

/** An article as a writer hands it in. */
export interface Story {
  slug: string;
  headline: string;
  standfirst: string | null;
  byline: string | null;
  sectionId: string;
  language: string;
  source: string | null;
  canonicalUrl: string | null;
  status: PublicationStatus;
  publishedAt: Date | null;
  blocks: readonly StoryBlock[];
  /** Where a new article has been elsewhere before: what it was there, with the ids of its blocks. */
  elsewhere?: { uuid: string; revision: number; updatedAt: Date } | undefined;
  /** What was found in a new article that has been read for names already. */
  names?: Names | undefined;
}

export interface StoryBlock {
  kind: BlockKind;
  text: string;
  /** Which of the article's blocks it is, where the writer says. */
  uuid?: string;
}

/** Same words, same hash: headline, standfirst and blocks, and nothing that may differ between copies. */
export function contentHashOf(story: Pick<Story, 'headline' | 'standfirst' | 'blocks'>): string {
  const said = [story.headline, story.standfirst, story.blocks.map(({ text }) => text)];
  return createHash('sha256').update(JSON.stringify(said)).digest('hex');
}

const segmenter = new Intl.Segmenter('und', { granularity: 'word' });

/** One word without a doubt, as most are: the segmenter takes fifty times as long to say so. */
const PLAIN_WORD =
  /^["“”„‘’'«»([]*(?:[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]+|\d+)["“”‘’'«»)\].,;:!?…]*$/u;

/** Between spaces, one piece at a time: the segmenter slows down with the square of a text's length. */
function countWords(text: string): number {
  let words = 0;
  for (const piece of text.split(/\s+/u)) {
    if (PLAIN_WORD.test(piece)) {
      words++;
      continue;
    }
    for (const { isWordLike } of segmenter.segment(piece)) if (isWordLike === true) words++;
  }
  return words;
}

/** The row of a story; a new one, or the next revision of the row that is there. */
export function articleOf(story: Story, before: Article | null, newId: string, now: Date): Article {
  const { blocks, elsewhere, names: _names, ...columns } = story;
  const body = blocks.map(({ text }) => text).join('\n\n');
  const wordCount = blocks.reduce((words, { text }) => words + countWords(text), 0);
  const said = { ...columns, body, contentHash: contentHashOf(story), wordCount };
  const kept = before && {
    uuid: before.uuid,
    revision: before.revision,
    updatedAt: before.updatedAt,
  };
  const article = Object.assign(
    new Article(),
    said,
    kept ?? elsewhere ?? { uuid: newId, revision: 1, updatedAt: now },
  );
  if (!before || sameStory(before, article)) return article;
  return Object.assign(article, { revision: before.revision + 1, updatedAt: now });
}

function sameStory(a: Article, b: Article): boolean {
  const { updatedAt: _a, revision: _b, ...said } = a;
  return Object.entries(said).every(
    ([key, value]) => JSON.stringify(value) === JSON.stringify(b[key as keyof Article]),
  );
}

/** The story that an article tells now. */
export function storyOf(article: Article, blocks: readonly Block[]): Story {
  const { slug, headline, standfirst, byline, sectionId, language, source } = article;
  const { canonicalUrl, status, publishedAt } = article;
  const columns = { slug, headline, standfirst, byline, sectionId, language, source };
  const told = blocks.map(({ uuid, kind, text }) => ({ uuid, kind, text }));
  return { ...columns, canonicalUrl, status, publishedAt, blocks: told };
}

/** The rows of a story's blocks. Those that the article has already keep their ids. */
export function blocksOf(article: Article, story: Story, before: readonly Block[]): Block[] {
  const ids = keepBlockIds(before, story.blocks);
  const brings = before.length === 0 && story.elsewhere !== undefined;
  return story.blocks.map(({ kind, text, uuid }, index) =>
    Object.assign(new Block(), {
      uuid: (brings ? uuid : ids[index]) ?? newBlockId(article, index, before),
      articleId: article.uuid,
      index,
      kind,
      text,
    }),
  );
}

/** In a new article it follows from the place, so that a desk loaded twice holds the same ids. */
function newBlockId(article: Article, index: number, before: readonly Block[]): string {
  return before.length === 0 ? uuidV5(`block ${index}`, article.uuid) : uuidV7();
}
