import { JSONParser } from '@streamparser/json';
import { UnreadableArticle } from './text';

export interface MetValue {
  /** The property that it is of; a number in a list. */
  key: string | number | undefined;
  value: unknown;
}

/**
 * Reads JSON as it comes, and gives the values at these paths ('$.items.*') one at a time. Several
 * documents may follow one another.
 *
 * @throws UnreadableArticle where it is not JSON; what came before is given
 */
export async function* valuesOf(
  chunks: AsyncIterable<string>,
  paths: string[],
): AsyncGenerator<MetValue> {
  let met: MetValue[] = [];
  let failure: Error | undefined;
  const parser = new JSONParser({ paths, keepStack: false, separator: '' });
  parser.onValue = ({ key, value }): void => void met.push({ key, value });
  parser.onError = (error): void => void (failure ??= error);
  for await (const chunk of chunks) {
    parser.write(chunk);
    const some = met;
    met = [];
    yield* some;
    if (failure) throw new UnreadableArticle('It is not JSON.', { cause: failure });
  }
  if (!parser.isEnded && met.length === 0) parser.end();
  if (failure) throw new UnreadableArticle('The JSON ends too early.', { cause: failure });
}

/** An object that came as JSON, its properties under their names in lower case. */
export type Fields = Record<string, unknown>;

export function fieldsOf(value: unknown): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name.toLowerCase(), one]));
}

/** Objects in a list, or the one that stands in place of a list. */
export function listOf(value: unknown): Fields[] {
  const all = Array.isArray(value) ? value : [value];
  return all.map(fieldsOf).filter((fields) => Object.keys(fields).length > 0);
}

/** The first of these values that is a text with something in it; a number counts as one. */
export function firstText(...values: unknown[]): string | null {
  for (const value of values) {
    if (typeof value === 'string' && value.trim() !== '') return value;
    if (typeof value === 'number') return String(value);
  }
  return null;
}

/** The first character of a text that comes, but for white space: [ is a list, whose elements can be read one at a time. */
export async function beginning(
  chunks: AsyncIterable<string>,
): Promise<{ first: string; all: AsyncIterable<string> }> {
  const reader = chunks[Symbol.asyncIterator]();
  let text = '';
  while (text.trim() === '') {
    const next = await reader.next();
    if (next.done === true) break;
    text += next.value;
  }
  const all = async function* (): AsyncGenerator<string> {
    yield text;
    yield* { [Symbol.asyncIterator]: () => reader };
  };
  return { first: text.trimStart().charAt(0), all: all() };
}
