import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../context';
import { NeedsRole } from '../graphql/needs-role';
import { answer } from './answer';
import { INPUT } from './mutation';
import { AcceptSuggestionInput, DismissSuggestionInput } from './suggestion.inputs';
import { AcceptSuggestionPayload, DismissSuggestionPayload } from './suggestion.payloads';
import { acceptSuggestion, dismissSuggestion } from './suggestion.writing';
import { change } from './work';

@Resolver()
export class SuggestionWritingResolver {
  @NeedsRole('EDITOR')
  @Mutation(() => AcceptSuggestionPayload, {
    description:
      'Makes an entity of a suggestion, and has the articles mention it that name it: up to 500, the newest.',
  })
  async acceptSuggestion(
    @Arg('input', () => AcceptSuggestionInput, INPUT) input: AcceptSuggestionInput,
    @Ctx() context: Context,
    @Info() { fieldName }: GraphQLResolveInfo,
  ): Promise<AcceptSuggestionPayload> {
    const accepted = await change(context, fieldName, (work) => acceptSuggestion(work, input));
    return answer(input, accepted);
  }

  @NeedsRole('EDITOR')
  @Mutation(() => DismissSuggestionPayload, {
    description: 'Takes a suggestion from the list. It does not come back.',
  })
  async dismissSuggestion(
    @Arg('input', () => DismissSuggestionInput, INPUT) input: DismissSuggestionInput,
    @Ctx() context: Context,
    @Info() { fieldName }: GraphQLResolveInfo,
  ): Promise<DismissSuggestionPayload> {
    const suggestion = await change(context, fieldName, (work) => dismissSuggestion(work, input));
    return answer(input, { suggestion });
  }
}
