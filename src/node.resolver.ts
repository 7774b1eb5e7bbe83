import { ArrayMaxSize } from 'class-validator';
import { Arg, Args, ArgsType, Ctx, Field, ID, Query, Resolver } from 'type-graphql';
import type { Context } from './context';
import { decodeId, Node } from './graphql/node';
import { MAX_PAGE_SIZE } from './graphql/page-args';

@ArgsType()
class NodesArgs {
  @Field(() => [ID], { description: 'Ids, at most 100.' })
  @ArrayMaxSize(MAX_PAGE_SIZE)
  ids!: string[];
}

function find({ loaders }: Context, id: string): Promise<Node | null> {
  const { family, uuid } = decodeId(id);
  if (family === 'Article') return loaders.articleById.load(uuid);
  if (family === 'Entity') return loaders.entityById.load(uuid);
  if (family === 'Event') return loaders.eventById.load(uuid);
  return Promise.resolve(null);
}

@Resolver()
export class NodeResolver {
  @Query(() => Node, {
    nullable: true,
    description: 'The object of an id; null where there is none that the viewer may see.',
  })
  node(
    @Arg('id', () => ID, { description: 'An id that this server gave.' }) id: string,
    @Ctx() context: Context,
  ): Promise<Node | null> {
    return find(context, id);
  }

  @Query(() => [Node], {
    nullable: 'items',
    description: 'The objects of ids, in their order; null for each that the viewer may not see.',
  })
  nodes(
    @Args(() => NodesArgs) { ids }: NodesArgs,
    @Ctx() context: Context,
  ): Promise<(Node | null)[]> {
    return Promise.all(ids.map((id) => find(context, id)));
  }
}
