import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { Article } from '../articles/article';
import { ArticleConnection } from '../articles/article.connections';
import { Citation } from '../claims/citation';
import type { Context } from '../context';
import { NamedEntity } from '../entities/named-entity';
import { connectionType, type Connection } from '../graphql/connection';
import { decodeId } from '../graphql/node';
import { PageArgs } from '../graphql/page-args';
import { Event } from './event';
import { TimelineArgs } from './event.inputs';
import { timeline } from './event.queries';
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
    @Ctx() { loaders }: Context,
  ): Promise<Event | null> {
    const { family, uuid } = decodeId(id);
    return family === 'Event' ? loaders.eventById.load(uuid) : null;
  }

  @Query(() => EventConnection, { description: 'The events that reports attest, in time.' })
  timeline(
    @Args(() => TimelineArgs) args: TimelineArgs,
    @Ctx() { db, viewer }: Context,
  ): Connection<Event> {
    return timeline(db, viewer, args);
  }

  @FieldResolver(() => [Participant], { description: 'Who takes part, and in what part.' })
  participants(@Root() event: Event, @Ctx() { loaders }: Context): Promise<Participant[]> {
    return loaders.participantsOf.load(event.uuid);
  }

  @FieldResolver(() => NamedEntity, { nullable: true, description: 'Where it happened.' })
  async place(@Root() event: Event, @Ctx() { loaders }: Context): Promise<NamedEntity | null> {
    return event.placeId === null ? null : loaders.entityById.load(event.placeId);
  }

  @FieldResolver(() => [Citation], {
    description: 'The sentences that support or contradict it; at least one supports it.',
  })
  citations(@Root() event: Event, @Ctx() { loaders }: Context): Promise<Citation[]> {
    return loaders.citationsOf.load(event.uuid);
  }

  @FieldResolver(() => ArticleConnection, {
    description: 'The articles that its citations quote, newest first.',
  })
  articles(
    @Root() event: Event,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { loaders }: Context,
  ): Connection<Article> {
    return loaders.articlesOfEvent(event.uuid, args);
  }
}

@Resolver(() => Participant)
export class ParticipantResolver {
  @FieldResolver(() => NamedEntity, { description: 'Who takes part.' })
  entity(
    @Root() participant: Participant,
    @Ctx() { loaders }: Context,
  ): Promise<NamedEntity | null> {
    return loaders.entityById.load(participant.entityId);
  }
}

@Resolver(() => Article)
export class ArticleEventsResolver {
  @FieldResolver(() => EventConnection, {
    description: 'The events that quote it, oldest first.',
  })
  events(
    @Root() article: Article,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { loaders }: Context,
  ): Connection<Event> {
    return loaders.eventsOfArticle(article.uuid, args);
  }
}

@Resolver(() => NamedEntity)
export class EntityTimelineResolver {
  @FieldResolver(() => EventConnection, {
    description: 'The events that it takes part in or is the place of.',
  })
  timeline(
    @Root() entity: NamedEntity,
    @Args(() => TimelineArgs) args: TimelineArgs,
    @Ctx() { loaders }: Context,
  ): Connection<Event> {
    return loaders.timelineOfEntity(entity.uuid, args);
  }
}
