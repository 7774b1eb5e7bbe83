import { defineEnum } from '../graphql/enums';

export const EntityKind = defineEnum('EntityKind', 'What a named entity is.', {
  PERSON: 'A human being.',
  COUNTRY: 'A country or territory of ISO 3166-1.',
  BASE: 'A military base, port or airfield, named or not.',
  ORGANIZATION: 'A body of people: a government, a ministry, a force, an agency, a company.',
  PLACE: 'A geographical place that is not a country: a city, a region, a river.',
});
export type EntityKind = keyof typeof EntityKind;

export const OrganizationKind = defineEnum('OrganizationKind', 'What an organization is.', {
  GOVERNMENT: 'A government, or the office of a head of state.',
  MINISTRY: 'A ministry or department of a government.',
  MILITARY: 'The armed forces of a state, or a part of them.',
  ARMED_GROUP: 'An armed force that is not a state’s.',
  NEWS_AGENCY: 'A news agency.',
  PARTY: 'A political party.',
  COMPANY: 'A commercial company.',
  INTERNATIONAL: 'An organization of states, or a body of one.',
  OTHER: 'None of the other kinds.',
});
export type OrganizationKind = keyof typeof OrganizationKind;

export const PlaceKind = defineEnum('PlaceKind', 'What a place is.', {
  CITY: 'A city, town or village.',
  REGION: 'A region, province or other area.',
  RIVER: 'A river.',
  COAST: 'A coast.',
  CONTINENT: 'A continent.',
  OTHER: 'None of the other kinds.',
});
export type PlaceKind = keyof typeof PlaceKind;

export const AliasKind = defineEnum('AliasKind', 'What an alias is to the name of an entity.', {
  TRANSLITERATION: 'The name in the letters of another script.',
  SHORT_NAME: 'A shorter form of the name.',
  NATIVE_NAME: 'The name in the language of the place or the person.',
  FORMER_NAME: 'A name that it had before.',
  ACRONYM: 'The first letters of the name.',
  DEMONYM: 'What its people or things are called: "Syrian" for Syria.',
  NOM_DE_GUERRE: 'A name that a person took for a fight.',
  OTHER_NAME: 'None of the other kinds.',
});
export type AliasKind = keyof typeof AliasKind;
