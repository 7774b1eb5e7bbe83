import { Arg, Args, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../context';
import type { Country } from '../entities/country';
import { EntityKind } from '../entities/entity-kinds';
import { NamedEntity } from '../entities/named-entity';
import type { Person } from '../entities/person';
import type { Connection } from '../graphql/connection';
import { PageArgs, pageSize } from '../graphql/page-args';
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
import type { CoMentioned } from './entity-mentions.queries';
import { countries, entities, people } from './entity-list';

/** What sections and entities say of the articles that stand in them or mention them. */
@Resolver(() => Section)
export class SectionArticlesResolver {
  @FieldResolver(() => ArticleConnection, { description: 'Its articles, newest first.' })
  articles(
    @Root() section: Section,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { loaders }: Context,
  ): Connection<Article> {
    return loaders.articlesOfSection(section.uuid, args);
  }
}

@Resolver(() => NamedEntity)
export class EntityMentionsResolver {
  @Query(() => EntityConnection, { description: 'The entities that this newsroom knows.' })
  entities(
    @Args(() => OrderedEntityListArgs) args: OrderedEntityListArgs,
    @Ctx() { db, viewer }: Context,
  ): Connection<NamedEntity> {
    return entities(db, viewer, args);
  }

  @Query(() => PersonConnection, { description: 'The people that this newsroom knows, by name.' })
  people(
    @Args(() => EntityListArgs) args: EntityListArgs,
    @Ctx() { db, viewer }: Context,
  ): Connection<Person> {
    return people(db, viewer, args);
  }

  @Query(() => CountryConnection, { description: 'The countries of ISO 3166-1, by name.' })
  countries(
    @Args(() => EntityListArgs) args: EntityListArgs,
    @Ctx() { db, viewer }: Context,
  ): Connection<Country> {
    return countries(db, viewer, args);
  }

  @FieldResolver(() => Int, {
    description: 'How many times it is mentioned in articles that the viewer may read.',
  })
  async mentionCount(@Root() entity: NamedEntity, @Ctx() { loaders }: Context): Promise<number> {
    const count = await loaders.mentionCountOf.load(entity.uuid);
    return count?.mentions ?? 0;
  }

  @FieldResolver(() => ArticleConnection, {
    description: 'The articles that mention it, newest first.',
  })
  articles(
    @Root() entity: NamedEntity,
    @Args(() => ArticleListArgs) args: ArticleListArgs,
    @Ctx() { loaders }: Context,
  ): Connection<Article> {
    return loaders.articlesOfEntity(entity.uuid, args);
  }

  @FieldResolver(() => [CoMention], {
    description: 'The entities that are mentioned in the same articles, the most frequent first.',
  })
  coMentioned(
    @Root() entity: NamedEntity,
    @Arg('kinds', () => [EntityKind], { nullable: true, description: 'Only these kinds.' })
    kinds: EntityKind[] | null | undefined,
    @Arg('first', () => Int, {
      nullable: true,
      defaultValue: 10,
      description: 'At most this many, 1 to 100.',
    })
    first: number | null,
    @Ctx() { loaders }: Context,
  ): Promise<CoMentioned[]> {
    const args = { kinds: kinds ?? null, first: pageSize('first', first ?? 10) };
    return loaders.coMentionedWith(args).load(entity.uuid);
  }
}

@Resolver(() => CoMention)
export class CoMentionResolver {
  @FieldResolver(() => NamedEntity, { description: 'The other entity.' })
  entity(@Root() coMention: CoMention, @Ctx() { loaders }: Context): Promise<NamedEntity | null> {
    return loaders.entityById.load(coMention.entityId);
  }
}
