import { createHash } from 'node:crypto';
import { v5 as uuidV5 } from 'uuid';
import { Article, type PublicationStatus } from './article';
import { Block, type BlockKind } from './block';

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
  blocks: readonly { kind: BlockKind; text: string }[];
}

/** Same words, same hash: headline, standfirst and blocks, and nothing that may differ between copies. */
export function contentHashOf(story: Pick<Story, 'headline' | 'standfirst' | 'blocks'>): string {
  const said = [story.headline, story.standfirst, story.blocks.map(({ text }) => text)];
  return createHash('sha256').update(JSON.stringify(said)).digest('hex');
}

const segmenter = new Intl.Segmenter('und', { granularity: 'word' });

/** Between spaces, one piece at a time: the segmenter slows down with the square of a text's length. */
function countWords(text: string): number {
  let words = 0;
  for (const piece of text.split(/\s+/u)) {
    for (const { isWordLike } of segmenter.segment(piece)) if (isWordLike === true) words++;
  }
  return words;
}

/** The row of a story; a new one, or the next revision of the row that is there. */
export function articleOf(story: Story, before: Article | null, newId: string, now: Date): Article {
  const { blocks, ...columns } = story;
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
    kept ?? { uuid: newId, revision: 1, updatedAt: now },
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

/** The rows of a story's blocks. A block's id follows from its place in the article. */
export function blocksOf(article: Article, story: Story): Block[] {
  return story.blocks.map(({ kind, text }, index) =>
    Object.assign(new Block(), {
      uuid: uuidV5(`block ${index}`, article.uuid),
      articleId: article.uuid,
      index,
      kind,
      text,
    }),
  );
}
