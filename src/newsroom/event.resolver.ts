import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../context';
import { NeedsRole } from '../graphql/needs-role';
import { answer } from './answer';
import { CreateEventInput, DeleteEventInput, UpdateEventInput } from './event.inputs';
import * as writing from './event.writing';
import { INPUT } from './mutation';
import { CreateEventPayload, DeleteEventPayload, UpdateEventPayload } from './timeline.payloads';
import { change } from './work';

@Resolver()
export class EventWritingResolver {
  @NeedsRole('EDITOR')
  @Mutation(() => CreateEventPayload, {
    description:
      'Puts an event on the timeline. Each citation is checked against its article; at least one supports the event.',
  })
  async createEvent(
    @Arg('input', () => CreateEventInput, INPUT) input: CreateEventInput,
    @Ctx() context: Context,
    @Info() { fieldName }: GraphQLResolveInfo,
  ): Promise<CreateEventPayload> {
    const event = await change(context, fieldName, (work) => writing.createEvent(work, input));
    return answer(input, { event });
  }

  @NeedsRole('EDITOR')
  @Mutation(() => UpdateEventPayload, {
    description: 'Changes what is given of an event. Its citations have mutations of their own.',
  })
  async updateEvent(
    @Arg('input', () => UpdateEventInput, INPUT) input: UpdateEventInput,
    @Ctx() context: Context,
    @Info() { fieldName }: GraphQLResolveInfo,
  ): Promise<UpdateEventPayload> {
    const event = await change(context, fieldName, (work) => writing.updateEvent(work, input));
    return answer(input, { event });
  }

  @NeedsRole('EDITOR')
  @Mutation(() => DeleteEventPayload, {
    description: 'Takes an event off the timeline for good, with its participants and citations.',
  })
  async deleteEvent(
    @Arg('input', () => DeleteEventInput, INPUT) input: DeleteEventInput,
    @Ctx() context: Context,
    @Info() { fieldName }: GraphQLResolveInfo,
  ): Promise<DeleteEventPayload> {
    const { id } = await change(context, fieldName, (work) => writing.deleteEvent(work, input));
    return answer(input, { deletedId: id });
  }
}
