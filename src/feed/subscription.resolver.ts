import { Args, Resolver, Root, Subscription } from 'type-graphql';
import type { Context } from '../context';
import { checkArguments } from '../graphql/check-arguments';
import { Change } from './change';
import {
  ArticleChangedArgs,
  ArticleChangeWhere,
  TimelineChangedArgs,
  TimelineChangeWhere,
} from './change.inputs';
import { followArticles, followTimeline } from './follow.queries';

/**
 * Arguments as the fields of queries get them: instances, checked.
 *
 * @throws ArgumentValidationError for those that break a rule
 */
function checked<T extends { where?: W | null }, W extends object>(
  type: new () => T,
  whereType: new () => W,
  given: T,
): T {
  const where = given.where && Object.assign(new whereType(), given.where);
  const args = Object.assign(new type(), given, { where });
  checkArguments(args);
  return args;
}

@Resolver()
export class ChangeSubscriptionResolver {
  @Subscription(() => Change, {
    description:
      'Articles that became visible to the viewer, changed, or are no longer there for them, as it happens: the part of `changes` that is about articles.',
    subscribe: ({ args, context }) => {
      const given = args as ArticleChangedArgs;
      const follower = context as Context;
      return followArticles(
        follower,
        follower,
        checked(ArticleChangedArgs, ArticleChangeWhere, given),
      );
    },
  })
  articleChanged(
    @Args(() => ArticleChangedArgs) _args: ArticleChangedArgs,
    @Root() change: Change,
  ): Change {
    return change;
  }

  @Subscription(() => Change, {
    description:
      'Events that became visible to the viewer, changed, or are no longer there for them, as it happens: the part of `changes` that is about the timeline.',
    subscribe: ({ args, context }) => {
      const given = args as TimelineChangedArgs;
      const follower = context as Context;
      return followTimeline(
        follower,
        follower,
        checked(TimelineChangedArgs, TimelineChangeWhere, given),
      );
    },
  })
  timelineChanged(
    @Args(() => TimelineChangedArgs) _args: TimelineChangedArgs,
    @Root() change: Change,
  ): Change {
    return change;
  }
}
