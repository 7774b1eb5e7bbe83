import { occurrences } from './find-words';

/** Words in a text, and the UTF-16 offset of their start. */
export interface Words {
  start: number;
  text: string;
}

/**
 * Where words of a text stand after an edit. Those before or behind all that was edited are found at once;
 * of others it is the same one in the count, where there are as many as before, else the nearest that the
 * edit has touched.
 *
 * @returns the UTF-16 offset of their start; undefined where they are gone
 */
export function whereNow(before: string, after: string, words: Words): number | undefined {
  const { start, text } = words;
  const shift = after.length - before.length;
  const head = sharedHead(before, after);
  if (start + text.length <= head) return start;
  const tail = sharedTail(before, after, head);
  if (start >= before.length - tail) return start + shift;
  const now = occurrences(after, text);
  const then = occurrences(before, text);
  if (now.length === then.length) return now[then.indexOf(start)];
  const touched = now.filter((at) => at + text.length > head && at < after.length - tail);
  return nearest(touched, start + text.length <= head ? start : start + shift);
}

/** Of several places with the same words, the one that is as far from the nearer end that was left alone. */
export function nearestNow(before: string, after: string, words: Words): number | undefined {
  const { start, text } = words;
  const stayed = start + text.length <= sharedHead(before, after);
  const expected = stayed ? start : start + after.length - before.length;
  return nearest(occurrences(after, text), expected);
}

function nearest(places: readonly number[], expected: number): number | undefined {
  return places.toSorted((a, b) => Math.abs(a - expected) - Math.abs(b - expected) || a - b)[0];
}

function sharedHead(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

/** What two texts end with alike, behind the head that they share. */
function sharedTail(a: string, b: string, head: number): number {
  const most = Math.min(a.length, b.length) - head;
  let length = 0;
  while (length < most && a.at(-1 - length) === b.at(-1 - length)) length++;
  return length;
}
