import { In, type EntityManager } from 'typeorm';
import { v5 as uuidV5 } from 'uuid';
import type { Article } from '../articles/article';
import { Block } from '../articles/block';
import { syncRows } from '../database/sync';
import { groupBy } from '../graphql/loaders';
import { Citation, type Stance } from './citation';
import { Claim } from './claim';
import { locateQuote, QuoteNotFound } from './quote';

/** Where words stand that have been cited before. */
export interface QuotedPlace {
  block: string;
  start: number;
  revision: number;
  current: boolean;
  shown: boolean;
}

/** Words of an article that a claim rests on. */
interface CitedQuote {
  article: Article;
  quote: string;
  stance: Stance;
  /** Where that is known; else the words are looked for, and must be in one place alone. */
  place?: QuotedPlace;
}

export interface CitedClaim {
  uuid: string;
  kind: Claim['kind'];
  citations: readonly CitedQuote[];
}

/** Claims that can't be written, by id: each with what is wrong. */
export class UnsupportedClaims extends Error {
  override readonly name = 'UnsupportedClaims';
  constructor(readonly problems: readonly { uuid: string; problem: string }[]) {
    super('Some claims are not supported by what they quote.');
  }
}

/**
 * Writes claims and their citations. The events, offices and presences themselves come after.
 *
 * @throws UnsupportedClaims when a quote is not in its article, or none supports the claim
 */
export async function saveClaims(
  manager: EntityManager,
  claims: readonly CitedClaim[],
): Promise<number> {
  const blocks = await blocksByArticle(manager, claims);
  const problems: { uuid: string; problem: string }[] = [];
  const citations = claims.flatMap((claim) => {
    if (!claim.citations.some(({ stance }) => stance === 'SUPPORTS')) {
      problems.push({ uuid: claim.uuid, problem: 'no citation supports it' });
    }
    return claim.citations.flatMap((cited, position) => {
      try {
        return [citationOf(claim, cited, position, blocks.get(cited.article.uuid) ?? [])];
      } catch (error) {
        if (!(error instanceof QuoteNotFound)) throw error;
        problems.push({ uuid: claim.uuid, problem: `citation ${position + 1}: ${error.message}` });
        return [];
      }
    });
  });
  if (problems.length > 0) throw new UnsupportedClaims(problems);
  return writeRows(manager, claims, citations);
}

async function blocksByArticle(
  manager: EntityManager,
  claims: readonly CitedClaim[],
): Promise<Map<string, Block[]>> {
  const articleIds = new Set(claims.flatMap((c) => c.citations.map(({ article }) => article.uuid)));
  const blocks = await manager.find(Block, { where: { articleId: In([...articleIds]) } });
  return groupBy(blocks, (block) => block.articleId);
}

function citationOf(
  claim: CitedClaim,
  { article, quote, stance, place }: CitedQuote,
  position: number,
  blocks: readonly Block[],
): Citation {
  const at = place ? confirmPlace(blocks, quote, place) : placeOf(blocks, quote);
  return Object.assign(new Citation(), {
    uuid: uuidV5(`citation ${position}`, claim.uuid),
    claimId: claim.uuid,
    position,
    articleId: article.uuid,
    ...at,
    quote,
    revision: place?.revision ?? article.revision,
    current: place?.current ?? true,
    shown: place?.shown ?? true,
    stance,
  });
}

type Stretch = Pick<Citation, 'blockId' | 'start' | 'end'>;

function placeOf(blocks: readonly Block[], quote: string): Stretch {
  const { block, start, end } = locateQuote(blocks, quote);
  return { blockId: block.uuid, start, end };
}

/** What quotes an earlier revision is checked against nothing: its words are gone from the article. */
function confirmPlace(
  blocks: readonly Block[],
  quote: string,
  { block, start, current }: QuotedPlace,
): Stretch {
  const end = start + quote.length;
  const text = blocks.find(({ uuid }) => uuid === block)?.text;
  if (current && text?.slice(start, end) !== quote) {
    throw new QuoteNotFound('the quote is not in the article where it is said to be');
  }
  return { blockId: block, start, end };
}

async function writeRows(
  manager: EntityManager,
  claims: readonly CitedClaim[],
  citations: Citation[],
): Promise<number> {
  const ids = claims.map(({ uuid }) => uuid);
  const rows = claims.map(({ uuid, kind }) => Object.assign(new Claim(), { uuid, kind }));
  const before = await manager.find(Claim, { where: { uuid: In(ids) } });
  await syncRows(manager, Claim, rows, before);
  const cited = await manager.find(Citation, { where: { claimId: In(ids) } });
  const { created, updated, deleted } = await syncRows(manager, Citation, citations, cited);
  return created + updated + deleted;
}
