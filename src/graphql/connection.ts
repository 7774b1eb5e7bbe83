import DataLoader from 'dataloader';
import type { GraphQLResolveInfo } from 'graphql';
import { Field, Int, ObjectType, type ClassType } from 'type-graphql';
import type { DataSource } from 'typeorm';
import type { ModelClass } from '../database/rows';
import { countChildLists, countList, readChildPages, readPage, type List } from './list';
import { Page, type Edge } from './page';
import type { PageArgs } from './page-args';
import type { PerParent } from './per-parent';
import { connectionSelection } from './selection';
import { readWindow } from './window';

@ObjectType({ simpleResolvers: true, description: 'Where a page stands in its list.' })
class PageInfo {
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

/** A connection that hangs on nothing: one statement for the page, one for the count. */
export async function rootConnection<T extends object>(
  db: DataSource,
  list: List<T>,
  args: PageArgs,
  info: GraphQLResolveInfo,
): Promise<Page<T>> {
  const window = readWindow(list.order, args);
  const wanted = connectionSelection(info);
  if (!wanted.page) return new Page([], window, () => countList(db, list));
  return readPage(db, list, window, wanted);
}

/** The connections of one field for all its parents: a page inside a page is still one statement. */
export function childConnections<P extends { uuid: string }, T extends object>(
  db: DataSource,
  list: List<T>,
  args: PageArgs,
  info: GraphQLResolveInfo,
): PerParent<P, Page<T>> {
  const window = readWindow(list.order, args);
  const wanted = connectionSelection(info);
  const pages = new DataLoader((parents: readonly string[]) =>
    readChildPages(db, parents, list, window, wanted),
  );
  const counts = new DataLoader((parents: readonly string[]) => countChildLists(db, parents, list));
  const pageOf = (parent: string, edges: Edge<T>[]): Page<T> =>
    new Page(edges, window, () => counts.load(parent));
  return ({ uuid }) =>
    wanted.page ? pages.load(uuid).then((edges) => pageOf(uuid, edges)) : pageOf(uuid, []);
}

/** What the GraphQL type of an edge holds. */
export type EdgeFields<T> = Pick<Edge<T>, 'cursor' | 'node'>;

/** Declares the edge type `name`: a node of one type and its cursor. Richer edges extend it. */
export function edgeType<T extends object>(
  name: string,
  node: () => ModelClass<T>,
): ClassType<EdgeFields<T>> {
  @ObjectType(name, {
    simpleResolvers: true,
    description: 'An item of a list, and where it stands.',
  })
  class NodeEdge implements EdgeFields<T> {
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
  edge: ClassType<EdgeFields<T>> = edgeType(`${name}Edge`, node),
): ClassType {
  @ObjectType(`${name}Connection`, { simpleResolvers: true, description: 'A page of a list.' })
  class NodeConnection {
    @Field(() => [edge], { description: 'The items of this page, each with its cursor.' })
    edges!: EdgeFields<T>[];

    @Field(() => [node() as ClassType<T>], { description: 'The items of this page alone.' })
    nodes!: T[];

    @Field(() => PageInfo, { description: 'Where this page stands in the list.' })
    pageInfo!: PageInfo;

    @Field(() => Int, {
      description:
        'How many items the whole list holds that the viewer may see, counted up to 10,000 (in a search, up to 50,000). Counted only when selected.',
    })
    totalCount!: number;

    @Field(() => Boolean, {
      description:
        'Whether totalCount is all of them; false where there are more than were counted.',
    })
    totalCountExact!: boolean;
  }
  return NodeConnection;
}
