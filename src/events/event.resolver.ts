import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver } from 'type-graphql';
import { Article } from '../articles/article';
import { ArticleConnection } from '../articles/article.connections';
import { Citation } from '../claims/citation';
import { citationsOfClaims } from '../claims/citation.resolver';
import type { Context } from '../context';
import { Needs } from '../database/needs';
import { NamedEntity } from '../entities/named-entity';
import { connectionType } from '../graphql/connection';
import { decodeId } from '../graphql/node';
import type { Page } from '../graphql/page';
import { PageArgs } from '../graphql/page-args';
import type { PerParent } from '../graphql/per-parent';
import { selectionOf } from '../graphql/selection';
import { Event } from './event';
import { TimelineArgs } from './event.inputs';
import {
  articlesOfEvent,
  eventsById,
  eventsOfArticle,
  participantsByEvent,
  timeline,
  timelineOfEntity,
} from './event.queries';
import { Participant } from './participant';

const EventConnection = connectionType('Event', () => Event);

@Resolver(() => Event)
export class EventResolver {
  @Query(() => Event, {
    nullable: true,
    description: 'One event; null where there is none that the viewer may see.',
  })
  async event(
    @Arg('id', () => ID, { description: 'The event’s id.' }) id: string,
    @Ctx() { db, viewer }: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Event | null> {
    const { family, uuid } = decodeId(id);
    if (family !== 'Event') return null;
    return eventsById(db, viewer, selectionOf(info).fields).load(uuid);
  }

  @Query(() => EventConnection, { description: 'The events that reports attest, in time.' })
  timeline(
    @Args(() => TimelineArgs) args: TimelineArgs,
    @Ctx() { db, viewer, entities }: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<Event>> {
    return timeline(db, viewer, entities, args, info);
  }

  @FieldResolver(() => [Participant], { description: 'Who takes part, and in what part.' })
  participants(
    @Ctx() { db }: Context,
    @Info() info: GraphQLResolveInfo,
  ): PerParent<Event, Participant[]> {
    const participants = participantsByEvent(db, selectionOf(info).fields);
    return ({ uuid }) => participants.load(uuid);
  }

  @Needs(Event, 'placeId')
  @FieldResolver(() => NamedEntity, { nullable: true, description: 'Where it happened.' })
  place(@Ctx() { entities }: Context): PerParent<Event, NamedEntity | null> {
    return ({ placeId }) => (placeId === null ? null : entities.load(placeId));
  }

  @FieldResolver(() => [Citation], {
    description: 'The sentences that support or contradict it; at least one supports it.',
  })
  citations(
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): PerParent<Event, Citation[]> {
    return citationsOfClaims(context, info);
  }

  @FieldResolver(() => ArticleConnection, {
    description: 'The articles that its citations quote, newest first.',
  })
  articles(
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { db, viewer }: Context,
    @Info() info: GraphQLResolveInfo,
  ): PerParent<Event, Page<Article>> {
    return articlesOfEvent(db, viewer, args, info);
  }
}

@Resolver(() => Participant)
export class ParticipantResolver {
  @FieldResolver(() => NamedEntity, { description: 'Who takes part.' })
  entity(@Ctx() { entities }: Context): PerParent<Participant, NamedEntity | null> {
    return ({ entityId }) => entities.load(entityId);
  }
}

@Resolver(() => Article)
export class ArticleEventsResolver {
  @FieldResolver(() => EventConnection, {
    description: 'The events that quote it, oldest first.',
  })
  events(
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { db, viewer }: Context,
    @Info() info: GraphQLResolveInfo,
  ): PerParent<Article, Page<Event>> {
    return eventsOfArticle(db, viewer, args, info);
  }
}

@Resolver(() => NamedEntity)
export class EntityTimelineResolver {
  @FieldResolver(() => EventConnection, {
    description: 'The events that it takes part in or is the place of.',
  })
  timeline(
    @Args(() => TimelineArgs) args: TimelineArgs,
    @Ctx() { db, viewer, entities }: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<PerParent<NamedEntity, Page<Event>>> {
    return timelineOfEntity(db, viewer, entities, args, info);
  }
}
