import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '../context';
import { NamedEntity } from '../entities/named-entity';
import { Article } from './article';
import { Block } from './block';
import { Mention } from './mention';

@Resolver(() => Mention)
export class MentionResolver {
  @FieldResolver(() => Article, { description: 'The article that it stands in.' })
  article(@Root() mention: Mention, @Ctx() { loaders }: Context): Promise<Article | null> {
    return loaders.articleById.load(mention.articleId);
  }

  @FieldResolver(() => NamedEntity, { description: 'The entity that it names.' })
  entity(@Root() mention: Mention, @Ctx() { loaders }: Context): Promise<NamedEntity | null> {
    return loaders.entityById.load(mention.entityId);
  }

  @FieldResolver(() => Block, { description: 'The block that it stands in.' })
  block(@Root() mention: Mention, @Ctx() { loaders }: Context): Promise<Block | null> {
    return loaders.blockById.load(mention.blockId);
  }
}
