import type { EntityManager } from 'typeorm';
import type { Base } from '../entities/base';
import { Coordinates } from '../entities/coordinates';
import type { Country } from '../entities/country';
import type { EntityKind } from '../entities/entity-kinds';
import type { Organization } from '../entities/organization';
import type { Place } from '../entities/place';
import { badInput } from '../graphql/errors';
import type { CoordinatesInput, EntityDetailsInput } from './entity-details.inputs';
import { entityId } from './referring';

/** The columns that are of one kind, or mean something else for each. */
export type KindColumns = Partial<
  Pick<Base, 'named' | 'countryId' | 'coordinates'> &
    Pick<Country, 'isoAlpha2' | 'isoAlpha3' | 'demonym' | 'capitalId'> &
    Pick<Organization, 'organizationKind'> &
    Pick<Place, 'placeKind'>
>;

/** What details say: the kind, and the columns that they give. */
export interface Details {
  kind: EntityKind;
  columns: KindColumns;
}

/** Reads details. @throws BAD_USER_INPUT for a slug that stands for nothing, or for something else */
export async function detailsOf(
  manager: EntityManager,
  { person, country, base, organization, place }: EntityDetailsInput,
): Promise<Details> {
  const link: Link = (argument, slug, kind) =>
    typeof slug === 'string'
      ? entityId(manager, `input.details.${argument}`, slug, kind)
      : Promise.resolve(slug);
  const of = async (slug: string | null | undefined, argument: string): Promise<KindColumns> =>
    given({ countryId: await link(argument, slug, 'COUNTRY') });
  if (person)
    return { kind: 'PERSON', columns: await of(person.nationality, 'person.nationality') };
  if (country) return { kind: 'COUNTRY', columns: await countryColumns(country, link) };
  if (base) {
    const own = given({ named: base.named ?? undefined, coordinates: pointOf(base.coordinates) });
    const columns = { ...own, ...(await of(base.hostCountry, 'base.hostCountry')) };
    return { kind: 'BASE', columns };
  }
  if (organization) {
    const own = given({ organizationKind: organization.organizationKind ?? undefined });
    const columns = { ...own, ...(await of(organization.country, 'organization.country')) };
    return { kind: 'ORGANIZATION', columns };
  }
  const { placeKind, coordinates, country: in_ } = place ?? {};
  const own = given({ placeKind: placeKind ?? undefined, coordinates: pointOf(coordinates) });
  return { kind: 'PLACE', columns: { ...own, ...(await of(in_, 'place.country')) } };
}

/** The same for an entity that is new. @throws BAD_USER_INPUT as well where its kind needs more */
export async function newDetailsOf(
  manager: EntityManager,
  input: EntityDetailsInput,
): Promise<Details> {
  const { kind, columns } = await detailsOf(manager, input);
  if (kind === 'ORGANIZATION' && columns.organizationKind === undefined) {
    throw badInput('Argument "input.details.organization.organizationKind": a new one needs it.');
  }
  if (kind === 'PLACE' && columns.placeKind === undefined) {
    throw badInput('Argument "input.details.place.placeKind": a new one needs it.');
  }
  return { kind, columns: kind === 'BASE' ? { named: true, ...columns } : columns };
}

/** The id that a slug stands for; what is left out, or null, stays so. */
type Link = (
  argument: string,
  slug: string | null | undefined,
  kind: EntityKind,
) => Promise<string | null | undefined>;

async function countryColumns(
  { isoAlpha2, isoAlpha3, demonym, capital }: NonNullable<EntityDetailsInput['country']>,
  link: Link,
): Promise<KindColumns> {
  const capitalId = await link('country.capital', capital, 'PLACE');
  return given({ isoAlpha2, isoAlpha3, demonym, capitalId });
}

function pointOf(point: CoordinatesInput | null | undefined): Coordinates | null | undefined {
  if (!point) return point;
  const { latitude, longitude } = point;
  return Object.assign(new Coordinates(), { latitude, longitude });
}

/** Without what is left out. */
function given(columns: { [K in keyof KindColumns]: KindColumns[K] | undefined }): KindColumns {
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));
}
