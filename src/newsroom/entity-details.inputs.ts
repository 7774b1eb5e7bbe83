import { IsLatitude, IsLongitude, Matches } from 'class-validator';
import { Field, Float, InputType } from 'type-graphql';
import { OrganizationKind, PlaceKind } from '../entities/entity-kinds';
import { OneOf } from '../graphql/one-of';
import { OptionalInput, OptionalLine, OptionalSlugOf } from './fields';

@InputType({ description: 'A point on the globe (WGS 84), in decimal degrees.' })
export class CoordinatesInput {
  @Field(() => Float, { description: 'Degrees north of the equator, -90 to 90.' })
  @IsLatitude({ message: 'latitude must be from -90 to 90' })
  latitude!: number;

  @Field(() => Float, { description: 'Degrees east of Greenwich, -180 to 180.' })
  @IsLongitude({ message: 'longitude must be from -180 to 180' })
  longitude!: number;
}

@InputType({ description: 'What is known of a person alone.' })
export class PersonDetailsInput {
  @OptionalSlugOf('Slug of the country of nationality.')
  nationality?: string | null;
}

@InputType({ description: 'What is known of a country alone.' })
export class CountryDetailsInput {
  @Field(() => String, { nullable: true, description: 'ISO 3166-1 alpha-2 code, as in SY.' })
  @Matches(/^[A-Z]{2}$/, { message: 'isoAlpha2 must be two capitals' })
  isoAlpha2?: string | null;

  @Field(() => String, { nullable: true, description: 'ISO 3166-1 alpha-3 code, as in SYR.' })
  @Matches(/^[A-Z]{3}$/, { message: 'isoAlpha3 must be three capitals' })
  isoAlpha3?: string | null;

  @OptionalLine('What its people are called in English, as in Syrian.')
  demonym?: string | null;

  @OptionalSlugOf('Slug of the place that is its capital.')
  capital?: string | null;
}

@InputType({ description: 'What is known of a base alone.' })
export class BaseDetailsInput {
  @Field(() => Boolean, {
    nullable: true,
    description:
      'False where reports speak of a base without naming it; its name is then a description. True for a new one that does not say.',
  })
  named?: boolean | null;

  @OptionalSlugOf('Slug of the country that it lies in.')
  hostCountry?: string | null;

  @OptionalInput(() => CoordinatesInput, 'Where it is.')
  coordinates?: CoordinatesInput | null;
}

@InputType({ description: 'What is known of an organization alone.' })
export class OrganizationDetailsInput {
  @Field(() => OrganizationKind, {
    nullable: true,
    description: 'What kind of organization it is; a new one needs it.',
  })
  organizationKind?: OrganizationKind | null;

  @OptionalSlugOf('Slug of the country that it belongs to.')
  country?: string | null;
}

@InputType({ description: 'What is known of a place alone.' })
export class PlaceDetailsInput {
  @Field(() => PlaceKind, {
    nullable: true,
    description: 'What kind of place it is; a new one needs it.',
  })
  placeKind?: PlaceKind | null;

  @OptionalSlugOf('Slug of the country that it lies in.')
  country?: string | null;

  @OptionalInput(() => CoordinatesInput, 'Where it is.')
  coordinates?: CoordinatesInput | null;
}

@OneOf()
@InputType({
  description: 'What an entity is, and what is known of its kind alone: exactly one of these.',
})
export class EntityDetailsInput {
  @OptionalInput(() => PersonDetailsInput, 'A person.')
  person?: PersonDetailsInput;

  @OptionalInput(() => CountryDetailsInput, 'A country.')
  country?: CountryDetailsInput;

  @OptionalInput(() => BaseDetailsInput, 'A base.')
  base?: BaseDetailsInput;

  @OptionalInput(() => OrganizationDetailsInput, 'An organization.')
  organization?: OrganizationDetailsInput;

  @OptionalInput(() => PlaceDetailsInput, 'A place.')
  place?: PlaceDetailsInput;
}
