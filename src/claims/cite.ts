import type { EntityManager } from 'typeorm';
import { v7 as uuidV7 } from 'uuid';
import type { Article } from '../articles/article';
import { Block } from '../articles/block';
import { Citation, type Stance } from './citation';
import type { Claim } from './claim';
import { locate, QuoteNotFound, type Pointed } from './quote';

/** Where words stand that have been cited before, on another server. */
export interface QuotedPlace {
  block: string;
  start: number;
  revision: number;
  current: boolean;
  shown: boolean;
}

/** Words of an article that a claim rests on. */
export interface CitedQuote extends Pointed {
  article: Article;
  stance: Stance;
  /** Where that is known; else the words are looked for, and must be in one place alone. */
  place?: QuotedPlace;
}

/**
 * A citation of a claim.
 *
 * @param blocks those of the article
 * @throws QuoteNotFound when the words are not there
 */
export function citationOf(
  { uuid, claimId, position }: Pick<Citation, 'uuid' | 'claimId' | 'position'>,
  cited: CitedQuote,
  blocks: readonly Block[],
): Citation {
  const { article, stance, place } = cited;
  if (place && cited.quote !== undefined) {
    const { block: blockId, ...at } = confirmed(blocks, cited.quote, place);
    const said = { quote: cited.quote, stance, articleId: article.uuid, blockId };
    return Object.assign(new Citation(), { uuid, claimId, position, ...said, ...at });
  }
  const { block, start, end } = locate(blocks, cited);
  return Object.assign(new Citation(), {
    ...{ uuid, claimId, position, articleId: article.uuid, blockId: block.uuid },
    ...{ start, end, quote: block.text.slice(start, end) },
    ...{ revision: article.revision, current: true, shown: true, stance },
  });
}

/** What quotes an earlier revision is checked against nothing: its words are gone from the article. */
function confirmed(
  blocks: readonly Block[],
  quote: string,
  place: QuotedPlace,
): QuotedPlace & { end: number } {
  const end = place.start + quote.length;
  const text = blocks.find(({ uuid }) => uuid === place.block)?.text;
  if (place.current && text?.slice(place.start, end) !== quote) {
    throw new QuoteNotFound('the quote is not in the article where it is said to be');
  }
  return { ...place, end };
}

/** What two citations of a claim agree in that are one: the same words, for or against it. */
const SAME = ['articleId', 'blockId', 'start', 'end', 'quote', 'current', 'stance'] as const;

function isSame(one: Citation, other: Citation): boolean {
  return SAME.every((property) => one[property] === other[property]);
}

/** The citations of a claim, each once. */
export function withoutTwins(citations: readonly Citation[]): Citation[] {
  return citations.filter((one, i) => citations.findIndex((other) => isSame(one, other)) === i);
}

/**
 * Adds a citation, behind the others, to a claim that the transaction holds.
 *
 * @returns the citation, which may have been there already
 * @throws QuoteNotFound when the words are not there
 */
export async function addCitation(
  manager: EntityManager,
  { uuid: claimId }: Claim,
  cited: CitedQuote,
): Promise<Citation> {
  const blocks = await manager.find(Block, { where: { articleId: cited.article.uuid } });
  const others = await manager.find(Citation, { where: { claimId }, order: { position: 'ASC' } });
  const position = (others.at(-1)?.position ?? -1) + 1;
  const citation = citationOf({ uuid: uuidV7(), claimId, position }, cited, blocks);
  const known = others.find((other) => isSame(citation, other));
  if (known) return known;
  await manager.insert(Citation, citation);
  return citation;
}
