import type { NamedEntity } from '../entities/named-entity';
import { badInput } from '../graphql/errors';
import type { KindColumns } from './entity-details';

type Columns = Pick<NamedEntity, 'uuid' | 'description' | 'wikidataId'> & KindColumns;

/** What others have given one thing alone: two that differ in it are not the same. */
const IDENTIFIERS = ['wikidataId', 'isoAlpha2', 'isoAlpha3'] as const;
const REST = ['description', 'countryId', 'coordinates', 'demonym', 'capitalId'] as const;

/** @throws BAD_USER_INPUT where two entities are known to be different */
export function refuseOthers(into: NamedEntity, from: NamedEntity): void {
  const [one, other]: Columns[] = [into, from];
  for (const key of IDENTIFIERS) {
    const [mine, yours] = [one?.[key] ?? null, other?.[key] ?? null];
    if (mine !== null && yours !== null && mine !== yours) {
      throw badInput(`Argument "input.from": the two differ in ${key}. Correct one of them first.`);
    }
  }
}

/** Has an entity know what another knows and it does not. */
export function fillGaps(into: NamedEntity, from: NamedEntity): void {
  const target = into as unknown as Record<string, unknown>;
  const source = from as unknown as Record<string, unknown>;
  for (const key of [...IDENTIFIERS, ...REST]) {
    // Of its own kind a country has a capital; of another it has no such column.
    if (key in source && source[key] !== into.uuid) target[key] ??= source[key];
  }
}
