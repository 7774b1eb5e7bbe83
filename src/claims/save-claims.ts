import { In, type EntityManager } from 'typeorm';
import { v5 as uuidV5 } from 'uuid';
import { Block } from '../articles/block';
import { syncRows } from '../database/sync';
import { groupBy } from '../graphql/loaders';
import { Citation } from './citation';
import { citationOf, withoutTwins, type CitedQuote } from './cite';
import { Claim } from './claim';
import { QuoteNotFound } from './quote';

export interface CitedClaim {
  uuid: string;
  kind: Claim['kind'];
  citations: readonly CitedQuote[];
}

/** What is wrong with a claim. */
interface ClaimProblem {
  uuid: string;
  /** Which of its citations, from 0; null where it is the claim itself. */
  citation: number | null;
  problem: string;
}

/** Claims that can't be written: each with what is wrong. */
export class UnsupportedClaims extends Error {
  override readonly name = 'UnsupportedClaims';
  constructor(readonly problems: readonly ClaimProblem[]) {
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
  const problems: ClaimProblem[] = [];
  const citations = claims.flatMap(({ uuid, citations: cited }) => {
    if (!cited.some(({ stance }) => stance === 'SUPPORTS')) {
      problems.push({ uuid, citation: null, problem: 'no citation supports it' });
    }
    const found = cited.flatMap((one, position) => {
      const key = { uuid: uuidV5(`citation ${position}`, uuid), claimId: uuid, position };
      try {
        return [citationOf(key, one, blocks.get(one.article.uuid) ?? [])];
      } catch (error) {
        if (!(error instanceof QuoteNotFound)) throw error;
        problems.push({ uuid, citation: position, problem: error.message });
        return [];
      }
    });
    return withoutTwins(found);
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
