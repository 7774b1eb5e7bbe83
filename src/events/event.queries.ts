import type DataLoader from 'dataloader';
import type { GraphQLResolveInfo } from 'graphql';
import sql from 'sql-template-tag';
import type { DataSource } from 'typeorm';
import type { Article } from '../articles/article';
import { articleList, articlesWhere } from '../articles/article-list';
import { attested, shownTo } from '../claims/attested';
import type { References } from '../database/references';
import type { Fields } from '../database/rows';
import type { NamedEntity } from '../entities/named-entity';
import { childConnections, rootConnection } from '../graphql/connection';
import { manyByKey, oneByKey } from '../graphql/loaders';
import type { Page } from '../graphql/page';
import type { PageArgs } from '../graphql/page-args';
import type { PerParent } from '../graphql/per-parent';
import type { Viewer } from '../graphql/viewer';
import { Event } from './event';
import type { EventWhere, TimelineArgs } from './event.inputs';
import { Participant } from './participant';
import { eventsWhere, involving, timelineOf, type EventFilter } from './timeline';

export function eventsById(
  db: DataSource,
  viewer: Viewer,
  fields: Fields,
): DataLoader<string, Event | null> {
  return oneByKey(db, fields, {
    model: Event,
    alias: 'v',
    key: 'uuid',
    rest: (ids) => sql`FROM event v WHERE v.id = ANY(${ids}) AND ${attested(viewer, sql`v.id`)}`,
  });
}

/** Who takes part in events. Whoever holds an event may know. */
export function participantsByEvent(
  db: DataSource,
  fields: Fields,
): DataLoader<string, Participant[]> {
  return manyByKey(db, fields, {
    model: Participant,
    alias: 'p',
    key: 'eventId',
    rest: (ids) =>
      sql`FROM participant p WHERE p.event_id = ANY(${ids}) ORDER BY p.event_id, p.position`,
  });
}

/** What a filter names by slug, by id. */
export async function filterOf(
  entities: References<NamedEntity>,
  { where }: Pick<TimelineArgs, 'where'>,
): Promise<EventFilter> {
  const { entities: all, anyEntities: any, ...rest }: EventWhere = where ?? {};
  return {
    where: rest,
    entityIds: all ? await entities.idsOf(all) : undefined,
    anyEntityIds: any ? await entities.idsOf(any) : undefined,
  };
}

/** The timeline of a filter, in the order asked for. */
export async function timeline(
  db: DataSource,
  viewer: Viewer,
  entities: References<NamedEntity>,
  args: TimelineArgs,
  info: GraphQLResolveInfo,
): Promise<Page<Event>> {
  const filter = await filterOf(entities, args);
  return rootConnection(db, timelineOf(viewer, filter, args.orderBy ?? undefined), args, info);
}

export async function timelineOfEntity(
  db: DataSource,
  viewer: Viewer,
  entities: References<NamedEntity>,
  args: TimelineArgs,
  info: GraphQLResolveInfo,
): Promise<PerParent<NamedEntity, Page<Event>>> {
  const filter = await filterOf(entities, args);
  const within = involving(sql`parent.id`);
  const list = timelineOf(viewer, filter, args.orderBy ?? undefined, within);
  return childConnections(db, list, args, info);
}

export function eventsOfArticle(
  db: DataSource,
  viewer: Viewer,
  args: PageArgs,
  info: GraphQLResolveInfo,
): PerParent<Article, Page<Event>> {
  const within = eventsWhere(
    sql`v.id IN (SELECT c.claim_id FROM citation c
      WHERE c.article_id = parent.id AND ${shownTo(viewer, 'c')})`,
  );
  return childConnections(db, timelineOf(viewer, { where: {} }, undefined, within), args, info);
}

export function articlesOfEvent(
  db: DataSource,
  viewer: Viewer,
  args: PageArgs,
  info: GraphQLResolveInfo,
): PerParent<Event, Page<Article>> {
  const within = articlesWhere(
    sql`a.id IN (SELECT c.article_id FROM citation c
      WHERE c.claim_id = parent.id AND ${shownTo(viewer, 'c')})`,
  );
  return childConnections(db, articleList(viewer, { where: {} }, undefined, within), args, info);
}
