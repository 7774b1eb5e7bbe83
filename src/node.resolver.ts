import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, ArgsType, Ctx, Field, ID, Info, Query, Resolver } from 'type-graphql';
import { articlesById } from './articles/article.queries';
import type { Context } from './context';
import { eventsById } from './events/event.queries';
import { decodeId, Node } from './graphql/node';
import { selectionOf } from './graphql/selection';

@ArgsType()
class NodesArgs {
  @Field(() => [ID], { description: 'Ids, at most 100.' })
  ids!: string[];
}

/** How the objects of ids are found: one statement for each family. */
function finder(
  { db, viewer, entities }: Context,
  info: GraphQLResolveInfo,
  argument: string,
): (id: string) => Promise<Node | null> {
  const { fields } = selectionOf(info);
  const articles = articlesById(db, viewer, fields);
  const events = eventsById(db, viewer, fields);
  return async (id) => {
    const { family, uuid } = decodeId(id, argument);
    if (family === 'Article') return articles.load(uuid);
    if (family === 'Entity') return entities.load(uuid);
    if (family === 'Event') return events.load(uuid);
    return null;
  };
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
    @Info() info: GraphQLResolveInfo,
  ): Promise<Node | null> {
    return finder(context, info, 'id')(id);
  }

  @Query(() => [Node], {
    nullable: 'items',
    description: 'The objects of ids, in their order; null for each that the viewer may not see.',
  })
  nodes(
    @Args(() => NodesArgs) { ids }: NodesArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<(Node | null)[]> {
    return Promise.all(ids.map(finder(context, info, 'ids')));
  }
}
