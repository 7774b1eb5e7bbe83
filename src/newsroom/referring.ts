import type { EntityManager, ObjectLiteral } from 'typeorm';
import { In } from 'typeorm';
import { Article } from '../articles/article';
import { withoutEmptyValues } from '../database/value-objects';
import { entitiesOfSlugs } from '../entities/find-entities';
import type { EntityKind } from '../entities/entity-kinds';
import { badInput, notFound } from '../graphql/errors';
import { uuidOf, type IdFamily } from '../graphql/node';

/** A slug in an input. */
interface Named {
  /** The path of the argument that holds it. */
  argument: string;
  slug: string;
  /** What it must be; anything where that is left out. */
  kind?: EntityKind;
}

/**
 * The ids of entities that an input names, in its order. Nobody merges them before the transaction ends.
 *
 * @throws BAD_USER_INPUT for one that is not there, or is of another kind
 */
export async function entityIds(
  manager: EntityManager,
  named: readonly Named[],
): Promise<string[]> {
  const found = await entitiesOfSlugs(
    manager,
    named.map(({ slug }) => slug),
  );
  return named.map(({ argument, slug, kind }) => {
    const entity = found.get(slug);
    if (!entity) throw badInput(`Argument "${argument}": there is no such entity.`);
    if (kind && entity.kind !== kind) {
      throw badInput(`Argument "${argument}": it must be a ${kind}.`);
    }
    return entity.uuid;
  });
}

/** The id of one entity that an input names. @throws BAD_USER_INPUT as `entityIds` does */
export async function entityId(
  manager: EntityManager,
  argument: string,
  slug: string,
  kind?: EntityKind,
): Promise<string> {
  const [id = ''] = await entityIds(manager, [{ argument, slug, ...(kind && { kind }) }]);
  return id;
}

/**
 * The articles of ids, by id, held as they are: nobody edits them before the transaction ends.
 *
 * @throws BAD_USER_INPUT for one that is not there
 */
export async function articlesOf(
  manager: EntityManager,
  named: readonly { argument: string; id: string }[],
): Promise<Article[]> {
  const uuids = named.map(({ argument, id }) => uuidOf(argument, 'Article', id));
  const found = await manager.find(Article, {
    where: { uuid: In(uuids) },
    order: { uuid: 'ASC' },
    lock: { mode: 'pessimistic_read' },
  });
  const byId = new Map(found.map((article) => [article.uuid, article]));
  return named.map(({ argument }, i) => {
    const article = byId.get(uuids[i] ?? '');
    if (!article) throw badInput(`Argument "${argument}": there is no such article.`);
    return article;
  });
}

/** What can be locked by an opaque id. */
interface Lockable<T extends ObjectLiteral> {
  model: new () => T;
  family: IdFamily;
  /** As in "The event". */
  what: string;
}

/**
 * The row of the id in `input.id`, held for this transaction.
 *
 * @throws NOT_FOUND, or BAD_USER_INPUT where it is the id of something else
 */
export async function lockRow<T extends ObjectLiteral & { uuid: string }>(
  manager: EntityManager,
  { model, family, what }: Lockable<T>,
  id: string,
): Promise<T> {
  const row = await manager
    .createQueryBuilder(model, 'row')
    .where('row.uuid = :uuid', { uuid: uuidOf('input.id', family, id) })
    .setLock('pessimistic_write')
    .getOne();
  if (!row) throw notFound(what);
  return withoutEmptyValues(manager, row);
}
