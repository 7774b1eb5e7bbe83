import { encodeCursor, type CursorValues } from './cursor';
import type { Window } from './window';

/** One item of a page: a node, its cursor, and whatever else the edge tells. */
export class Edge<T> {
  constructor(
    readonly node: T,
    private readonly order: string,
    /** Read only where a cursor was selected. */
    readonly keys: CursorValues,
  ) {}

  get cursor(): string {
    return encodeCursor(this.order, this.keys);
  }
}

/** How many items a list holds, counted up to a bound. */
export interface Total {
  count: number;
  /** Whether these are all of them. */
  exact: boolean;
}

/** What a connection is answered from: a page of a list, and a count that is made only when asked for. */
export class Page<T> {
  readonly edges: readonly Edge<T>[];
  private total: Promise<Total> | undefined;

  /** @param found the rows of the window as they were read: one more than its size if there are more */
  constructor(
    found: readonly Edge<T>[],
    private readonly window: Window,
    private readonly count: () => Promise<Total>,
  ) {
    const kept = found.length > window.size ? found.slice(0, window.size) : found;
    this.edges = window.backward ? kept.toReversed() : kept;
    this.more = found.length > window.size;
  }

  private readonly more: boolean;

  get nodes(): T[] {
    return this.edges.map(({ node }) => node);
  }

  get pageInfo(): {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  } {
    const { edges, more } = this;
    const { backward, after, before } = this.window;
    return {
      hasNextPage: backward ? before !== undefined : more || before !== undefined,
      hasPreviousPage: backward ? more || after !== undefined : after !== undefined,
      startCursor: cursorOf(edges[0]),
      endCursor: cursorOf(edges.at(-1)),
    };
  }

  get totalCount(): Promise<number> {
    return this.counted().then(({ count }) => count);
  }

  get totalCountExact(): Promise<boolean> {
    return this.counted().then(({ exact }) => exact);
  }

  private counted(): Promise<Total> {
    return (this.total ??= this.count());
  }
}

function cursorOf(edge: Edge<unknown> | undefined): string | null {
  return edge && edge.keys.length > 0 ? edge.cursor : null;
}
