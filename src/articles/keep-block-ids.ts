import { groupBy } from '../graphql/loaders';
import type { Block } from './block';
import type { StoryBlock } from './story';

/** How much of their words two blocks must share to be one block, edited: from 0 to 1. */
const ALIKE = 0.5;
/** How far from its old place an edited block is looked for, in blocks. */
const REACH = 5;

/**
 * Which blocks of an article an edit has kept: by the id that the writer gives, else by the same text, else
 * by much the same words nearby.
 *
 * @returns for each block of the edit the id of the block that it is; undefined for a new one
 */
export function keepBlockIds(
  before: readonly Block[],
  after: readonly StoryBlock[],
): (string | undefined)[] {
  if (before.length === 0) return after.map(() => undefined);
  const free = new Map(before.map((block) => [block.uuid, block]));
  const ids = after.map(({ uuid }) => (uuid !== undefined && free.delete(uuid) ? uuid : undefined));
  const keep = (index: number, block: Block | undefined): void => {
    if (block && free.delete(block.uuid)) ids[index] = block.uuid;
  };
  const sameText = groupBy([...free.values()], ({ text }) => text);
  for (const [index, { text }] of after.entries()) {
    if (ids[index] === undefined) keep(index, sameText.get(text)?.shift());
  }
  const shift = before.length - after.length;
  for (const [index, { text }] of after.entries()) {
    if (ids[index] === undefined) keep(index, mostAlike(text, nearby(free, index, shift)));
  }
  return ids;
}

/** The blocks that nothing has claimed yet, around where this one stands, counted from either end. */
function nearby(free: ReadonlyMap<string, Block>, index: number, shift: number): Block[] {
  const [first, last] = [
    Math.min(index, index + shift) - REACH,
    Math.max(index, index + shift) + REACH,
  ];
  return [...free.values()].filter(({ index: at }) => at >= first && at <= last);
}

function mostAlike(text: string, candidates: readonly Block[]): Block | undefined {
  const words = wordsIn(text);
  const alike = candidates.map((block) => ({ block, share: shareOf(words, wordsIn(block.text)) }));
  const best = alike.toSorted((a, b) => b.share - a.share)[0];
  return best && best.share >= ALIKE ? best.block : undefined;
}

function wordsIn(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
}

/** Dice's coefficient: twice what is shared, by what there is in both. */
function shareOf(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = [...a].filter((word) => b.has(word)).length;
  return a.size + b.size === 0 ? 0 : (2 * shared) / (a.size + b.size);
}
