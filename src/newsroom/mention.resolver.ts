import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../context';
import { NeedsRole } from '../graphql/needs-role';
import { answer } from './answer';
import { AddMentionInput, RemoveMentionInput, ResolveMentionInput } from './mention.inputs';
import { AddMentionPayload, RemoveMentionPayload, ResolveMentionPayload } from './mention.payloads';
import * as writing from './mention.writing';
import { INPUT } from './mutation';
import { changeReading } from './work';

const STAYS =
  'The article is read for names again; whenever that happens, what editors said of its words holds for as long as the words stand in their block.';

@Resolver()
export class MentionWritingResolver {
  @NeedsRole('EDITOR')
  @Mutation(() => AddMentionPayload, {
    description: `Says that words of an article name an entity. ${STAYS}`,
  })
  async addMention(
    @Arg('input', () => AddMentionInput, INPUT) input: AddMentionInput,
    @Ctx() context: Context,
    @Info() { fieldName }: GraphQLResolveInfo,
  ): Promise<AddMentionPayload> {
    const mention = await changeReading(context, fieldName, (work, gazetteer) =>
      writing.addMention(work, gazetteer, input),
    );
    return answer(input, { mention });
  }

  @NeedsRole('EDITOR')
  @Mutation(() => RemoveMentionPayload, {
    description: `Says that the words of a mention name nothing. ${STAYS}`,
  })
  async removeMention(
    @Arg('input', () => RemoveMentionInput, INPUT) input: RemoveMentionInput,
    @Ctx() context: Context,
    @Info() { fieldName }: GraphQLResolveInfo,
  ): Promise<RemoveMentionPayload> {
    const { mention, article } = await changeReading(context, fieldName, (work, gazetteer) =>
      writing.removeMention(work, gazetteer, input),
    );
    return answer(input, { deletedId: mention.id, article });
  }

  @NeedsRole('EDITOR')
  @Mutation(() => ResolveMentionPayload, {
    description: `Says that a mention names another entity, or that it was read rightly. ${STAYS}`,
  })
  async resolveMention(
    @Arg('input', () => ResolveMentionInput, INPUT) input: ResolveMentionInput,
    @Ctx() context: Context,
    @Info() { fieldName }: GraphQLResolveInfo,
  ): Promise<ResolveMentionPayload> {
    const mention = await changeReading(context, fieldName, (work, gazetteer) =>
      writing.resolveMention(work, gazetteer, input),
    );
    return answer(input, { mention });
  }
}
