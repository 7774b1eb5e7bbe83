import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../context';
import type { NamedEntity } from '../entities/named-entity';
import { NeedsRole } from '../graphql/needs-role';
import { answer } from './answer';
import {
  AddAliasInput,
  CreateEntityInput,
  MergeEntitiesInput,
  RemoveAliasInput,
  UpdateEntityInput,
} from './entity.inputs';
import {
  AddAliasPayload,
  CreateEntityPayload,
  MergeEntitiesPayload,
  RemoveAliasPayload,
  UpdateEntityPayload,
} from './entity.payloads';
import * as writing from './entity.writing';
import { mergeEntities } from './merge';
import { INPUT, type MutationInput } from './mutation';
import { change, type Done, type Work } from './work';

/** What a mutation of one entity answers. */
interface EntityAnswer {
  clientMutationId: string | null;
  entity: NamedEntity;
}

const NAMES =
  'Articles that are written or changed from now on are read with the names that are known then.';

async function write<I extends MutationInput>(
  context: Context,
  { fieldName }: GraphQLResolveInfo,
  input: I,
  make: (work: Work, input: I) => Promise<Done<NamedEntity>>,
): Promise<EntityAnswer> {
  return answer(input, { entity: await change(context, fieldName, (work) => make(work, input)) });
}

@Resolver()
export class EntityWritingResolver {
  @NeedsRole('EDITOR')
  @Mutation(() => CreateEntityPayload, {
    description: `Makes a person, country, base, organization or place. ${NAMES}`,
  })
  createEntity(
    @Arg('input', () => CreateEntityInput, INPUT) input: CreateEntityInput,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<EntityAnswer> {
    return write(context, info, input, writing.createEntity);
  }

  @NeedsRole('EDITOR')
  @Mutation(() => UpdateEntityPayload, {
    description: `Changes what is given of an entity. ${NAMES}`,
  })
  updateEntity(
    @Arg('input', () => UpdateEntityInput, INPUT) input: UpdateEntityInput,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<EntityAnswer> {
    return write(context, info, input, writing.updateEntity);
  }

  @NeedsRole('EDITOR')
  @Mutation(() => AddAliasPayload, { description: `Gives an entity another name. ${NAMES}` })
  addAlias(
    @Arg('input', () => AddAliasInput, INPUT) input: AddAliasInput,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<EntityAnswer> {
    return write(context, info, input, writing.addAlias);
  }

  @NeedsRole('EDITOR')
  @Mutation(() => RemoveAliasPayload, {
    description: `Takes one of its other names from an entity. ${NAMES}`,
  })
  removeAlias(
    @Arg('input', () => RemoveAliasInput, INPUT) input: RemoveAliasInput,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<EntityAnswer> {
    return write(context, info, input, writing.removeAlias);
  }

  @NeedsRole('EDITOR')
  @Mutation(() => MergeEntitiesPayload, {
    description:
      'Makes one entity of two of one kind. Mentions, events, offices, presences, names and all else of the one become the other’s; what the other does not say of itself is taken from the one. The id and the slug of the one lead to the other from then on. With `dryRun` it is only looked at.',
  })
  async mergeEntities(
    @Arg('input', () => MergeEntitiesInput, INPUT) input: MergeEntitiesInput,
    @Ctx() context: Context,
    @Info() { fieldName }: GraphQLResolveInfo,
  ): Promise<MergeEntitiesPayload> {
    const merged = await change(context, fieldName, (work) => mergeEntities(work, input));
    return answer(input, { ...merged, dryRun: input.dryRun });
  }
}
