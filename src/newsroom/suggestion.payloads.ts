import { Field, Int, ObjectType } from 'type-graphql';
import { Suggestion } from '../articles/suggestion';
import { NamedEntity } from '../entities/named-entity';
import { MutationPayload } from './mutation';

@ObjectType({
  simpleResolvers: true,
  description: 'The entity that was made of a suggestion, which is gone.',
})
export class AcceptSuggestionPayload extends MutationPayload {
  @Field(() => NamedEntity, { description: 'The entity.' })
  entity!: NamedEntity;

  @Field(() => Int, { description: 'How many articles were read again and mention it now.' })
  articlesLinked!: number;

  @Field(() => Int, {
    description: 'How many more may name it and were not read: `dateline relink` reads them.',
  })
  articlesLeft!: number;
}

@ObjectType({
  simpleResolvers: true,
  description: 'The suggestion that was dismissed. It does not come back.',
})
export class DismissSuggestionPayload extends MutationPayload {
  @Field(() => Suggestion, { description: 'The suggestion.' })
  suggestion!: Suggestion;
}
