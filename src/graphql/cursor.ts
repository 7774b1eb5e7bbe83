import { z } from 'zod';
import { badInput } from './errors';
import { isStorableText } from './text';

/** The type of a column that a list is ordered by, as it is written in a cursor and in SQL. */
export type KeyType = 'uuid' | 'text' | 'integer' | 'bigint' | 'real' | 'timestamptz' | 'date';

const INFINITE = ['infinity', '-infinity'];
/** The calendar of PostgreSQL has no year 0. */
const AFTER_YEAR_0 = /^(?!0000)/;

/** Whether it is neither more than a `real` holds, nor so little that it would be none. */
function isReal(value: number): boolean {
  const real = Math.fround(value);
  return Number.isFinite(real) && (real !== 0 || value === 0);
}

const keyValues: Record<KeyType, z.ZodType<string | number>> = {
  uuid: z.guid(),
  text: z.string().refine(isStorableText),
  integer: z.int().min(-2147483648).max(2147483647),
  bigint: z.string().regex(/^\d{1,18}$/),
  real: z.number().refine(isReal),
  timestamptz: z.union([z.iso.datetime({ precision: 3 }).regex(AFTER_YEAR_0), z.literal(INFINITE)]),
  date: z.union([z.iso.date().regex(AFTER_YEAR_0), z.literal(INFINITE)]),
};

/** Where a page begins: the values of the order's keys at one item. */
export type CursorValues = readonly (string | number)[];

/** An opaque cursor: the list's order by name, then the item's key values. */
export function encodeCursor(order: string, values: CursorValues): string {
  return Buffer.from(JSON.stringify([order, ...values])).toString('base64url');
}

/**
 * Reads a cursor back.
 *
 * @throws BAD_USER_INPUT when it was not made by this server for a list in this order
 */
export function decodeCursor(
  argument: 'after' | 'before',
  cursor: string,
  order: string,
  types: readonly KeyType[],
): CursorValues {
  const shape = z.tuple([
    z.literal(order),
    ...(types.map((type) => keyValues[type]) as [z.ZodType<string | number>]),
  ]);
  const values = shape.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString()));
  if (!values.success) throw badInput(`Argument "${argument}" is not a cursor of this list.`);
  return values.data.slice(1);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined; // whatever is not JSON fails the shape check that follows
  }
}
