import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Country } from '../entities/country';
import { NamedEntity } from '../entities/named-entity';
import { Person } from '../entities/person';
import { connectionType, edgeType } from '../graphql/connection';
import { Article } from './article';
import { Mention } from './mention';

export const ArticleConnection = connectionType('Article', () => Article);
export const MentionConnection = connectionType('Mention', () => Mention);
export const EntityConnection = connectionType('Entity', () => NamedEntity);
export const PersonConnection = connectionType('Person', () => Person);
export const CountryConnection = connectionType('Country', () => Country);

@ObjectType({
  simpleResolvers: true,
  description: 'An entity that an article mentions, and how much the article is about it.',
})
class ArticleEntityEdge extends edgeType('ArticleEntityItem', () => NamedEntity) {
  @Field(() => Float, {
    description:
      'How much the article is about the entity, above 0 and up to 1: from how often, how early and whether in the headline it is named.',
  })
  salience!: number;

  @Field(() => Int, { description: 'How many times the article mentions it.' })
  mentionCount!: number;
}

export const ArticleEntityConnection = connectionType(
  'ArticleEntity',
  () => NamedEntity,
  ArticleEntityEdge,
);

@ObjectType({
  simpleResolvers: true,
  description: 'An article that shares entities with another.',
})
export class RelatedArticle {
  @Field(() => Article, { description: 'The related article.' })
  article!: Article;

  @Field(() => Float, {
    description:
      'How related it is, above 0: each shared entity adds 1 / ln(number of articles that mention it, counted up to 200), so that rare ones count more.',
  })
  score!: number;

  sharedEntityIds!: string[];
}

@ObjectType({
  simpleResolvers: true,
  description: 'An entity that articles mention together with another.',
})
export class CoMention {
  entityId!: string;

  @Field(() => Int, {
    description: 'In how many articles that the viewer may read both are mentioned.',
  })
  articleCount!: number;
}
