import { Field, InputType } from 'type-graphql';
import { EventChangesInput, ParticipantInput } from './event.inputs';
import { IdOf, InputList, OptionalLine, OptionalSlugOf } from './fields';
import { MutationInput } from './mutation';

@InputType({
  description:
    'A proposal that is right. What is given of the event takes the place of what was read; what is left out stays as it was read.',
})
export class ConfirmEventInput extends EventChangesInput {
  @IdOf('Which proposal.')
  id!: string;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether it is an event of its own, though one that says the same is known. Without it, it is where none is known, or where anything of the event is given.',
  })
  asNew?: boolean | null;

  @OptionalSlugOf('Slug of the entity where it happened; null for none.')
  place?: string | null;

  @InputList(() => ParticipantInput, 'All that take part, in place of those that were read.', {
    nullable: true,
  })
  participants?: ParticipantInput[] | null;
}

@InputType({ description: 'A proposal that is wrong, or of no use.' })
export class RejectEventInput extends MutationInput {
  @IdOf('Which proposal.')
  id!: string;

  @OptionalLine('Why, for other editors.')
  reason?: string | null;
}
