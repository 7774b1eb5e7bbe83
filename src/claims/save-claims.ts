import { In, type EntityManager } from 'typeorm';
import { v5 as uuidV5 } from 'uuid';
import type { Article } from '../articles/article';
import { Block } from '../articles/block';
import { syncRows } from '../database/sync';
import { groupBy } from '../graphql/loaders';
import { Citation, type Stance } from './citation';
import { Claim } from './claim';
import { locateQuote, QuoteNotFound } from './quote';

/** Words of an article that a claim rests on. */
interface CitedQuote {
  article: Article;
  quote: string;
  stance: Stance;
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
  { article, quote, stance }: CitedQuote,
  position: number,
  blocks: readonly Block[],
): Citation {
  const { block, start, end } = locateQuote(blocks, quote);
  return Object.assign(new Citation(), {
    uuid: uuidV5(`citation ${position}`, claim.uuid),
    claimId: claim.uuid,
    position,
    articleId: article.uuid,
    blockId: block.uuid,
    start,
    end,
    quote,
    revision: article.revision,
    current: true,
    shown: true,
    stance,
  });
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
