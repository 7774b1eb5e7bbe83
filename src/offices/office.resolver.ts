import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, FieldResolver, Info, Resolver } from 'type-graphql';
import { Citation } from '../claims/citation';
import { citationsOfClaims } from '../claims/citation.resolver';
import type { Context } from '../context';
import { Needs } from '../database/needs';
import { DateScalar } from '../dates/scalars';
import { Country } from '../entities/country';
import { NamedEntity } from '../entities/named-entity';
import { Organization } from '../entities/organization';
import { Person } from '../entities/person';
import type { PerParent } from '../graphql/per-parent';
import { selectionOf } from '../graphql/selection';
import { Office } from './office';
import { officesBy } from './office.queries';

const AS_OF = {
  nullable: true,
  description:
    'Only what reports attest on this day; without it, all that they attest at any time.',
};

@Resolver(() => Office)
export class OfficeResolver {
  @Needs(Office, 'holderId')
  @FieldResolver(() => Person, { description: 'Who held it.' })
  holder(@Ctx() { entities }: Context): PerParent<Office, NamedEntity | null> {
    return ({ holderId }) => entities.load(holderId);
  }

  @Needs(Office, 'ofId')
  @FieldResolver(() => NamedEntity, { description: 'Of what it is a post: a country, a ministry.' })
  of(@Ctx() { entities }: Context): PerParent<Office, NamedEntity | null> {
    return ({ ofId }) => entities.load(ofId);
  }

  @FieldResolver(() => [Citation], { description: 'The sentences that say so, or say otherwise.' })
  citations(
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): PerParent<Office, Citation[]> {
    return citationsOfClaims(context, info);
  }
}

/** The field that lists offices, by holder or by what they are posts of. */
function offices(
  key: 'holderId' | 'ofId',
  asOf: string | null | undefined,
  { db, viewer }: Context,
  info: GraphQLResolveInfo,
): PerParent<NamedEntity, Office[]> {
  const found = officesBy(db, viewer, key, asOf ?? null, selectionOf(info).fields);
  return ({ uuid }) => found.load(uuid);
}

@Resolver(() => Person)
export class PersonOfficesResolver {
  @FieldResolver(() => [Office], { description: 'The posts that reports say the person held.' })
  offices(
    @Arg('asOf', () => DateScalar, AS_OF) asOf: string | null | undefined,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): PerParent<NamedEntity, Office[]> {
    return offices('holderId', asOf, context, info);
  }
}

const HOLDERS = {
  description: 'Who held its posts, as reports say. Where none is attested, nobody.',
};

@Resolver(() => Country)
export class CountryOfficesResolver {
  @FieldResolver(() => [Office], HOLDERS)
  officeHolders(
    @Arg('asOf', () => DateScalar, AS_OF) asOf: string | null | undefined,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): PerParent<NamedEntity, Office[]> {
    return offices('ofId', asOf, context, info);
  }
}

@Resolver(() => Organization)
export class OrganizationOfficesResolver {
  @FieldResolver(() => [Office], HOLDERS)
  officeHolders(
    @Arg('asOf', () => DateScalar, AS_OF) asOf: string | null | undefined,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): PerParent<NamedEntity, Office[]> {
    return offices('ofId', asOf, context, info);
  }
}
