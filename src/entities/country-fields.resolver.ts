import { Ctx, FieldResolver, Resolver } from 'type-graphql';
import type { Context } from '../context';
import { Needs } from '../database/needs';
import type { PerParent } from '../graphql/per-parent';
import { Base } from './base';
import { Country } from './country';
import type { NamedEntity } from './named-entity';
import { Organization } from './organization';
import { Person } from './person';
import { Place } from './place';

/** Another entity that an entity's row points to. */
async function linked<T extends NamedEntity>(
  { entities }: Context,
  id: string | null,
): Promise<T | null> {
  return id === null ? null : ((await entities.load(id)) as T | null);
}

@Resolver(() => Person)
export class PersonCountryResolver {
  @Needs(Person, 'countryId')
  @FieldResolver(() => Country, { nullable: true, description: 'The country of nationality.' })
  nationality(@Ctx() context: Context): PerParent<Person, Country | null> {
    return ({ countryId }) => linked(context, countryId);
  }
}

@Resolver(() => Country)
export class CapitalResolver {
  @Needs(Country, 'capitalId')
  @FieldResolver(() => Place, { nullable: true, description: 'The capital.' })
  capital(@Ctx() context: Context): PerParent<Country, Place | null> {
    return ({ capitalId }) => linked(context, capitalId);
  }
}

@Resolver(() => Base)
export class BaseCountryResolver {
  @Needs(Base, 'countryId')
  @FieldResolver(() => Country, { nullable: true, description: 'The country that it lies in.' })
  hostCountry(@Ctx() context: Context): PerParent<Base, Country | null> {
    return ({ countryId }) => linked(context, countryId);
  }
}

@Resolver(() => Organization)
export class OrganizationCountryResolver {
  @Needs(Organization, 'countryId')
  @FieldResolver(() => Country, { nullable: true, description: 'The country that it belongs to.' })
  country(@Ctx() context: Context): PerParent<Organization, Country | null> {
    return ({ countryId }) => linked(context, countryId);
  }
}

@Resolver(() => Place)
export class PlaceCountryResolver {
  @Needs(Place, 'countryId')
  @FieldResolver(() => Country, { nullable: true, description: 'The country that it lies in.' })
  country(@Ctx() context: Context): PerParent<Place, Country | null> {
    return ({ countryId }) => linked(context, countryId);
  }
}
