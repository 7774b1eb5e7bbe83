import sql, { join, raw, type Sql } from 'sql-template-tag';
import type { DataSource } from 'typeorm';
import { allOf, readRows, type Condition } from '../database/read';
import { rowsOf, type ModelClass, type Row, type Rows } from '../database/rows';
import { decodeCursor, encodeCursor, type CursorValues, type KeyType } from './cursor';
import { badInput } from './errors';
import { groupBy } from './loaders';
import { DEFAULT_PAGE_SIZE, pageSize, type PageArgs } from './page-args';

/** A total order of a list: its keys all run one way, and the last of them is unique. */
export interface Order {
  /** Names the order in cursors, so that a cursor of another list is recognised. */
  name: string;
  keys: readonly { expression: Sql; type: KeyType }[];
  direction: 'ASC' | 'DESC';
}

/** A list that can be paged and counted: one description serves root lists and children alike. */
export interface List<T extends object> {
  model: ModelClass<T>;
  alias: string;
  /** FROM, with joins. A list of children may name its parent's uuid as `parent.id`. */
  from: Sql;
  where: readonly Condition[];
  order: Order;
  /** What an edge tells beside its node, as SELECT columns. */
  edgeColumns?: Sql;
}

/** One item of a page: a node, its cursor, and whatever else the edge tells. */
export interface Edge<T> {
  cursor: string;
  node: T;
}

export interface Page<T> {
  edges: Edge<T>[];
  hasNextPage: boolean;
  hasPreviousPage: boolean;
}

interface Window {
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

/** The page's SELECT, one row more than asked for: that row tells whether another page follows. */
function pageStatement(rows: Rows<object>, list: List<object>, window: Window): Sql {
  const { keys, direction } = list.order;
  const forward = (direction === 'ASC') !== window.backward;
  const keyColumns = keys.map((key, i) => sql`${key.expression} AS ${raw(`key${i}`)}`);
  const edge = list.edgeColumns ? sql`, ${list.edgeColumns}` : sql``;
  const conditions = [
    ...list.where,
    window.after && beyond(list.order, direction === 'ASC', window.after),
    window.before && beyond(list.order, direction !== 'ASC', window.before),
  ];
  const sorting = keys.map((key) => sql`${key.expression} ${raw(forward ? 'ASC' : 'DESC')}`);
  return sql`SELECT ${rows.columns}${edge}, ${join(keyColumns)} FROM ${list.from}
    WHERE ${allOf(conditions)} ORDER BY ${join(sorting)} LIMIT ${window.size + 1}`;
}

function beyond(order: Order, greater: boolean, cursor: CursorValues): Sql {
  const left = join(order.keys.map((key) => key.expression));
  const right = join(order.keys.map((key, i) => sql`${cursor[i]}::${raw(key.type)}`));
  return sql`(${left}) ${raw(greater ? '>' : '<')} (${right})`;
}

function toPage<T extends object>(
  found: readonly Row[],
  rows: Rows<T>,
  list: List<T>,
  window: Window,
): Page<T> {
  const more = found.length > window.size;
  const kept = found.slice(0, window.size);
  if (window.backward) kept.reverse();
  return {
    edges: kept.map((row) => toEdge(row, rows, list.order)),
    hasNextPage: window.backward
      ? window.before !== undefined
      : more || window.before !== undefined,
    hasPreviousPage: window.backward
      ? more || window.after !== undefined
      : window.after !== undefined,
  };
}

function toEdge<T extends object>(row: Row, rows: Rows<T>, order: Order): Edge<T> {
  const values = order.keys.map((_, i) => keyValue(row[`key${i}`]));
  return { ...row, node: rows.from(row), cursor: encodeCursor(order.name, values) };
}

function keyValue(value: unknown): string | number {
  if (value instanceof Date) return value.toISOString();
  if (value === Infinity || value === -Infinity) return value > 0 ? 'infinity' : '-infinity';
  if (typeof value === 'string' || typeof value === 'number') return value;
  throw new Error('an order key has no value');
}

/** One page of a list that hangs on nothing. */
export async function readPage<T extends object>(
  db: DataSource,
  list: List<T>,
  window: Window,
): Promise<Page<T>> {
  const rows = rowsOf(db, list.model, list.alias);
  const found = await readRows(db, pageStatement(rows, list, window));
  return toPage(found, rows, list, window);
}

/**
 * One page for each parent, in one statement. Each parent's rows come in the page's order: a lateral
 * subquery can only be joined by a nested loop, which keeps it.
 */
export async function readChildPages<T extends object>(
  db: DataSource,
  parents: readonly string[],
  list: List<T>,
  window: Window,
): Promise<Page<T>[]> {
  const rows = rowsOf(db, list.model, list.alias);
  const found = await readRows<Row & { parent: string }>(
    db,
    sql`SELECT parent.id AS parent, child.*
      FROM unnest(${parents}::uuid[]) AS parent (id)
      CROSS JOIN LATERAL (${pageStatement(rows, list, window)}) AS child`,
  );
  const byParent = groupBy(found, (row) => row.parent);
  return parents.map((parent) => toPage(byParent.get(parent) ?? [], rows, list, window));
}

/** How many items a list holds. */
export async function countList(db: DataSource, list: List<object>): Promise<number> {
  const [row] = await readRows<{ count: number }>(db, countStatement(list));
  return row?.count ?? 0;
}

/** How many items each parent's list holds, in one statement. */
export async function countChildLists(
  db: DataSource,
  parents: readonly string[],
  list: List<object>,
): Promise<number[]> {
  const found = await readRows<{ parent: string; count: number }>(
    db,
    sql`SELECT parent.id AS parent, child.count
      FROM unnest(${parents}::uuid[]) AS parent (id)
      CROSS JOIN LATERAL (${countStatement(list)}) AS child`,
  );
  const byParent = new Map(found.map((row) => [row.parent, row.count]));
  return parents.map((parent) => byParent.get(parent) ?? 0);
}

function countStatement(list: List<object>): Sql {
  return sql`SELECT count(*)::int AS count FROM ${list.from} WHERE ${allOf(list.where)}`;
}
