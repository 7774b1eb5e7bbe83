import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../context';
import { NeedsRole } from '../graphql/needs-role';
import { answer } from './answer';
import { INPUT } from './mutation';
import {
  RecordOfficeInput,
  RecordPresenceInput,
  UpdateOfficeInput,
  UpdatePresenceInput,
} from './term.inputs';
import * as writing from './term.writing';
import {
  RecordOfficePayload,
  RecordPresencePayload,
  UpdateOfficePayload,
  UpdatePresencePayload,
} from './timeline.payloads';
import { change } from './work';

@Resolver()
export class TermWritingResolver {
  @NeedsRole('EDITOR')
  @Mutation(() => RecordOfficePayload, {
    description: 'Records a post that reports say a person holds or held.',
  })
  async recordOffice(
    @Arg('input', () => RecordOfficeInput, INPUT) input: RecordOfficeInput,
    @Ctx() context: Context,
    @Info() { fieldName }: GraphQLResolveInfo,
  ): Promise<RecordOfficePayload> {
    const office = await change(context, fieldName, (work) => writing.recordOffice(work, input));
    return answer(input, { office });
  }

  @NeedsRole('EDITOR')
  @Mutation(() => UpdateOfficePayload, { description: 'Changes what is given of an office.' })
  async updateOffice(
    @Arg('input', () => UpdateOfficeInput, INPUT) input: UpdateOfficeInput,
    @Ctx() context: Context,
    @Info() { fieldName }: GraphQLResolveInfo,
  ): Promise<UpdateOfficePayload> {
    const office = await change(context, fieldName, (work) => writing.updateOffice(work, input));
    return answer(input, { office });
  }

  @NeedsRole('EDITOR')
  @Mutation(() => RecordPresencePayload, {
    description: 'Records that reports say a force is, or was, at a base.',
  })
  async recordPresence(
    @Arg('input', () => RecordPresenceInput, INPUT) input: RecordPresenceInput,
    @Ctx() context: Context,
    @Info() { fieldName }: GraphQLResolveInfo,
  ): Promise<RecordPresencePayload> {
    const presence = await change(context, fieldName, (work) =>
      writing.recordPresence(work, input),
    );
    return answer(input, { presence });
  }

  @NeedsRole('EDITOR')
  @Mutation(() => UpdatePresencePayload, { description: 'Changes what is given of a presence.' })
  async updatePresence(
    @Arg('input', () => UpdatePresenceInput, INPUT) input: UpdatePresenceInput,
    @Ctx() context: Context,
    @Info() { fieldName }: GraphQLResolveInfo,
  ): Promise<UpdatePresencePayload> {
    const presence = await change(context, fieldName, (work) =>
      writing.updatePresence(work, input),
    );
    return answer(input, { presence });
  }
}
