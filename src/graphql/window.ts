import sql, { join, raw, type Sql } from 'sql-template-tag';
import type { Condition } from '../database/read';
import { decodeCursor, type CursorValues, type KeyType } from './cursor';
import { badInput } from './errors';
import { DEFAULT_PAGE_SIZE, pageSize, type PageArgs } from './page-args';

/** A total order of a list: its keys all run one way, and the last of them is unique. */
export interface Order {
  /** Names the order in cursors, so that a cursor of another list is recognised. */
  name: string;
  keys: readonly { expression: Sql; type: KeyType }[];
  direction: 'ASC' | 'DESC';
}

/** Which part of a list a page shows. */
export interface Window {
  size: number;
  backward: boolean;
  after: CursorValues | undefined;
  before: CursorValues | undefined;
}

/**
 * Reads and checks the paging arguments.
 *
 * @throws BAD_USER_INPUT for a size outside 1 to 100, for both directions at once, for a foreign cursor
 */
export function readWindow(order: Order, args: PageArgs): Window {
  const { first, last, after, before } = args;
  if (first != null && last != null) throw badInput('Give "first" or "last", not both.');
  const types = order.keys.map((key) => key.type);
  return {
    size: last != null ? pageSize('last', last) : pageSize('first', first ?? DEFAULT_PAGE_SIZE),
    backward: last != null,
    after: after == null ? undefined : decodeCursor('after', after, order.name, types),
    before: before == null ? undefined : decodeCursor('before', before, order.name, types),
  };
}

/** Only what lies beyond the window's cursors. */
export function insideWindow(order: Order, { after, before }: Window): Condition[] {
  const ascending = order.direction === 'ASC';
  return [after && beyond(order, ascending, after), before && beyond(order, !ascending, before)];
}

function beyond(order: Order, greater: boolean, cursor: CursorValues): Sql {
  const left = order.keys.map((key) => key.expression);
  const right = order.keys.map((key, i) => sql`${cursor[i]}::${raw(key.type)}`);
  const than = raw(greater ? '>' : '<');
  // The first key is bounded by itself as well: an index scan that has other bounds on it would start at those.
  return sql`${left[0]} ${than}= ${right[0]} AND (${join(left)}) ${than} (${join(right)})`;
}

/**
 * ORDER BY in the direction in which the window is read, one row more than asked for: it tells whether
 * another page follows. The number stands in the text, for a plan that is made once depends on it.
 */
export function orderedWindow({ keys, direction }: Order, { backward, size }: Window): Sql {
  const ascending = (direction === 'ASC') !== backward;
  const sorting = keys.map(
    ({ expression }) => sql`${expression} ${raw(ascending ? 'ASC' : 'DESC')}`,
  );
  return sql`ORDER BY ${join(sorting)} LIMIT ${raw(String(size + 1))}`;
}
