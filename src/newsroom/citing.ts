import type { EntityManager } from 'typeorm';
import { v7 as uuidV7 } from 'uuid';
import type { CitedQuote } from '../claims/cite';
import type { Claim } from '../claims/claim';
import { saveClaims, UnsupportedClaims } from '../claims/save-claims';
import { badInput } from '../graphql/errors';
import { uuidOf } from '../graphql/node';
import type { CitationInput } from './citation.inputs';
import { articlesOf } from './referring';

/**
 * What citations of an input quote. The articles are held as they are until the transaction ends.
 *
 * @param pathOf the path of the argument that holds one of them
 * @throws BAD_USER_INPUT for an article that is not there, or an id of something else
 */
export async function quotesOf(
  manager: EntityManager,
  citations: readonly CitationInput[],
  pathOf: (index: number) => string,
): Promise<CitedQuote[]> {
  const named = citations.map(({ article: id }, i) => ({ argument: `${pathOf(i)}.article`, id }));
  const articles = await articlesOf(manager, named);
  return articles.map((article, i) => {
    const { quote, block, start, end, stance = 'SUPPORTS' } = citations[i] ?? {};
    return {
      ...{ article, stance, quote: quote ?? undefined },
      blockId: block == null ? undefined : uuidOf(`${pathOf(i)}.block`, 'Block', block),
      ...{ start: start ?? undefined, end: end ?? undefined },
    };
  });
}

/**
 * Makes a claim with the citations of `input.citations`.
 *
 * @returns its id: the row of what is claimed comes after, under the same
 * @throws BAD_USER_INPUT when none supports it, or one quotes what is not there
 */
export async function makeClaim(
  manager: EntityManager,
  kind: Claim['kind'],
  inputs: readonly CitationInput[],
): Promise<string> {
  const pathOf = (index: number): string => `input.citations.${index}`;
  const citations = await quotesOf(manager, inputs, pathOf);
  const uuid = uuidV7();
  try {
    await saveClaims(manager, [{ uuid, kind, citations }]);
    return uuid;
  } catch (error) {
    if (!(error instanceof UnsupportedClaims)) throw error;
    const [{ citation, problem } = { citation: null, problem: error.message }] = error.problems;
    const path = citation === null ? 'input.citations' : pathOf(citation);
    throw badInput(`Argument "${path}": ${problem}.`);
  }
}
