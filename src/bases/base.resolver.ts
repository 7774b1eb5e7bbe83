import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Query, Resolver } from 'type-graphql';
import { Citation } from '../claims/citation';
import { citationsOfClaims } from '../claims/citation.resolver';
import type { Context } from '../context';
import { Needs } from '../database/needs';
import { DateScalar } from '../dates/scalars';
import { Base } from '../entities/base';
import { Country } from '../entities/country';
import { NamedEntity } from '../entities/named-entity';
import { connectionType } from '../graphql/connection';
import type { Page } from '../graphql/page';
import type { PerParent } from '../graphql/per-parent';
import { selectionOf } from '../graphql/selection';
import { BasePresence } from './base-presence';
import { BaseListArgs, BaseRole } from './base.inputs';
import { bases, basesByCountry, presenceByBase } from './base.queries';

const BaseConnection = connectionType('Base', () => Base);

@Resolver(() => Base)
export class BaseResolver {
  @Query(() => BaseConnection, { description: 'The bases that this newsroom knows, by name.' })
  bases(
    @Args(() => BaseListArgs) args: BaseListArgs,
    @Ctx() { db, viewer }: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<Base>> {
    return bases(db, viewer, args, info);
  }

  @FieldResolver(() => [BasePresence], {
    description: 'Who is at it, how, since when and until when, as reports attest.',
  })
  presence(
    @Arg('asOf', () => DateScalar, {
      nullable: true,
      description:
        'Only what reports attest on this day; without it, all that they attest at any time.',
    })
    asOf: string | null | undefined,
    @Ctx() { db, viewer }: Context,
    @Info() info: GraphQLResolveInfo,
  ): PerParent<Base, BasePresence[]> {
    const presences = presenceByBase(db, viewer, asOf ?? null, selectionOf(info).fields);
    return ({ uuid }) => presences.load(uuid);
  }
}

@Resolver(() => Country)
export class CountryBasesResolver {
  @FieldResolver(() => [Base], { description: 'Bases that it hosts or operates, by name.' })
  bases(
    @Arg('role', () => BaseRole, {
      nullable: true,
      description: 'Only those that it hosts, or only those that it operates; both by default.',
    })
    role: BaseRole | null | undefined,
    @Ctx() { db, viewer }: Context,
    @Info() info: GraphQLResolveInfo,
  ): PerParent<Country, Base[]> {
    const found = basesByCountry(db, viewer, role ?? null, selectionOf(info).fields);
    return ({ uuid }) => found.load(uuid);
  }
}

@Resolver(() => BasePresence)
export class BasePresenceResolver {
  @Needs(BasePresence, 'baseId')
  @FieldResolver(() => Base, { description: 'The base.' })
  base(@Ctx() { entities }: Context): PerParent<BasePresence, NamedEntity | null> {
    return ({ baseId }) => entities.load(baseId);
  }

  @Needs(BasePresence, 'operatorId')
  @FieldResolver(() => NamedEntity, { description: 'Who is there.' })
  operator(@Ctx() { entities }: Context): PerParent<BasePresence, NamedEntity | null> {
    return ({ operatorId }) => entities.load(operatorId);
  }

  @FieldResolver(() => [Citation], { description: 'The sentences that say so, or say otherwise.' })
  citations(
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): PerParent<BasePresence, Citation[]> {
    return citationsOfClaims(context, info);
  }
}
