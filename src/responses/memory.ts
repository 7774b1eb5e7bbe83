import { LRUCache } from 'lru-cache';
import type { Answer } from './answer';

/** No answer may push out more than this part of the others. */
const LARGEST_PART = 1 / 8;

/** The answers that were asked for last, within a number of bytes. */
export function answersInMemory(bytes: number): LRUCache<string, Answer> {
  return new LRUCache({
    maxSize: bytes,
    maxEntrySize: Math.ceil(bytes * LARGEST_PART),
    sizeCalculation: sizeOf,
  });
}

/** Bytes; the body counts twice, for what it is compressed to stays beside it. */
function sizeOf({ body }: Answer, key: string): number {
  return 2 * key.length + 2 * body.length + 500;
}
