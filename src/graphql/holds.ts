import sql, { type Sql } from 'sql-template-tag';
import { allOf } from '../database/read';
import type { List } from './list';

/** Whether a list holds the item of an id: the last key of a list's order. */
export function holds(
  { from, where, order }: Pick<List<object>, 'from' | 'where' | 'order'>,
  id: Sql,
): Sql {
  const key = order.keys.at(-1);
  if (!key) throw new Error('a list without an order');
  return sql`EXISTS (SELECT 1 FROM ${from} WHERE ${allOf([...where, sql`${key.expression} = ${id}`])})`;
}
