import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../context';
import { NeedsRole } from '../graphql/needs-role';
import { answer } from './answer';
import { INPUT } from './mutation';
import { ConfirmEventInput, RejectEventInput } from './proposal.inputs';
import { ConfirmEventPayload, RejectEventPayload } from './proposal.payloads';
import * as writing from './proposal.writing';
import { change } from './work';

@Resolver()
export class ProposalWritingResolver {
  @NeedsRole('EDITOR')
  @Mutation(() => ConfirmEventPayload, {
    description:
      'Puts what a proposal reports on the timeline: as an event with its citation, or, where an event that says the same is known, as a citation of that one.',
  })
  async confirmEvent(
    @Arg('input', () => ConfirmEventInput, INPUT) input: ConfirmEventInput,
    @Ctx() context: Context,
    @Info() { fieldName }: GraphQLResolveInfo,
  ): Promise<ConfirmEventPayload> {
    const confirmed = await change(context, fieldName, (work) => writing.confirmEvent(work, input));
    return answer(input, confirmed);
  }

  @NeedsRole('EDITOR')
  @Mutation(() => RejectEventPayload, {
    description:
      'Sets a proposal aside for good: the same sentence with the same date is not proposed again, in whatever article.',
  })
  async rejectEvent(
    @Arg('input', () => RejectEventInput, INPUT) input: RejectEventInput,
    @Ctx() context: Context,
    @Info() { fieldName }: GraphQLResolveInfo,
  ): Promise<RejectEventPayload> {
    const proposal = await change(context, fieldName, (work) => writing.rejectEvent(work, input));
    return answer(input, { proposal });
  }
}
