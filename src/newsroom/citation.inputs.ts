import { Length, ValidateNested } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { Stance } from '../claims/citation';
import { IdOf, OptionalOffset } from './fields';
import { MutationInput } from './mutation';

/** UTF-16 code units: as long as a block. */
const MAX_QUOTE = 100_000;

@InputType({
  description:
    'Words of an article: the quote, which must stand in the article exactly once; or the block with start and end; or both, which must agree.',
})
export class CitationInput {
  @IdOf('The article that says so, in its current revision.')
  article!: string;

  @Field(() => String, { nullable: true, description: 'The words of the article, to the letter.' })
  @Length(1, MAX_QUOTE)
  quote?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The block that the words stand in; the quote is looked for in it alone.',
  })
  block?: string | null;

  @OptionalOffset('Offset of their first UTF-16 code unit in the text of the block.')
  start?: number | null;

  @OptionalOffset('Offset just behind their last UTF-16 code unit.')
  end?: number | null;

  @Field(() => Stance, {
    defaultValue: Stance.SUPPORTS,
    description: 'Whether the words support the claim or contradict it.',
  })
  stance!: Stance;
}

@InputType({ description: 'One more citation of an event, an office or a presence.' })
export class AddCitationInput extends MutationInput {
  @IdOf('The event, office or presence.')
  claim!: string;

  @Field(() => CitationInput, { description: 'The words that say so, or say otherwise.' })
  @ValidateNested()
  citation!: CitationInput;
}

@InputType({ description: 'A citation that is to go.' })
export class RemoveCitationInput extends MutationInput {
  @IdOf('Which citation.')
  id!: string;
}
