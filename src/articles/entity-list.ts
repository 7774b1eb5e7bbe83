import type { GraphQLResolveInfo } from 'graphql';
import sql, { type Sql } from 'sql-template-tag';
import type { DataSource } from 'typeorm';
import type { Condition } from '../database/read';
import type { ModelClass } from '../database/rows';
import { Country } from '../entities/country';
import { ofCountries, ofKinds } from '../entities/entity-conditions';
import type { EntityOrder, EntityWhere } from '../entities/entity.inputs';
import { entitiesNamed } from '../entities/name-match';
import { NamedEntity } from '../entities/named-entity';
import { Person } from '../entities/person';
import { rootConnection } from '../graphql/connection';
import type { List } from '../graphql/list';
import type { Page } from '../graphql/page';
import type { Viewer } from '../graphql/viewer';
import type { Order } from '../graphql/window';
import type { EntityListArgs, OrderedEntityListArgs } from './article.inputs';
import { readable } from './readable';

const id = { expression: sql`e.id`, type: 'uuid' } as const;

const byName: Order = {
  name: 'NAME',
  keys: [{ expression: sql`dateline_fold(e.name) COLLATE "C"`, type: 'text' }, id],
  direction: 'ASC',
};
const byMatch: Order = {
  name: 'BEST_MATCH',
  keys: [{ expression: sql`named.score`, type: 'real' }, id],
  direction: 'DESC',
};
const talliedId = { expression: sql`tally.entity_id`, type: 'uuid' } as const;
const byMentions: Order = {
  name: 'MOST_MENTIONED',
  keys: [{ expression: sql`tally.mentions`, type: 'integer' }, talliedId],
  direction: 'DESC',
};
const byRecency: Order = {
  name: 'RECENTLY_MENTIONED',
  keys: [{ expression: sql`tally.latest`, type: 'timestamptz' }, talliedId],
  direction: 'DESC',
};

function orderOf(by: EntityOrder, name: string | null | undefined): Order {
  if (by === 'MOST_MENTIONED') return byMentions;
  if (by === 'RECENTLY_MENTIONED') return byRecency;
  return name == null ? byName : byMatch;
}

const tallied = sql`entity_tally tally JOIN entity e ON e.id = tally.entity_id`;

function mentionedIn(viewer: Viewer, slug: string): Sql {
  return sql`e.id IN (SELECT link.entity_id FROM article_entity link
    JOIN article a ON a.id = link.article_id WHERE a.slug = ${slug} AND ${readable(viewer, 'a')})`;
}

/** A list of entities, of the kinds given by `condition` and by the filter. */
export function entityList<T extends NamedEntity>(
  viewer: Viewer,
  model: ModelClass<T>,
  args: { where?: EntityWhere | null; orderBy?: EntityOrder | null },
  condition?: Condition,
): List<T> {
  const where = args.where ?? {};
  const by = args.orderBy ?? 'NAME';
  const named =
    where.name == null
      ? sql``
      : sql`JOIN (${entitiesNamed(where.name)}) AS named ON named.entity_id = e.id`;
  return {
    nodes: { model, alias: 'e' },
    from: sql`${by === 'NAME' ? sql`entity e` : tallied} ${named}`,
    where: [
      condition,
      where.kinds ? ofKinds('e', where.kinds) : undefined,
      where.countries ? ofCountries('e', where.countries) : undefined,
      where.mentionedIn == null ? undefined : mentionedIn(viewer, where.mentionedIn),
    ],
    order: orderOf(by, where.name),
  };
}

/** The entities of a filter, in the order asked for. */
export function entities(
  db: DataSource,
  viewer: Viewer,
  args: OrderedEntityListArgs,
  info: GraphQLResolveInfo,
): Promise<Page<NamedEntity>> {
  return rootConnection(db, entityList(viewer, NamedEntity, args), args, info);
}

/** The people of a filter, by name. */
export function people(
  db: DataSource,
  viewer: Viewer,
  args: EntityListArgs,
  info: GraphQLResolveInfo,
): Promise<Page<Person>> {
  return rootConnection(db, entityList(viewer, Person, args, ofKinds('e', ['PERSON'])), args, info);
}

/** The countries of a filter, by name. */
export function countries(
  db: DataSource,
  viewer: Viewer,
  args: EntityListArgs,
  info: GraphQLResolveInfo,
): Promise<Page<Country>> {
  const list = entityList(viewer, Country, args, ofKinds('e', ['COUNTRY']));
  return rootConnection(db, list, args, info);
}
