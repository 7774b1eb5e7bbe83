import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { Citation } from '../claims/citation';
import type { Context } from '../context';
import { DateScalar } from '../dates/scalars';
import { Base } from '../entities/base';
import { Country } from '../entities/country';
import { NamedEntity } from '../entities/named-entity';
import { connectionType, type Connection } from '../graphql/connection';
import { BasePresence } from './base-presence';
import { BaseListArgs, BaseRole } from './base.inputs';
import { bases } from './base.queries';

const BaseConnection = connectionType('Base', () => Base);

@Resolver(() => Base)
export class BaseResolver {
  @Query(() => BaseConnection, { description: 'The bases that this newsroom knows, by name.' })
  bases(
    @Args(() => BaseListArgs) args: BaseListArgs,
    @Ctx() { db, viewer }: Context,
  ): Connection<Base> {
    return bases(db, viewer, args);
  }

  @FieldResolver(() => [BasePresence], {
    description: 'Who is at it, how, since when and until when, as reports attest.',
  })
  presence(
    @Root() base: Base,
    @Arg('asOf', () => DateScalar, {
      nullable: true,
      description:
        'Only what reports attest on this day; without it, all that they attest at any time.',
    })
    asOf: string | null | undefined,
    @Ctx() { loaders }: Context,
  ): Promise<BasePresence[]> {
    return loaders.presenceAt(asOf ?? null).load(base.uuid);
  }
}

@Resolver(() => Country)
export class CountryBasesResolver {
  @FieldResolver(() => [Base], { description: 'Bases that it hosts or operates, by name.' })
  bases(
    @Root() country: Country,
    @Arg('role', () => BaseRole, {
      nullable: true,
      description: 'Only those that it hosts, or only those that it operates; both by default.',
    })
    role: BaseRole | null | undefined,
    @Ctx() { loaders }: Context,
  ): Promise<Base[]> {
    return loaders.basesOfCountry(role ?? null).load(country.uuid);
  }
}

@Resolver(() => BasePresence)
export class BasePresenceResolver {
  @FieldResolver(() => Base, { description: 'The base.' })
  base(@Root() presence: BasePresence, @Ctx() { loaders }: Context): Promise<NamedEntity | null> {
    return loaders.entityById.load(presence.baseId);
  }

  @FieldResolver(() => NamedEntity, { description: 'Who is there.' })
  operator(
    @Root() presence: BasePresence,
    @Ctx() { loaders }: Context,
  ): Promise<NamedEntity | null> {
    return loaders.entityById.load(presence.operatorId);
  }

  @FieldResolver(() => [Citation], { description: 'The sentences that say so, or say otherwise.' })
  citations(@Root() presence: BasePresence, @Ctx() { loaders }: Context): Promise<Citation[]> {
    return loaders.citationsOf.load(presence.uuid);
  }
}
