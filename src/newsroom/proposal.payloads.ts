import { Field, ObjectType } from 'type-graphql';
import { Event } from '../events/event';
import { Proposal } from '../proposals/proposal';
import { MutationPayload } from './mutation';

@ObjectType()
abstract class ProposalPayload extends MutationPayload {
  @Field(() => Proposal, { description: 'The proposal as it is now.' })
  proposal!: Proposal;
}

@ObjectType({ simpleResolvers: true, description: 'What the proposal was confirmed as.' })
export class ConfirmEventPayload extends ProposalPayload {
  @Field(() => Event, {
    description:
      'The event that was made, or the known one that the sentence is a citation of now.',
  })
  event!: Event;
}

@ObjectType({ simpleResolvers: true, description: 'The proposal that was rejected.' })
export class RejectEventPayload extends ProposalPayload {}
