import type { EntityManager } from 'typeorm';
import { moveMentions, sumMentions } from '../articles/merge-mentions';
import { saveRow, withoutEmptyValues } from '../database/value-objects';
import { Alias, aliasOf } from '../entities/alias';
import { entityClasses } from '../entities/entity-classes';
import { EntityRedirect } from '../entities/entity-redirect';
import { knownNames } from '../entities/known-names';
import { NamedEntity } from '../entities/named-entity';
import { badInput, conflict, notFound } from '../graphql/errors';
import { uuidOf } from '../graphql/node';
import { Gazetteer } from '../linking/gazetteer';
import { fillGaps, refuseOthers } from './merge-columns';
import { moveReferences } from './merge-references';
import type { MergeEntitiesInput } from './entity.inputs';
import type { MergeReport } from './entity.payloads';
import type { Done, Work } from './work';

export interface Merged {
  entity: NamedEntity;
  moved: MergeReport;
}

interface Pair {
  into: NamedEntity;
  from: NamedEntity;
}

/**
 * Makes one entity of two. All that refers to the one refers to the other then, and its id and slug lead
 * there.
 *
 * @throws BAD_USER_INPUT where they can't be the same, CONFLICT where the one was merged already
 */
export async function mergeEntities(
  { manager, now }: Work,
  input: MergeEntitiesInput,
): Promise<Done<Merged>> {
  const { into, from } = await lockPair(manager, input);
  refuseOthers(into, from);
  const merge = { from: from.uuid, into: into.uuid };
  const { mentions, articleIds } = await moveMentions(manager, merge);
  const references = await moveReferences(manager, merge);
  const aliases = await moveNames(manager, { into, from });
  await redirect(manager, { into, from }, now);
  const before: NamedEntity = Object.assign(new entityClasses[into.kind](), into);
  fillGaps(into, from);
  await saveRow(manager, into);
  const gazetteer = new Gazetteer(await knownNames(manager));
  await sumMentions(manager, into.uuid, articleIds, gazetteer);
  const moved = { mentions, articles: articleIds.length, ...references, aliases };
  return {
    result: { entity: input.dryRun ? before : into, moved },
    subject: { family: 'Entity', uuid: into.uuid, name: into.slug },
    summary: `Merged ${from.slug}: ${[from.name, from.description ?? []].flat().join(', ')}`,
    rehearsal: input.dryRun,
  };
}

/** Both entities, held, one that was merged into another as that other. */
async function lockPair(manager: EntityManager, input: MergeEntitiesInput): Promise<Pair> {
  const intoId = uuidOf('input.into', 'Entity', input.into);
  const fromId = uuidOf('input.from', 'Entity', input.from);
  const found = await lockByIds(manager, [intoId, fromId]);
  const from = found.get(fromId);
  if (!from) {
    if (await manager.existsBy(EntityRedirect, { fromId })) {
      throw conflict('Argument "input.from": it was merged into another already.');
    }
    throw notFound('The entity in "input.from"');
  }
  const moved = found.has(intoId)
    ? null
    : await manager.findOneBy(EntityRedirect, { fromId: intoId });
  const into = moved
    ? (await lockByIds(manager, [moved.intoId])).get(moved.intoId)
    : found.get(intoId);
  if (!into) throw notFound('The entity in "input.into"');
  if (into.uuid === from.uuid) throw badInput('Argument "input.from": the two are the same.');
  if (into.kind !== from.kind) {
    throw badInput(`Argument "input.from": it is a ${from.kind}, the other a ${into.kind}.`);
  }
  return { into, from };
}

/** In the order of their ids, so that two merges wait for one another at most. */
async function lockByIds(
  manager: EntityManager,
  ids: readonly string[],
): Promise<Map<string, NamedEntity>> {
  const found = new Map<string, NamedEntity>();
  for (const uuid of ids.toSorted()) {
    const lock = { mode: 'pessimistic_write' } as const;
    const entity = await manager.findOne(NamedEntity, { where: { uuid }, lock });
    if (entity) found.set(uuid, withoutEmptyValues(manager, entity));
  }
  return found;
}

/**
 * Gives one entity's names to another. What a base without a name is called is no name.
 *
 * @returns how many the other did not have
 */
async function moveNames(manager: EntityManager, { into, from }: Pair): Promise<number> {
  const isName = (from as NamedEntity & { named?: boolean | null }).named !== false;
  const name = { text: from.name, language: 'und', kind: 'OTHER_NAME' as const };
  const names = [
    ...(isName ? [name] : []),
    ...(await manager.findBy(Alias, { entityId: from.uuid })),
  ];
  const known = await manager.findBy(Alias, { entityId: into.uuid });
  const texts = new Set([into.name, ...known.map(({ text }) => text)]);
  const added = names.filter(({ text }) => !texts.has(text) && texts.add(text));
  await manager.insert(
    Alias,
    added.map((alias) => aliasOf(into.uuid, alias)),
  );
  return added.length;
}

/** Has an entity's id and slug, and those of what was merged into it, lead to another; itself it goes. */
async function redirect(manager: EntityManager, { into, from }: Pair, at: Date): Promise<void> {
  const [fromId, intoId] = [from.uuid, into.uuid];
  await manager.update(EntityRedirect, { intoId: fromId }, { intoId });
  await manager.insert(EntityRedirect, { fromId, fromSlug: from.slug, intoId, at });
  await manager.delete(NamedEntity, { uuid: fromId });
}
