import { In, type EntityManager } from 'typeorm';
import { syncRows } from '../database/sync';
import { Alias, aliasOf } from '../entities/alias';
import { Country } from '../entities/country';
import { entitiesOfSlugs } from '../entities/find-entities';
import { NamedEntity } from '../entities/named-entity';
import { DeskError, type DeskProblem } from './desk-error';
import { countryOf, entityRow } from './entity-rows';
import type { Desk, DeskEntity } from './format';

/** @returns how many rows changed @throws DeskError */
export async function writeEntities(manager: EntityManager, desk: Desk): Promise<number> {
  const problems: DeskProblem[] = [];
  const before = await entitiesBySlug(manager, desk.entities);
  // One that was merged into another stays so.
  const entities = desk.entities.filter(({ slug }) => (before.get(slug)?.slug ?? slug) === slug);
  // Countries first, so that what belongs to them can point to them.
  const rows = new Map<string, NamedEntity>();
  for (const entity of entities.toSorted(countriesFirst)) {
    const old = before.get(entity.slug);
    if (old && old.kind !== entity.kind) {
      problems.push({ where: `entities.yaml: ${entity.slug}`, what: `is there as a ${old.kind}` });
    }
    const slug = countryOf(entity);
    const country = slug === undefined ? undefined : (rows.get(slug) ?? before.get(slug));
    if (slug !== undefined && country?.kind !== 'COUNTRY') {
      problems.push({ where: `entities.yaml: ${entity.slug}`, what: `"${slug}" is no country` });
    }
    rows.set(entity.slug, entityRow(entity, old, country?.uuid));
  }
  if (problems.length > 0) throw new DeskError(problems);
  const saved = await saveEntities(manager, entities, rows, [...before.values()]);
  return saved + (await saveCapitals(manager, entities));
}

/** Once all are there: a capital belongs to its country as well. */
async function saveCapitals(
  manager: EntityManager,
  entities: readonly DeskEntity[],
): Promise<number> {
  const wanted = entities.flatMap((entity) =>
    entity.kind === 'COUNTRY' && entity.capital !== undefined
      ? [{ country: entity.slug, capital: entity.capital }]
      : [],
  );
  if (wanted.length === 0) return 0;
  const found = await entitiesOfSlugs(
    manager,
    wanted.flatMap(({ country, capital }) => [country, capital]),
  );
  const before = await manager.find(Country, {
    where: { slug: In(wanted.map(({ country }) => country)) },
  });
  const bySlug = new Map(before.map((country) => [country.slug, country]));
  const problems: DeskProblem[] = [];
  const rows = wanted.flatMap(({ country, capital }) => {
    const place = found.get(capital);
    if (place?.kind !== 'PLACE') {
      problems.push({ where: `entities.yaml: ${country}`, what: `"${capital}" is no place` });
    }
    const row = bySlug.get(country);
    return row && place ? [Object.assign(new Country(), row, { capitalId: place.uuid })] : [];
  });
  if (problems.length > 0) throw new DeskError(problems);
  return (await syncRows(manager, NamedEntity, rows, before)).updated;
}

const countriesFirst = (a: DeskEntity, b: DeskEntity): number =>
  Number(b.kind === 'COUNTRY') - Number(a.kind === 'COUNTRY');

/** What slugs stand for; those of merged entities for the ones that they were merged into. */
async function entitiesBySlug(
  manager: EntityManager,
  entities: readonly DeskEntity[],
): Promise<Map<string, NamedEntity>> {
  const slugs = entities.flatMap((entity) => [entity.slug, countryOf(entity) ?? []].flat());
  const found = [...(await entitiesOfSlugs(manager, slugs))];
  const ids = found.map(([, { uuid }]) => uuid);
  const rows = await manager.find(NamedEntity, { where: { uuid: In(ids) } });
  const byId = new Map(rows.map((row) => [row.uuid, row]));
  return new Map(
    found.flatMap(([slug, { uuid }]) => {
      const entity = byId.get(uuid);
      return entity ? [[slug, entity] as const] : [];
    }),
  );
}

async function saveEntities(
  manager: EntityManager,
  entities: readonly DeskEntity[],
  rows: ReadonlyMap<string, NamedEntity>,
  before: readonly NamedEntity[],
): Promise<number> {
  const known = before.filter(({ slug }) => rows.has(slug));
  const saved = await syncRows(manager, NamedEntity, [...rows.values()], known);
  const aliases = entities.flatMap((entity) => {
    const row = rows.get(entity.slug);
    return row ? entity.aliases.map((alias) => aliasOf(row.uuid, alias)) : [];
  });
  const there = await manager.find(Alias, {
    where: { uuid: In(aliases.map(({ uuid }) => uuid)) },
  });
  const named = await syncRows(manager, Alias, aliases, there);
  return saved.created + saved.updated + named.created + named.updated;
}
