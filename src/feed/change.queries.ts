import type DataLoader from 'dataloader';
import type { GraphQLResolveInfo } from 'graphql';
import sql from 'sql-template-tag';
import type { DataSource } from 'typeorm';
import { EntityRedirect } from '../entities/entity-redirect';
import { rootConnection } from '../graphql/connection';
import { encodeCursor } from '../graphql/cursor';
import type { List } from '../graphql/list';
import { oneByKey } from '../graphql/loaders';
import type { Page } from '../graphql/page';
import { hasRole, type Viewer } from '../graphql/viewer';
import type { Order } from '../graphql/window';
import { Change, type Audience, type ChangeType } from './change';
import type { ChangesArgs } from './change.inputs';

export function audienceOf(viewer: Viewer): Audience {
  return hasRole(viewer, 'EDITOR') ? 'EDITOR' : 'READER';
}

/** The order of an audience’s feed: a cursor of one is none of another. */
export function feedOrder(audience: Audience): Order {
  return {
    name: `FEED_OF_${audience}S`,
    keys: [{ expression: sql`c.position`, type: 'bigint' }],
    direction: 'ASC',
  };
}

export function cursorOf({ audience, position }: Pick<Change, 'audience' | 'position'>): string {
  return encodeCursor(feedOrder(audience).name, [position]);
}

function feedOf(viewer: Viewer, types: readonly ChangeType[] | null | undefined): List<Change> {
  const audience = audienceOf(viewer);
  // One type has an index of its own.
  const [type, ...others] = types ?? [];
  const ofTypes = others.length === 0 ? sql`c.type = ${type}` : sql`c.type = ANY(${types})`;
  return {
    nodes: { model: Change, alias: 'c' },
    from: sql`change c`,
    where: [
      sql`c.audience = ${audience}`,
      types ? (types.length === 0 ? sql`FALSE` : ofTypes) : undefined,
    ],
    order: feedOrder(audience),
  };
}

/** What the viewer may know of, in the order in which it became known. */
export function changesTo(
  db: DataSource,
  viewer: Viewer,
  args: ChangesArgs,
  info: GraphQLResolveInfo,
): Promise<Page<Change>> {
  return rootConnection(db, feedOf(viewer, args.types), args, info);
}

/** Where merged entities went, by the ids that they had. */
export function redirectsByEntity(db: DataSource): DataLoader<string, EntityRedirect | null> {
  return oneByKey(db, new Set(['intoId']), {
    model: EntityRedirect,
    alias: 'r',
    key: 'fromId',
    rest: (ids) => sql`FROM entity_redirect r WHERE r.from_id = ANY(${ids})`,
  });
}
