/** What an article's mentions of one entity amount to. */
export interface Prominence {
  mentionCount: number;
  /** Index of the first block that mentions it, from 0. */
  firstBlock: number;
  blockCount: number;
  inHeadline: boolean;
}

/**
 * How much an article is about an entity, above 0 and below 1: half from how often it is mentioned (with
 * less and less gain), 0.3 from how early, 0.2 from standing in the headline. It depends on this article
 * alone, so it never goes stale when others arrive.
 */
export function salienceOf({
  mentionCount,
  firstBlock,
  blockCount,
  inHeadline,
}: Prominence): number {
  const often = mentionCount / (mentionCount + 2);
  const early = 1 - firstBlock / blockCount;
  const salience = 0.5 * often + 0.3 * early + (inHeadline ? 0.2 : 0);
  // Four places come back from PostgreSQL's real as they were written.
  return Number(salience.toFixed(4));
}
