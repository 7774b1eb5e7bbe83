import { ArgsType, Field, InputType } from 'type-graphql';
import { EntityKind } from '../entities/entity-kinds';
import { EntityOrder, EntityWhere } from '../entities/entity.inputs';
import { defineEnum } from '../graphql/enums';
import { OptionalText, OptionalTexts, OptionalValues } from '../graphql/fields';
import { PageArgs } from '../graphql/page-args';
import { DateTimeScalar } from '../graphql/scalars';
import { PublicationStatus } from './article';

export const ArticleOrder = defineEnum('ArticleOrder', 'How a list of articles is ordered.', {
  NEWEST_FIRST: 'By publication, newest first; drafts without a date before all others.',
  OLDEST_FIRST: 'By publication, oldest first.',
  RECENTLY_UPDATED: 'By last change, newest first.',
});
export type ArticleOrder = keyof typeof ArticleOrder;

@InputType({ description: 'Which articles: all of the conditions that are given must hold.' })
export class ArticleWhere {
  @OptionalTexts('Slugs of sections: the article stands in one of them.')
  sections?: string[] | null;

  @OptionalTexts('Slugs of entities: the article mentions all of them.')
  entities?: string[] | null;

  @OptionalTexts('Slugs of entities: the article mentions at least one of them.')
  anyEntities?: string[] | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Published at this moment or later.',
  })
  publishedFrom?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Published before this moment.' })
  publishedBefore?: Date | null;

  @OptionalTexts('BCP 47 tags of languages: the article is in one of them.')
  languages?: string[] | null;

  @OptionalValues(
    PublicationStatus,
    'In one of these statuses. Readers are shown PUBLISHED articles alone, whatever they ask for.',
  )
  statuses?: PublicationStatus[] | null;

  @OptionalText(
    'Full text in headline, standfirst and body, in web-search syntax: words, "quoted phrase", or, -not.',
  )
  text?: string | null;
}

@ArgsType()
export class ArticleListArgs extends PageArgs {
  @Field(() => ArticleWhere, { nullable: true, description: 'Which articles; all by default.' })
  where?: ArticleWhere | null;
}

@ArgsType()
export class OrderedArticleListArgs extends ArticleListArgs {
  @Field(() => ArticleOrder, {
    nullable: true,
    defaultValue: ArticleOrder.NEWEST_FIRST,
    description: 'In which order.',
  })
  orderBy?: ArticleOrder | null;
}

@ArgsType()
export class EntityListArgs extends PageArgs {
  @Field(() => EntityWhere, { nullable: true, description: 'Which entities; all by default.' })
  where?: EntityWhere | null;
}

@ArgsType()
export class OrderedEntityListArgs extends EntityListArgs {
  @Field(() => EntityOrder, {
    nullable: true,
    defaultValue: EntityOrder.NAME,
    description: 'In which order.',
  })
  orderBy?: EntityOrder | null;
}

@ArgsType()
export class EntitiesOfArticleArgs extends PageArgs {
  @OptionalValues(EntityKind, 'Only these kinds.')
  kinds?: EntityKind[] | null;
}
