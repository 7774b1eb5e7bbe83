import { Arg, Args, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../context';
import { NamedEntity } from '../entities/named-entity';
import type { Connection } from '../graphql/connection';
import { PageArgs, pageSize } from '../graphql/page-args';
import { Section } from '../sections/section';
import { Article } from './article';
import {
  ArticleConnection,
  ArticleEntityConnection,
  MentionConnection,
  RelatedArticle,
} from './article.connections';
import { EntitiesOfArticleArgs, OrderedArticleListArgs } from './article.inputs';
import { articles } from './article.queries';
import { Block } from './block';
import type { Mention } from './mention';
import type { Related } from './related.queries';

@Resolver(() => Article)
export class ArticleResolver {
  @Query(() => Article, {
    nullable: true,
    description: 'One article; null where there is none that the viewer may read.',
  })
  article(
    @Arg('slug', () => String, { description: 'The article’s slug.' }) slug: string,
    @Ctx() { loaders }: Context,
  ): Promise<Article | null> {
    return loaders.articleBySlug.load(slug);
  }

  @Query(() => ArticleConnection, { description: 'The articles that the viewer may read.' })
  articles(
    @Args(() => OrderedArticleListArgs) args: OrderedArticleListArgs,
    @Ctx() { db, viewer }: Context,
  ): Connection<Article> {
    return articles(db, viewer, args);
  }

  @FieldResolver(() => Section, { description: 'The section that it stands in.' })
  section(@Root() article: Article, @Ctx() { loaders }: Context): Promise<Section | null> {
    return loaders.sectionById.load(article.sectionId);
  }

  @FieldResolver(() => [Block], { description: 'The body, block by block, in order.' })
  blocks(@Root() article: Article, @Ctx() { loaders }: Context): Promise<Block[]> {
    return loaders.blocksOf.load(article.uuid);
  }

  @FieldResolver(() => MentionConnection, {
    description: 'Every stretch of the body that names an entity, in the order of the text.',
  })
  mentions(
    @Root() article: Article,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { loaders }: Context,
  ): Connection<Mention> {
    return loaders.mentionsOf(article.uuid, args);
  }

  @FieldResolver(() => ArticleEntityConnection, {
    description: 'The entities that it mentions, most salient first.',
  })
  entities(
    @Root() article: Article,
    @Args(() => EntitiesOfArticleArgs) args: EntitiesOfArticleArgs,
    @Ctx() { loaders }: Context,
  ): Connection<NamedEntity> {
    return loaders.entitiesOf(article.uuid, args);
  }

  @FieldResolver(() => [RelatedArticle], {
    description: 'Other articles that share entities with it, the most related first.',
  })
  related(
    @Root() article: Article,
    @Arg('first', () => Int, {
      nullable: true,
      defaultValue: 5,
      description: 'At most this many, 1 to 100.',
    })
    first: number | null,
    @Ctx() { loaders }: Context,
  ): Promise<Related[]> {
    return loaders.relatedTo(pageSize('first', first ?? 5)).load(article.uuid);
  }
}

@Resolver(() => RelatedArticle)
export class RelatedArticleResolver {
  @FieldResolver(() => [NamedEntity], {
    description: 'The entities that both mention, the rarest first.',
  })
  sharedEntities(
    @Root() related: RelatedArticle,
    @Ctx() { loaders }: Context,
  ): Promise<(NamedEntity | Error | null)[]> {
    return loaders.entityById.loadMany(related.sharedEntityIds);
  }
}
