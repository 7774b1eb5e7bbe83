import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '../context';
import { Base } from './base';
import { Country } from './country';
import type { NamedEntity } from './named-entity';
import { Organization } from './organization';
import { Person } from './person';
import { Place } from './place';

/** Another entity that an entity's row points to. */
async function linked<T extends NamedEntity>(
  { loaders }: Context,
  id: string | null,
): Promise<T | null> {
  return id === null ? null : ((await loaders.entityById.load(id)) as T | null);
}

@Resolver(() => Person)
export class PersonCountryResolver {
  @FieldResolver(() => Country, { nullable: true, description: 'The country of nationality.' })
  nationality(@Root() person: Person, @Ctx() context: Context): Promise<Country | null> {
    return linked(context, person.countryId);
  }
}

@Resolver(() => Country)
export class CapitalResolver {
  @FieldResolver(() => Place, { nullable: true, description: 'The capital.' })
  capital(@Root() country: Country, @Ctx() context: Context): Promise<Place | null> {
    return linked(context, country.capitalId);
  }
}

@Resolver(() => Base)
export class BaseCountryResolver {
  @FieldResolver(() => Country, { nullable: true, description: 'The country that it lies in.' })
  hostCountry(@Root() base: Base, @Ctx() context: Context): Promise<Country | null> {
    return linked(context, base.countryId);
  }
}

@Resolver(() => Organization)
export class OrganizationCountryResolver {
  @FieldResolver(() => Country, { nullable: true, description: 'The country that it belongs to.' })
  country(@Root() organization: Organization, @Ctx() context: Context): Promise<Country | null> {
    return linked(context, organization.countryId);
  }
}

@Resolver(() => Place)
export class PlaceCountryResolver {
  @FieldResolver(() => Country, { nullable: true, description: 'The country that it lies in.' })
  country(@Root() place: Place, @Ctx() context: Context): Promise<Country | null> {
    return linked(context, place.countryId);
  }
}
