import type { EntityManager } from 'typeorm';
import { v7 as uuidV7 } from 'uuid';
import { freeSlug } from '../articles/free-slug';
import { saveRow, withoutEmptyValues } from '../database/value-objects';
import { Alias, aliasOf } from '../entities/alias';
import { entityClasses } from '../entities/entity-classes';
import { EntityRedirect } from '../entities/entity-redirect';
import { NamedEntity } from '../entities/named-entity';
import { badInput, conflict, notFound } from '../graphql/errors';
import { uuidOf } from '../graphql/node';
import { detailsOf, newDetailsOf } from './entity-details';
import type {
  AddAliasInput,
  CreateEntityInput,
  RemoveAliasInput,
  UpdateEntityInput,
} from './entity.inputs';
import type { Done, Work } from './work';

const doneTo = (entity: NamedEntity, summary?: string): Done<NamedEntity> => ({
  result: entity,
  subject: { family: 'Entity', uuid: entity.uuid, name: entity.slug },
  summary,
});

/** Makes an entity. @throws CONFLICT for a slug, an id in Wikidata or a code that another has, or had */
export async function createEntity(
  { manager }: Work,
  input: CreateEntityInput,
): Promise<Done<NamedEntity>> {
  const { name, description, wikidataId, aliases } = input;
  const { kind, columns } = await newDetailsOf(manager, input.details);
  const isTaken = (slug: string): Promise<boolean> => wasGiven(manager, slug);
  if (input.slug != null && (await isTaken(input.slug))) throw conflict('That slug is taken.');
  const slug = input.slug ?? (await freeSlug(manager, name, isTaken, 'entity'));
  const entity: NamedEntity = Object.assign(new entityClasses[kind](), {
    ...{ uuid: uuidV7(), slug, kind, name, description: description ?? null },
    ...{ wikidataId: wikidataId ?? null, countryId: null, coordinates: null },
    ...columns,
  });
  await manager.insert(entityClasses[kind], entity);
  const others = (aliases ?? []).map((alias) => aliasOf(entity.uuid, alias));
  if (new Set(others.map(({ text }) => text)).size < others.length) {
    throw badInput('Argument "input.aliases": the same text is there twice.');
  }
  await manager.insert(Alias, others);
  return doneTo(entity);
}

/** Changes what is given of an entity. */
export async function updateEntity(
  { manager }: Work,
  input: UpdateEntityInput,
): Promise<Done<NamedEntity>> {
  const entity = await lockEntity(manager, input.id);
  const { name, description, wikidataId, details } = input;
  const told = details && (await detailsOf(manager, details));
  if (told && told.kind !== entity.kind) {
    throw badInput(`Argument "input.details": the entity is a ${entity.kind}.`);
  }
  Object.assign(
    entity,
    name != null && { name },
    description !== undefined && { description },
    wikidataId !== undefined && { wikidataId },
    told?.columns,
  );
  await saveRow(manager, entity);
  return doneTo(entity);
}

/** Gives an entity another name. @throws CONFLICT where it has it already */
export async function addAlias(
  { manager }: Work,
  input: AddAliasInput,
): Promise<Done<NamedEntity>> {
  const entity = await lockEntity(manager, input.id);
  const alias = aliasOf(entity.uuid, input.alias);
  const { entityId, text } = alias;
  if (entity.name === text || (await manager.existsBy(Alias, { entityId, text }))) {
    throw conflict('It is known by that name already.');
  }
  await manager.insert(Alias, alias);
  return doneTo(entity, text);
}

/** Takes a name from an entity. @throws NOT_FOUND where it has no such alias */
export async function removeAlias(
  { manager }: Work,
  input: RemoveAliasInput,
): Promise<Done<NamedEntity>> {
  const entity = await lockEntity(manager, input.id);
  const { affected } = await manager.delete(Alias, { entityId: entity.uuid, text: input.text });
  if (affected !== 1) throw notFound('The alias');
  return doneTo(entity, input.text);
}

/** The entity of the id in `input.id`, or the one that it was merged into, held. @throws NOT_FOUND */
async function lockEntity(manager: EntityManager, id: string): Promise<NamedEntity> {
  const entity = await lockSurvivor(manager, uuidOf('input.id', 'Entity', id));
  if (!entity) throw notFound('The entity');
  return withoutEmptyValues(manager, entity);
}

/** It may be merged while this waits for it, and again. */
async function lockSurvivor(manager: EntityManager, uuid: string): Promise<NamedEntity | null> {
  const lock = { mode: 'for_no_key_update' } as const;
  const entity = await manager.findOne(NamedEntity, { where: { uuid }, lock });
  if (entity) return entity;
  const moved = await manager.findOneBy(EntityRedirect, { fromId: uuid });
  return moved && lockSurvivor(manager, moved.intoId);
}

/** Whether a slug is an entity's, or was one's that was merged into another. */
async function wasGiven(manager: EntityManager, slug: string): Promise<boolean> {
  const isThere = await manager.existsBy(NamedEntity, { slug });
  return isThere || manager.existsBy(EntityRedirect, { fromSlug: slug });
}
