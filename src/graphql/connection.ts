import DataLoader from 'dataloader';
import { Field, Int, ObjectType, type ClassType } from 'type-graphql';
import type { DataSource } from 'typeorm';
import type { ModelClass } from '../database/rows';
import {
  countChildLists,
  countList,
  readChildPages,
  readPage,
  readWindow,
  type Edge,
  type List,
  type Page,
} from './list';
import { byArguments } from './loaders';
import type { PageArgs } from './page-args';

@ObjectType({ simpleResolvers: true, description: 'Where a page stands in its list.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether items follow this page.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Whether items precede this page.' })
  hasPreviousPage!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the first item, to page backward with "before"; null on an empty page.',
  })
  startCursor!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the last item, to page forward with "after"; null on an empty page.',
  })
  endCursor!: string | null;
}

/** A page that is read when a field asks for it, and a count that is made only when asked for. */
export class Connection<T> {
  private page: Promise<Page<T>> | undefined;

  constructor(
    private readonly load: () => Promise<Page<T>>,
    private readonly count: () => Promise<number>,
  ) {}

  get edges(): Promise<Edge<T>[]> {
    return this.read().then(({ edges }) => edges);
  }

  get nodes(): Promise<T[]> {
    return this.edges.then((edges) => edges.map(({ node }) => node));
  }

  get pageInfo(): Promise<PageInfo> {
    return this.read().then(({ edges, hasNextPage, hasPreviousPage }) => ({
      hasNextPage,
      hasPreviousPage,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    }));
  }

  get totalCount(): Promise<number> {
    return this.count();
  }

  private read(): Promise<Page<T>> {
    return (this.page ??= this.load());
  }
}

/** A connection that hangs on nothing: one statement for the page, one for the count. */
export function rootConnection<T extends object>(
  db: DataSource,
  list: List<T>,
  args: PageArgs,
): Connection<T> {
  const window = readWindow(list.order, args);
  return new Connection(
    () => readPage(db, list, window),
    () => countList(db, list),
  );
}

/** Makes the connections of one field for its parents: a page inside a page is still one statement. */
export function childConnections<A extends PageArgs, T extends object>(
  db: DataSource,
  listFor: (args: A) => List<T>,
): (parent: string, args: A) => Connection<T> {
  const loadersFor = byArguments((args: A) => {
    const list = listFor(args);
    const window = readWindow(list.order, args);
    return {
      pages: new DataLoader((parents: readonly string[]) =>
        readChildPages(db, parents, list, window),
      ),
      counts: new DataLoader((parents: readonly string[]) => countChildLists(db, parents, list)),
    };
  });
  return (parent, args) => {
    const { pages, counts } = loadersFor(args);
    return new Connection(
      () => pages.load(parent),
      () => counts.load(parent),
    );
  };
}

/** Declares the edge type `name`: a node of one type and its cursor. Richer edges extend it. */
export function edgeType<T extends object>(
  name: string,
  node: () => ModelClass<T>,
): ClassType<Edge<T>> {
  @ObjectType(name, {
    simpleResolvers: true,
    description: 'An item of a list, and where it stands.',
  })
  class NodeEdge implements Edge<T> {
    @Field(() => String, { description: 'Where the item stands in the list; opaque.' })
    cursor!: string;

    @Field(() => node() as ClassType<T>, { description: 'The item itself.' })
    node!: T;
  }
  return NodeEdge;
}

/** Declares the connection type `nameConnection`, and its edge type where none is given. */
export function connectionType<T extends object>(
  name: string,
  node: () => ModelClass<T>,
  edge: ClassType<Edge<T>> = edgeType(`${name}Edge`, node),
): ClassType {
  @ObjectType(`${name}Connection`, { simpleResolvers: true, description: 'A page of a list.' })
  class NodeConnection {
    @Field(() => [edge], { description: 'The items of this page, each with its cursor.' })
    edges!: Edge<T>[];

    @Field(() => [node() as ClassType<T>], { description: 'The items of this page alone.' })
    nodes!: T[];

    @Field(() => PageInfo, { description: 'Where this page stands in the list.' })
    pageInfo!: PageInfo;

    @Field(() => Int, {
      description:
        'How many items the whole list holds that the viewer may see. Counted only when selected.',
    })
    totalCount!: number;
  }
  return NodeConnection;
}
