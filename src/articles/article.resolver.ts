import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Int, Query, Resolver } from 'type-graphql';
import type { Context } from '../context';
import { Needs } from '../database/needs';
import { NamedEntity } from '../entities/named-entity';
import type { Page } from '../graphql/page';
import { PageArgs, pageSize } from '../graphql/page-args';
import type { PerParent } from '../graphql/per-parent';
import { selectionOf } from '../graphql/selection';
import { hasRole } from '../graphql/viewer';
import { Section } from '../sections/section';
import { Article, PublicationStatus } from './article';
import {
  ArticleConnection,
  ArticleEntityConnection,
  MentionConnection,
  RelatedArticle,
} from './article.connections';
import { EntitiesOfArticleArgs, OrderedArticleListArgs } from './article.inputs';
import { articleBySlug, articles, blocksByArticle } from './article.queries';
import { Block } from './block';
import type { Mention } from './mention';
import { entitiesOfArticle, mentionsOfArticle } from './mention.queries';
import { relatedArticles, type Related } from './related.queries';
import { statusAt } from './shown-status';

@Resolver(() => Article)
export class ArticleResolver {
  @Query(() => Article, {
    nullable: true,
    description: 'One article; null where there is none that the viewer may read.',
  })
  article(
    @Arg('slug', () => String, { description: 'The article’s slug.' }) slug: string,
    @Ctx() { db, viewer }: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Article | null> {
    return articleBySlug(db, viewer, slug, selectionOf(info).fields);
  }

  @Query(() => ArticleConnection, { description: 'The articles that the viewer may read.' })
  articles(
    @Args(() => OrderedArticleListArgs) args: OrderedArticleListArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<Article>> {
    return articles(context.db, context.viewer, context, args, info);
  }

  @Needs(Article, 'publishedAt')
  @FieldResolver(() => PublicationStatus, {
    description: 'Where it stands on its way to readers, at this moment.',
  })
  status(@Ctx() { viewer }: Context): PerParent<Article, PublicationStatus> {
    if (!hasRole(viewer, 'EDITOR')) return () => PublicationStatus.PUBLISHED;
    return (article) => statusAt(article, new Date());
  }

  @Needs(Article, 'sectionId')
  @FieldResolver(() => Section, { description: 'The section that it stands in.' })
  section(@Ctx() { sections }: Context): PerParent<Article, Section | null> {
    return ({ sectionId }) => sections.load(sectionId);
  }

  @FieldResolver(() => [Block], { description: 'The body, block by block, in order.' })
  blocks(
    @Ctx() { db, viewer }: Context,
    @Info() info: GraphQLResolveInfo,
  ): PerParent<Article, Block[]> {
    const blocks = blocksByArticle(db, viewer, selectionOf(info).fields);
    return ({ uuid }) => blocks.load(uuid);
  }

  @FieldResolver(() => MentionConnection, {
    description: 'Every stretch of the body that names an entity, in the order of the text.',
  })
  mentions(
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { db }: Context,
    @Info() info: GraphQLResolveInfo,
  ): PerParent<Article, Page<Mention>> {
    return mentionsOfArticle(db, args, info);
  }

  @FieldResolver(() => ArticleEntityConnection, {
    description: 'The entities that it mentions, most salient first.',
  })
  entities(
    @Args(() => EntitiesOfArticleArgs) args: EntitiesOfArticleArgs,
    @Ctx() { db, entities }: Context,
    @Info() info: GraphQLResolveInfo,
  ): PerParent<Article, Page<NamedEntity>> {
    return entitiesOfArticle(db, entities, args, info);
  }

  @FieldResolver(() => [RelatedArticle], {
    complexity: 20,
    description: 'Other articles that share entities with it, the most related first.',
  })
  related(
    @Arg('first', () => Int, {
      nullable: true,
      defaultValue: 5,
      description: 'At most this many, 1 to 100.',
    })
    first: number | null,
    @Ctx() { db, viewer }: Context,
    @Info() info: GraphQLResolveInfo,
  ): PerParent<Article, Related[]> {
    const fields = selectionOf(info).below('article').fields;
    const related = relatedArticles(db, viewer, pageSize('first', first ?? 5), fields);
    return ({ uuid }) => related.load(uuid);
  }
}

@Resolver(() => RelatedArticle)
export class RelatedArticleResolver {
  @FieldResolver(() => [NamedEntity], {
    description: 'The entities that both mention, the rarest first.',
  })
  sharedEntities(@Ctx() { entities }: Context): PerParent<Related, (NamedEntity | null)[]> {
    return ({ sharedEntityIds }) => entities.loadMany(sharedEntityIds);
  }
}
