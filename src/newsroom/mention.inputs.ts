import { Length } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { IdOf, OptionalOffset, SlugOf } from './fields';
import { MutationInput } from './mutation';

/** UTF-16 code units. */
const MAX_WORDS = 500;

@InputType({
  description:
    'Words of an article that name an entity: the text, which must stand in the block exactly once; or start and end; or both, which must agree.',
})
export class AddMentionInput extends MutationInput {
  @IdOf('The article.')
  article!: string;

  @IdOf('The block of the article that the words stand in.')
  block!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The words, to the letter: 1 to 500 characters.',
  })
  @Length(1, MAX_WORDS)
  text?: string | null;

  @OptionalOffset('Offset of their first UTF-16 code unit in the text of the block.')
  start?: number | null;

  @OptionalOffset('Offset just behind their last UTF-16 code unit.')
  end?: number | null;

  @SlugOf('Slug of the entity that they name.')
  entity!: string;
}

@InputType({ description: 'A mention that is none.' })
export class RemoveMentionInput extends MutationInput {
  @IdOf('Which mention.')
  id!: string;
}

@InputType({ description: 'A mention of another entity than was read.' })
export class ResolveMentionInput extends MutationInput {
  @IdOf('Which mention.')
  id!: string;

  @SlugOf('Slug of the entity that it names.')
  entity!: string;
}
