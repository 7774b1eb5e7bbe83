import sql, { empty, join, raw, type Sql } from 'sql-template-tag';
import type { DataSource } from 'typeorm';
import { allOf, readRows, type Condition, type Planning } from '../database/read';
import { project, type ModelClass, type Projection, type Row } from '../database/rows';
import { groupBy } from './loaders';
import { Edge, Page, type Total } from './page';
import type { ConnectionSelection } from './selection';
import { insideWindow, orderedWindow, type Order, type Window } from './window';

/** What the nodes of a list are: models read with it, or references whose ids it gives. */
type Nodes<T extends object> =
  { model: ModelClass<T>; alias: string } | { references: KnownRows<T>; id: Sql };

/** Rows that the process keeps: a list needs to read their ids alone. */
interface KnownRows<T> {
  loadMany(ids: readonly string[]): Promise<(T | null)[]>;
}

/** What a list is counted by. */
type Counted = Pick<List<object>, 'from' | 'where' | 'with' | 'size' | 'planning'>;

/** A list that can be paged and counted: one description serves root lists and children alike. */
export interface List<T extends object> {
  nodes: Nodes<T>;
  /** FROM, with joins. A list of children may name its parent's uuid as `parent.id`. */
  from: Sql;
  where: readonly Condition[];
  order: Order;
  /** What an edge tells beside its node, by field. */
  edge?: Readonly<Record<string, Sql>>;
  /** WITH, where the list is made in steps. */
  with?: Sql;
  /** A join that is made for the rows of the page alone, which bear the alias of `from`. */
  lookup?: { alias: string; join: Sql };
  /** Anew where what is asked for may be rare or common, and the best way to it depends on that. */
  planning?: Planning;
  /** The number of items, where the steps know it; else they are counted, up to 10,000. */
  size?: { items: Sql; countedUpTo: number };
}

/** Where there are more items, readers care for "many", and counting them would take as long as there are many. */
const COUNTED_UP_TO = 10_000;

/** How a list is read for what is selected of it: the columns of its rows, and the way back from a row. */
class Reading<T extends object> {
  private readonly projection: Projection<T> | undefined;
  private readonly edgeFields: readonly (readonly [string, Sql])[];

  constructor(
    db: DataSource,
    private readonly list: List<T>,
    private readonly wanted: ConnectionSelection,
  ) {
    const { nodes, edge = {} } = list;
    if ('model' in nodes) this.projection = project(db, nodes.model, nodes.alias, wanted.node);
    this.edgeFields = Object.entries(edge).filter(([field]) => wanted.edge.has(field));
  }

  /** The SELECT of a page. */
  statement(window: Window): Sql {
    const { nodes, with: steps = empty, from, where, order, lookup, size } = this.list;
    const columns = join([
      'id' in nodes ? nodes.id : (this.projection?.columns ?? empty),
      ...this.edgeFields.map(([, expression]) => expression),
      ...(this.wanted.cursors ? order.keys.map(({ expression }) => expression) : []),
      ...(this.wanted.count && size ? [size.items] : []),
    ]);
    const ordered = orderedWindow(order, window);
    const page = sql`FROM ${from} WHERE ${allOf([...where, ...insideWindow(order, window)])} ${ordered}`;
    if (!lookup) return sql`${steps} SELECT ${columns} ${page}`;
    return sql`${steps} SELECT ${columns} FROM (SELECT * ${page}) AS ${raw(lookup.alias)}
      ${lookup.join} ${ordered}`;
  }

  /** The edges of rows whose columns start at `start`; none for a node that was deleted meanwhile. */
  async edges(rows: readonly Row[], start: number): Promise<Edge<T>[][]> {
    const { nodes } = this.list;
    const { projection } = this;
    const found = projection
      ? rows.map((row) => projection.from(row, start))
      : 'id' in nodes
        ? await nodes.references.loadMany(rows.map((row) => row[start] as string))
        : [];
    const behindNode = start + (projection?.width ?? 1);
    return rows.map((row, i) => {
      const node = found[i];
      return node ? [this.edge(node, row, behindNode)] : [];
    });
  }

  private edge(node: T, row: Row, start: number): Edge<T> {
    const { keys, name } = this.list.order;
    const keysAt = start + this.edgeFields.length;
    const values = this.wanted.cursors ? row.slice(keysAt, keysAt + keys.length).map(keyValue) : [];
    const edge = new Edge(node, name, values);
    for (const [i, [field]] of this.edgeFields.entries()) {
      (edge as unknown as Record<string, unknown>)[field] = row[start + i];
    }
    return edge;
  }
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
  wanted: ConnectionSelection,
): Promise<Page<T>> {
  const reading = new Reading(db, list, wanted);
  const rows = await readRows(db, reading.statement(window), list.planning);
  const [first] = rows;
  const count =
    first && list.size && wanted.count
      ? () => Promise.resolve(totalOf(first.at(-1) as number, list))
      : () => countList(db, list);
  return new Page((await reading.edges(rows, 0)).flat(), window, count);
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
  wanted: ConnectionSelection,
): Promise<Edge<T>[][]> {
  const reading = new Reading(db, list, wanted);
  const rows = await readRows(
    db,
    sql`SELECT parent.n::int, child.* ${eachOf(parents)}
      CROSS JOIN LATERAL (${reading.statement(window)}) AS child`,
    list.planning,
  );
  const edges = await reading.edges(rows, 1);
  const byParent = groupBy([...edges.keys()], (i) => rows[i]?.[0]);
  return parents.map((_, n) => (byParent.get(n + 1) ?? []).flatMap((i) => edges[i] ?? []));
}

/** The parents in SQL: `parent.id`, numbered from 1 by `parent.n`. */
export function eachOf(parents: readonly string[]): Sql {
  return sql`FROM unnest(${parents}::uuid[]) WITH ORDINALITY AS parent (id, n)`;
}

/** How many items a list holds. */
export async function countList(db: DataSource, list: Counted): Promise<Total> {
  const statement = sql`${list.with ?? empty} SELECT ${sizeOf(list)}`;
  const [row] = await readRows(db, statement, list.planning);
  return totalOf(row?.[0] as number, list);
}

/** How many items each parent's list holds, in one statement. */
export async function countChildLists(
  db: DataSource,
  parents: readonly string[],
  list: Counted,
): Promise<Total[]> {
  const statement = sql`SELECT ${sizeOf(list)} ${eachOf(parents)} ORDER BY parent.n`;
  const rows = await readRows(db, statement, list.planning);
  return rows.map(([size]) => totalOf(size as number, list));
}

/** The number of items, as far as they are counted: one more tells that there are more. */
function sizeOf({ from, where, size }: Counted): Sql {
  if (size) return size.items;
  return sql`(SELECT count(*)::int FROM (
    SELECT FROM ${from} WHERE ${allOf(where)} LIMIT ${raw(String(COUNTED_UP_TO + 1))}) AS counted)`;
}

function totalOf(size: number, { size: known }: Counted): Total {
  const bound = known?.countedUpTo ?? COUNTED_UP_TO;
  return { count: Math.min(size, bound), exact: size <= bound };
}
