import { Field, InputType } from 'type-graphql';
import { PresenceStatus } from '../bases/base-presence';
import { CitationInput } from './citation.inputs';
import { EventDateInput } from './date.input';
import {
  IdOf,
  InputList,
  Line,
  OptionalInput,
  OptionalLine,
  OptionalSlugOf,
  SlugOf,
} from './fields';
import { MutationInput } from './mutation';

const CITATIONS = 'The words that report it: at least one supports it.';

/** What lasts: from when until when. */
@InputType()
abstract class TermInput extends MutationInput {
  @OptionalInput(() => EventDateInput, 'When it began; null where no report says.')
  start?: EventDateInput | null;

  @OptionalInput(() => EventDateInput, 'When it ended; null where no report says.')
  end?: EventDateInput | null;
}

@InputType({ description: 'A post that reports say a person holds or held.' })
export class RecordOfficeInput extends TermInput {
  @Line('The post, as in President.')
  title!: string;

  @SlugOf('Slug of the person who holds it.')
  holder!: string;

  @SlugOf('Slug of what it is a post of: a country, a ministry.')
  of!: string;

  @InputList(() => CitationInput, CITATIONS)
  citations!: CitationInput[];
}

@InputType({
  description:
    'What is to change of an office. What is left out stays; null takes away what may be missing.',
})
export class UpdateOfficeInput extends TermInput {
  @IdOf('Which office.')
  id!: string;

  @OptionalLine('The post, as in President.')
  title?: string | null;

  @OptionalSlugOf('Slug of the person who holds it.')
  holder?: string | null;

  @OptionalSlugOf('Slug of what it is a post of: a country, a ministry.')
  of?: string | null;
}

@InputType({ description: 'That reports say a force is, or was, at a base.' })
export class RecordPresenceInput extends TermInput {
  @SlugOf('Slug of the base.')
  base!: string;

  @SlugOf('Slug of who is there.')
  operator!: string;

  @Field(() => PresenceStatus, { description: 'How it stands there.' })
  status!: PresenceStatus;

  @InputList(() => CitationInput, CITATIONS)
  citations!: CitationInput[];
}

@InputType({
  description:
    'What is to change of a presence. What is left out stays; null takes away what may be missing.',
})
export class UpdatePresenceInput extends TermInput {
  @IdOf('Which presence.')
  id!: string;

  @OptionalSlugOf('Slug of the base.')
  base?: string | null;

  @OptionalSlugOf('Slug of who is there.')
  operator?: string | null;

  @Field(() => PresenceStatus, { nullable: true, description: 'How it stands there.' })
  status?: PresenceStatus | null;
}
