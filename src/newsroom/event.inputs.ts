import { Field, InputType } from 'type-graphql';
import { ValidateNested } from 'class-validator';
import { EventKind, EventStatus } from '../events/event';
import { ParticipantRole } from '../events/participant';
import { CitationInput } from './citation.inputs';
import { EventDateInput } from './date.input';
import {
  IdOf,
  InputList,
  Line,
  OptionalInput,
  OptionalLine,
  OptionalSentences,
  OptionalSlugOf,
  SlugOf,
} from './fields';
import { MutationInput } from './mutation';

@InputType({ description: 'Somebody or something that takes part in an event.' })
export class ParticipantInput {
  @SlugOf('Slug of the entity.')
  entity!: string;

  @Field(() => ParticipantRole, { description: 'The part that it takes.' })
  role!: ParticipantRole;
}

@InputType({ description: 'A new event, with the words that report it.' })
export class CreateEventInput extends MutationInput {
  @Line('What happened, in one line of 1 to 500 characters.')
  title!: string;

  @OptionalSentences('What happened, in a few sentences.')
  description?: string | null;

  @Field(() => EventKind, { description: 'What kind of event it is.' })
  kind!: EventKind;

  @Field(() => EventStatus, { description: 'Planned, occurred, only reported, or disputed.' })
  status!: EventStatus;

  @Field(() => EventDateInput, { description: 'When, as precisely as the reports say.' })
  @ValidateNested()
  date!: EventDateInput;

  @OptionalSlugOf('Slug of the entity where it happened.')
  place?: string | null;

  @InputList(() => ParticipantInput, 'Who takes part, and in what part.', { nullable: true })
  participants?: ParticipantInput[] | null;

  @InputList(() => CitationInput, 'The words that report it: at least one supports it.')
  citations!: CitationInput[];
}

/** What may be said of an event that is there, or proposed, in place of what is. */
@InputType()
export abstract class EventChangesInput extends MutationInput {
  @OptionalLine('What happened, in one line.')
  title?: string | null;

  @OptionalSentences('What happened, in a few sentences.')
  description?: string | null;

  @Field(() => EventKind, { nullable: true, description: 'What kind of event it is.' })
  kind?: EventKind | null;

  @Field(() => EventStatus, {
    nullable: true,
    description: 'Planned, occurred, only reported, or disputed.',
  })
  status?: EventStatus | null;

  @OptionalInput(() => EventDateInput, 'When, as precisely as the reports say.')
  date?: EventDateInput | null;
}

@InputType({
  description:
    'What is to change of an event. What is left out stays; null takes away what may be missing.',
})
export class UpdateEventInput extends EventChangesInput {
  @IdOf('Which event.')
  id!: string;

  @OptionalSlugOf('Slug of the entity where it happened.')
  place?: string | null;

  @InputList(() => ParticipantInput, 'All that take part, in place of those before.', {
    nullable: true,
  })
  participants?: ParticipantInput[] | null;
}

@InputType({ description: 'An event that is to be deleted, with its citations.' })
export class DeleteEventInput extends MutationInput {
  @IdOf('Which event.')
  id!: string;
}
