import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, ID, Info, Query, Resolver } from 'type-graphql';
import { Article } from '../articles/article';
import { articlesById } from '../articles/article.queries';
import type { Context } from '../context';
import { Needs } from '../database/needs';
import { NamedEntity } from '../entities/named-entity';
import { Event } from '../events/event';
import { eventsById } from '../events/event.queries';
import { connectionType } from '../graphql/connection';
import { encodeId, type IdFamily } from '../graphql/node';
import type { Page } from '../graphql/page';
import type { PerParent } from '../graphql/per-parent';
import { selectionOf } from '../graphql/selection';
import { Change, isTombstone, type ChangeType } from './change';
import { ChangesArgs } from './change.inputs';
import { changesTo, cursorOf, redirectsByEntity } from './change.queries';

const ChangeConnection = connectionType('Change', () => Change);

const FAMILIES: Record<ChangeType, IdFamily> = {
  ...{ ARTICLE: 'Article', ENTITY: 'Entity', EVENT: 'Event' },
};

/** Loads what a change happened to, if it is of a type and not said to be gone. */
function subjects<T>(
  type: ChangeType,
  load: (id: string) => T | null | Promise<T | null>,
): PerParent<Change, T | null> {
  return (change) => (change.type === type && !isTombstone(change) ? load(change.subjectId) : null);
}

@Resolver(() => Change)
export class ChangeResolver {
  @Query(() => ChangeConnection, {
    description:
      'Everything that became visible to the viewer, changed, or ceased to be visible, from the start, in the order in which it became known. Whoever keeps the last cursor and goes on behind it misses nothing and is told nothing twice. On an empty page there is nothing new: keep the cursor that you have.',
  })
  changes(
    @Args(() => ChangesArgs) args: ChangesArgs,
    @Ctx() { db, viewer }: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<Change>> {
    return changesTo(db, viewer, args, info);
  }

  @FieldResolver(() => String, {
    description: 'Where it stands in the feed, to go on behind it with `after`; opaque.',
  })
  cursor(): PerParent<Change, string> {
    return cursorOf;
  }

  @Needs(Change, 'type', 'subjectId')
  @FieldResolver(() => ID, {
    description: 'Id of what it happened to, for node(id:) as long as that is there.',
  })
  nodeId(): PerParent<Change, string> {
    return ({ type, subjectId }) => encodeId(FAMILIES[type], subjectId);
  }

  @Needs(Change, 'type', 'subjectId', 'action')
  @FieldResolver(() => Article, {
    nullable: true,
    description: 'The article as it is now, if it is one and is there for the viewer.',
  })
  article(
    @Ctx() { db, viewer }: Context,
    @Info() info: GraphQLResolveInfo,
  ): PerParent<Change, Article | null> {
    const articles = articlesById(db, viewer, selectionOf(info).fields);
    return subjects('ARTICLE', (id) => articles.load(id));
  }

  @Needs(Change, 'type', 'subjectId', 'action')
  @FieldResolver(() => NamedEntity, {
    nullable: true,
    description: 'The entity as it is now, if it is one and is there.',
  })
  entity(@Ctx() { entities }: Context): PerParent<Change, NamedEntity | null> {
    return subjects('ENTITY', (id) => entities.load(id));
  }

  @Needs(Change, 'type', 'subjectId', 'action')
  @FieldResolver(() => Event, {
    nullable: true,
    description: 'The event as it is now, if it is one and is there for the viewer.',
  })
  event(
    @Ctx() { db, viewer }: Context,
    @Info() info: GraphQLResolveInfo,
  ): PerParent<Change, Event | null> {
    const events = eventsById(db, viewer, selectionOf(info).fields);
    return subjects('EVENT', (id) => events.load(id));
  }

  @Needs(Change, 'subjectId', 'action')
  @FieldResolver(() => NamedEntity, {
    nullable: true,
    description: 'The entity that it is part of now, if it was MERGED.',
  })
  mergedInto(@Ctx() { db, entities }: Context): PerParent<Change, NamedEntity | null> {
    const redirects = redirectsByEntity(db);
    return async ({ action, subjectId }) => {
      const redirect = action === 'MERGED' ? await redirects.load(subjectId) : null;
      return redirect && entities.load(redirect.intoId);
    };
  }
}
