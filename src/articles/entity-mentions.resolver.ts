import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Int, Query, Resolver } from 'type-graphql';
import type { Context } from '../context';
import type { Country } from '../entities/country';
import { EntityKind } from '../entities/entity-kinds';
import { NamedEntity } from '../entities/named-entity';
import type { Person } from '../entities/person';
import type { Page } from '../graphql/page';
import { PageArgs, pageSize } from '../graphql/page-args';
import type { PerParent } from '../graphql/per-parent';
import { Section } from '../sections/section';
import type { Article } from './article';
import {
  ArticleConnection,
  CoMention,
  CountryConnection,
  EntityConnection,
  PersonConnection,
} from './article.connections';
import { ArticleListArgs, EntityListArgs, OrderedEntityListArgs } from './article.inputs';
import { articlesOfEntity, articlesOfSection } from './article.queries';
import { coMentionedWith, mentionCounts, type CoMentioned } from './entity-mentions.queries';
import { countries, entities, people } from './entity-list';

/** What sections and entities say of the articles that stand in them or mention them. */
@Resolver(() => Section)
export class SectionArticlesResolver {
  @FieldResolver(() => ArticleConnection, { description: 'Its articles, newest first.' })
  articles(
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { db, viewer }: Context,
    @Info() info: GraphQLResolveInfo,
  ): PerParent<Section, Page<Article>> {
    return articlesOfSection(db, viewer, args, info);
  }
}

@Resolver(() => NamedEntity)
export class EntityMentionsResolver {
  @Query(() => EntityConnection, { description: 'The entities that this newsroom knows.' })
  entities(
    @Args(() => OrderedEntityListArgs) args: OrderedEntityListArgs,
    @Ctx() { db, viewer }: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<NamedEntity>> {
    return entities(db, viewer, args, info);
  }

  @Query(() => PersonConnection, { description: 'The people that this newsroom knows, by name.' })
  people(
    @Args(() => EntityListArgs) args: EntityListArgs,
    @Ctx() { db, viewer }: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<Person>> {
    return people(db, viewer, args, info);
  }

  @Query(() => CountryConnection, { description: 'The countries of ISO 3166-1, by name.' })
  countries(
    @Args(() => EntityListArgs) args: EntityListArgs,
    @Ctx() { db, viewer }: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<Country>> {
    return countries(db, viewer, args, info);
  }

  @FieldResolver(() => Int, {
    complexity: 1,
    description: 'How many times it is mentioned in articles that the viewer may read.',
  })
  mentionCount(@Ctx() { db, viewer }: Context): PerParent<NamedEntity, number> {
    const counts = mentionCounts(db, viewer);
    return ({ uuid }) => counts.load(uuid);
  }

  @FieldResolver(() => ArticleConnection, {
    description: 'The articles that mention it, newest first.',
  })
  articles(
    @Args(() => ArticleListArgs) args: ArticleListArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<PerParent<NamedEntity, Page<Article>>> {
    return articlesOfEntity(context.db, context.viewer, context, args, info);
  }

  @FieldResolver(() => [CoMention], {
    complexity: 50,
    description:
      'The entities that are mentioned in the same articles, the most frequent first. Of an entity with more than 1,000 articles, the newest 1,000 count.',
  })
  coMentioned(
    @Arg('kinds', () => [EntityKind], { nullable: true, description: 'Only these kinds.' })
    kinds: EntityKind[] | null | undefined,
    @Arg('first', () => Int, {
      nullable: true,
      defaultValue: 10,
      description: 'At most this many, 1 to 100.',
    })
    first: number | null,
    @Ctx() { db, viewer }: Context,
  ): PerParent<NamedEntity, CoMentioned[]> {
    const others = coMentionedWith(db, viewer, kinds ?? null, pageSize('first', first ?? 10));
    return ({ uuid }) => others.load(uuid);
  }
}

@Resolver(() => CoMention)
export class CoMentionResolver {
  @FieldResolver(() => NamedEntity, { description: 'The other entity.' })
  entity(@Ctx() { entities }: Context): PerParent<CoMention, NamedEntity | null> {
    return ({ entityId }) => entities.load(entityId);
  }
}
