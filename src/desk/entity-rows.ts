import { v7 as uuidV7 } from 'uuid';
import { entityClasses } from '../entities/entity-classes';
import type { NamedEntity } from '../entities/named-entity';
import type { DeskEntity } from './format';

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
    capital: _capital,
    ...columns
  } = given as Record<string, unknown>;
  const row: NamedEntity = Object.assign(
    new entityClasses[entity.kind](),
    before ?? { uuid: id ?? uuidV7() },
  );
  Object.assign(row, columns, countryId !== undefined && { countryId });
  return row;
}
