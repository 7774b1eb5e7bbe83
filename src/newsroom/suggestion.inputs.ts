import { ValidateNested } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { EntityDetailsInput } from './entity-details.inputs';
import { IdOf, NewSlug, OptionalLine, OptionalSentences } from './fields';
import { MutationInput } from './mutation';

@InputType({ description: 'A suggestion that is a name, and of whom or what.' })
export class AcceptSuggestionInput extends MutationInput {
  @IdOf('Which suggestion.')
  id!: string;

  @OptionalLine(
    'The name that this newsroom prefers; the words of the suggestion where it is left out. If it is another, those are an alias.',
  )
  name?: string | null;

  @NewSlug('Name in URLs and filters, for good; made of the name where it is left out.')
  slug?: string | null;

  @OptionalSentences('Who or what it is, in a few words.')
  description?: string | null;

  @Field(() => EntityDetailsInput, { description: 'What it is.' })
  @ValidateNested()
  details!: EntityDetailsInput;
}

@InputType({ description: 'A suggestion that is no name to keep.' })
export class DismissSuggestionInput extends MutationInput {
  @IdOf('Which suggestion.')
  id!: string;
}
