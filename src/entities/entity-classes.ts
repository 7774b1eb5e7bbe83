import { Base } from './base';
import { Country } from './country';
import { Organization } from './organization';
import { Person } from './person';
import { Place } from './place';

/** The class of each kind of entity. */
export const entityClasses = {
  PERSON: Person,
  COUNTRY: Country,
  BASE: Base,
  ORGANIZATION: Organization,
  PLACE: Place,
};
