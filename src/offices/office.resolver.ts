import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Citation } from '../claims/citation';
import type { Context } from '../context';
import { DateScalar } from '../dates/scalars';
import { Country } from '../entities/country';
import { NamedEntity } from '../entities/named-entity';
import { Organization } from '../entities/organization';
import { Person } from '../entities/person';
import { Office } from './office';

const AS_OF = {
  nullable: true,
  description:
    'Only what reports attest on this day; without it, all that they attest at any time.',
};

@Resolver(() => Office)
export class OfficeResolver {
  @FieldResolver(() => Person, { description: 'Who held it.' })
  holder(@Root() office: Office, @Ctx() { loaders }: Context): Promise<NamedEntity | null> {
    return loaders.entityById.load(office.holderId);
  }

  @FieldResolver(() => NamedEntity, { description: 'Of what it is a post: a country, a ministry.' })
  of(@Root() office: Office, @Ctx() { loaders }: Context): Promise<NamedEntity | null> {
    return loaders.entityById.load(office.ofId);
  }

  @FieldResolver(() => [Citation], { description: 'The sentences that say so, or say otherwise.' })
  citations(@Root() office: Office, @Ctx() { loaders }: Context): Promise<Citation[]> {
    return loaders.citationsOf.load(office.uuid);
  }
}

@Resolver(() => Person)
export class PersonOfficesResolver {
  @FieldResolver(() => [Office], { description: 'The posts that reports say the person held.' })
  offices(
    @Root() person: Person,
    @Arg('asOf', () => DateScalar, AS_OF) asOf: string | null | undefined,
    @Ctx() { loaders }: Context,
  ): Promise<Office[]> {
    return loaders.officesOfPerson(asOf ?? null).load(person.uuid);
  }
}

function holders(
  { loaders }: Context,
  of: NamedEntity,
  asOf: string | null | undefined,
): Promise<Office[]> {
  return loaders.officeHoldersOf(asOf ?? null).load(of.uuid);
}

const HOLDERS = {
  description: 'Who held its posts, as reports say. Where none is attested, nobody.',
};

@Resolver(() => Country)
export class CountryOfficesResolver {
  @FieldResolver(() => [Office], HOLDERS)
  officeHolders(
    @Root() country: Country,
    @Arg('asOf', () => DateScalar, AS_OF) asOf: string | null | undefined,
    @Ctx() context: Context,
  ): Promise<Office[]> {
    return holders(context, country, asOf);
  }
}

@Resolver(() => Organization)
export class OrganizationOfficesResolver {
  @FieldResolver(() => [Office], HOLDERS)
  officeHolders(
    @Root() organization: Organization,
    @Arg('asOf', () => DateScalar, AS_OF) asOf: string | null | undefined,
    @Ctx() context: Context,
  ): Promise<Office[]> {
    return holders(context, organization, asOf);
  }
}
