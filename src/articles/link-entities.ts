import { v5 as uuidV5 } from 'uuid';
import { groupBy } from '../graphql/loaders';
import type { Gazetteer } from '../linking/gazetteer';
import { passageOf } from '../linking/passage';
import { unknownNames, type PartlyKnown, type UnknownName } from '../linking/unknown-names';
import type { Article } from './article';
import { ArticleEntity } from './article-entity';
import type { Block } from './block';
import { Mention } from './mention';
import type { MentionRuling } from './mention-ruling';
import { salienceOf } from './salience';

/** An article with what it consists of. */
export interface Told {
  article: Article;
  blocks: readonly Block[];
  /** Where it has been read for names already, and no editor has spoken of them. */
  names?: Names | undefined;
}

type Place = Pick<Mention, 'start' | 'end'>;
type Span = Pick<Mention, 'start' | 'end' | 'text' | 'entityId' | 'kind'>;

/** What is read for names. */
export interface Texts {
  language: string;
  headline: string;
  /** With what editors have said of their words. */
  blocks: readonly { text: string; spoken?: PartlyKnown['known'] }[];
}

/** The names that are found in an article. */
export interface Names {
  headline: readonly Span[];
  /** For each block. */
  blocks: readonly Span[][];
  /** What else looks like a name, and is none that is known or that editors have spoken of. */
  unknown: readonly UnknownName[];
}

/** Reads an article for names. The headline is read first, since it may say the full name, and again last, when all are known. */
export function namesIn({ language, headline, blocks }: Texts, gazetteer: Gazetteer): Names {
  const first = passageOf(headline);
  const passages = blocks.map(({ text }) => passageOf(text));
  const [, ...spans] = gazetteer.read([first, ...passages, first]);
  const found = spans.slice(0, -1);
  const partlyKnown = passages.map((passage, i) => ({
    passage,
    known: [...(found[i] ?? []), ...(blocks[i]?.spoken ?? [])],
  }));
  // Of other languages nothing can be guessed.
  const unknown = /^en\b/u.test(language) ? unknownNames(partlyKnown) : [];
  return {
    ...{ headline: spans.at(-1) ?? [], blocks: found },
    unknown: unknown.filter(({ text }) => !gazetteer.knows(text)),
  };
}

/** Every mention in an article's blocks: the names that are found, except where editors have said otherwise. */
export function mentionsIn(
  { article, blocks }: Told,
  names: Names,
  rulings: readonly MentionRuling[],
): Mention[] {
  const ofBlock = groupBy(rulings, ({ blockId }) => blockId);
  const mentions = blocks.flatMap((block, i) => {
    const idOf = mentionIds(block);
    const ruled = ofBlock.get(block.uuid) ?? [];
    return spansIn(names.blocks[i] ?? [], ruled).map((span) => ({
      uuid: idOf(span),
      articleId: article.uuid,
      blockId: block.uuid,
      ...span,
    }));
  });
  return mentions.map((mention, position) =>
    Object.assign(new Mention(), { ...mention, position }),
  );
}

/** In the order of the text, none overlapping another. */
function spansIn(found: Span[], rulings: readonly MentionRuling[]): Span[] {
  if (rulings.length === 0) return found;
  const ruled = rulings.flatMap(({ start, end, text, entityId, kind }) =>
    entityId === null || kind === null ? [] : [{ start, end, text, entityId, kind }],
  );
  const left = found.filter((span) => !rulings.some((ruling) => overlap(span, ruling)));
  return [...left, ...ruled].sort((a, b) => a.start - b.start);
}

export function overlap(a: Place, b: Place): boolean {
  return a.start < b.end && b.start < a.end;
}

/**
 * The ids of a block's mentions, asked for in the order of the text. An id follows from the words and from
 * how manieth place in the block has them, so that it stays when something else changes.
 */
function mentionIds({ uuid, text }: Block): (span: Span) => string {
  const seen = new Map<string, { at: number; count: number }>();
  return (span) => {
    let { at, count } = seen.get(span.text) ?? { at: -1, count: 0 };
    while (at < span.start) {
      at = text.indexOf(span.text, at + 1);
      count++;
    }
    seen.set(span.text, { at, count });
    return uuidV5(`mention ${count} ${span.text}`, uuid);
  };
}

/** What the mentions add up to for each entity, given what the headline names. */
export function entitiesIn(
  { article, blocks }: Told,
  mentions: readonly Mention[],
  headlined: readonly Pick<Mention, 'entityId'>[],
): ArticleEntity[] {
  const inHeadline = new Set(headlined.map(({ entityId }) => entityId));
  const indexOf = new Map(blocks.map((block) => [block.uuid, block.index]));
  const byEntity = groupBy(mentions, (mention) => mention.entityId);
  return [...byEntity].map(([entityId, own]) =>
    Object.assign(new ArticleEntity(), {
      articleId: article.uuid,
      entityId,
      mentionCount: own.length,
      salience: salienceOf({
        mentionCount: own.length,
        firstBlock: Math.min(...own.map(({ blockId }) => indexOf.get(blockId) ?? 0)),
        blockCount: blocks.length,
        inHeadline: inHeadline.has(entityId),
      }),
    }),
  );
}
