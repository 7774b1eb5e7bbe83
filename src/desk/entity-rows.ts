import { v5 as uuidV5, v7 as uuidV7 } from 'uuid';
import { Alias } from '../entities/alias';
import { Base } from '../entities/base';
import { Country } from '../entities/country';
import type { NamedEntity } from '../entities/named-entity';
import { Organization } from '../entities/organization';
import { Person } from '../entities/person';
import { Place } from '../entities/place';
import type { DeskEntity } from './format';

const MODELS = {
  PERSON: Person,
  COUNTRY: Country,
  BASE: Base,
  ORGANIZATION: Organization,
  PLACE: Place,
};

/** The slug of the country that an entity belongs to, under whatever key its kind has for it. */
export function countryOf(entity: DeskEntity): string | undefined {
  if (entity.kind === 'PERSON') return entity.nationality;
  if (entity.kind === 'BASE') return entity.hostCountry;
  if (entity.kind === 'COUNTRY') return undefined;
  return entity.country;
}

/** The row of an entity: a new one, or the row that is there with what the desk adds to it. */
export function entityRow(
  entity: DeskEntity,
  before: NamedEntity | undefined,
  countryId: string | undefined,
): NamedEntity {
  const { aliases: _aliases, id, ...given } = entity;
  const {
    nationality: _n,
    hostCountry: _h,
    country: _c,
    ...columns
  } = given as Record<string, unknown>;
  const row: NamedEntity = Object.assign(
    new MODELS[entity.kind](),
    before ?? { uuid: id ?? uuidV7() },
  );
  Object.assign(row, columns, countryId !== undefined && { countryId });
  return row;
}

/** An alias's id follows from its text, so that a second load finds it again. */
export function aliasRows(entity: DeskEntity, entityId: string): Alias[] {
  return entity.aliases.map((alias) =>
    Object.assign(new Alias(), { ...alias, uuid: uuidV5(alias.text, entityId), entityId }),
  );
}
