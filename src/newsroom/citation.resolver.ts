import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../context';
import { NeedsRole } from '../graphql/needs-role';
import { answer } from './answer';
import { AddCitationInput, RemoveCitationInput } from './citation.inputs';
import * as writing from './citation.writing';
import { INPUT } from './mutation';
import { AddCitationPayload, RemoveCitationPayload } from './timeline.payloads';
import { change } from './work';

@Resolver()
export class CitationWritingResolver {
  @NeedsRole('EDITOR')
  @Mutation(() => AddCitationPayload, {
    description:
      'Adds words of an article that support an event, office or presence, or deny it. Words that are cited for it already are not cited twice.',
  })
  async addCitation(
    @Arg('input', () => AddCitationInput, INPUT) input: AddCitationInput,
    @Ctx() context: Context,
    @Info() { fieldName }: GraphQLResolveInfo,
  ): Promise<AddCitationPayload> {
    return answer(input, await change(context, fieldName, (work) => writing.cite(work, input)));
  }

  @NeedsRole('EDITOR')
  @Mutation(() => RemoveCitationPayload, {
    description:
      'Removes a citation. The last one that supports what it is a citation of can’t be removed.',
  })
  async removeCitation(
    @Arg('input', () => RemoveCitationInput, INPUT) input: RemoveCitationInput,
    @Ctx() context: Context,
    @Info() { fieldName }: GraphQLResolveInfo,
  ): Promise<RemoveCitationPayload> {
    const { citation, claim } = await change(context, fieldName, (work) =>
      writing.uncite(work, input),
    );
    return answer(input, { deletedId: citation.id, claim });
  }
}
