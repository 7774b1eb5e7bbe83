import type DataLoader from 'dataloader';
import sql from 'sql-template-tag';
import type { DataSource } from 'typeorm';
import type { Article } from '../articles/article';
import { articleList } from '../articles/article-list';
import { attested } from '../claims/attested';
import { readModels } from '../database/read';
import { childConnections, rootConnection, type Connection } from '../graphql/connection';
import { manyByKey, oneByKey } from '../graphql/loaders';
import type { PageArgs } from '../graphql/page-args';
import type { Viewer } from '../graphql/viewer';
import { Event } from './event';
import type { TimelineArgs } from './event.inputs';
import { Participant } from './participant';
import { involving, timelineOf } from './timeline';

export interface EventLoaders {
  eventById: DataLoader<string, Event | null>;
  participantsOf: DataLoader<string, Participant[]>;
  eventsOfArticle: (articleId: string, args: PageArgs) => Connection<Event>;
  timelineOfEntity: (entityId: string, args: TimelineArgs) => Connection<Event>;
  articlesOfEvent: (eventId: string, args: PageArgs) => Connection<Article>;
}

export function eventLoaders(db: DataSource, viewer: Viewer): EventLoaders {
  return {
    eventById: oneByKey(
      (ids) =>
        readModels(
          db,
          Event,
          'v',
          sql`FROM event v WHERE v.id = ANY(${ids}) AND ${attested(viewer, sql`v.id`)}`,
        ),
      (event) => event.uuid,
    ),
    participantsOf: manyByKey(
      (ids) =>
        readModels(
          db,
          Participant,
          'p',
          sql`FROM participant p WHERE p.event_id = ANY(${ids}) ORDER BY p.event_id, p.position`,
        ),
      (participant) => participant.eventId,
    ),
    eventsOfArticle: childConnections(db, () =>
      timelineOf(
        viewer,
        {},
        sql`v.id IN (SELECT claim_id FROM citation WHERE article_id = parent.id)`,
      ),
    ),
    timelineOfEntity: childConnections(db, (args) =>
      timelineOf(viewer, args, involving(sql`parent.id`)),
    ),
    articlesOfEvent: childConnections(db, () =>
      articleList(
        viewer,
        {},
        {
          from: sql`article a`,
          condition: sql`a.id IN (SELECT article_id FROM citation WHERE claim_id = parent.id)`,
        },
      ),
    ),
  };
}

/** The timeline of a filter, in the order asked for. */
export function timeline(db: DataSource, viewer: Viewer, args: TimelineArgs): Connection<Event> {
  return rootConnection(db, timelineOf(viewer, args), args);
}
