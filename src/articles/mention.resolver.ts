import type { GraphQLResolveInfo } from 'graphql';
import { Ctx, FieldResolver, Info, Resolver } from 'type-graphql';
import type { Context } from '../context';
import { Needs } from '../database/needs';
import { NamedEntity } from '../entities/named-entity';
import type { PerParent } from '../graphql/per-parent';
import { selectionOf } from '../graphql/selection';
import { Article } from './article';
import { articlesById, blocksById } from './article.queries';
import { Block } from './block';
import { Mention } from './mention';

@Resolver(() => Mention)
export class MentionResolver {
  @Needs(Mention, 'articleId')
  @FieldResolver(() => Article, { description: 'The article that it stands in.' })
  article(
    @Ctx() { db, viewer }: Context,
    @Info() info: GraphQLResolveInfo,
  ): PerParent<Mention, Article | null> {
    const articles = articlesById(db, viewer, selectionOf(info).fields);
    return ({ articleId }) => articles.load(articleId);
  }

  @Needs(Mention, 'entityId')
  @FieldResolver(() => NamedEntity, { description: 'The entity that it names.' })
  entity(@Ctx() { entities }: Context): PerParent<Mention, NamedEntity | null> {
    return ({ entityId }) => entities.load(entityId);
  }

  @Needs(Mention, 'blockId')
  @FieldResolver(() => Block, { description: 'The block that it stands in.' })
  block(
    @Ctx() { db, viewer }: Context,
    @Info() info: GraphQLResolveInfo,
  ): PerParent<Mention, Block | null> {
    const blocks = blocksById(db, viewer, selectionOf(info).fields);
    return ({ blockId }) => blocks.load(blockId);
  }
}
