import { IsOptional, ValidateNested } from 'class-validator';
import { ArgsType, Field, InputType } from 'type-graphql';
import { EventKind } from '../events/event';
import { OptionalIds, OptionalTexts, OptionalValues } from '../graphql/fields';
import { PageArgs } from '../graphql/page-args';
import { ChangeType } from './change';

@ArgsType()
export class ChangesArgs extends PageArgs {
  @OptionalValues(ChangeType, 'Only changes of these; all by default.')
  types?: ChangeType[] | null;
}

/** What every subscription takes. */
@ArgsType()
class FollowArgs {
  @Field(() => String, {
    nullable: true,
    description:
      'Goes on behind the change with this cursor, from `changes` or from a subscription, so that nothing is missed in between. Without it, with what changes from now on.',
  })
  after?: string | null;
}

@InputType({
  description:
    'Of which articles a viewer wants to hear: all of the conditions that are given must hold. When one is no longer there that is told whatever the filter, for nothing is known of it any more but its id.',
})
export class ArticleChangeWhere {
  @OptionalTexts('Slugs of sections: the article stands in one of them.')
  sections?: string[] | null;

  @OptionalTexts('Slugs of entities: the article mentions all of them.')
  entities?: string[] | null;

  @OptionalTexts('Slugs of entities: the article mentions at least one of them.')
  anyEntities?: string[] | null;

  @OptionalIds(
    'Ids of articles: it is one of them. This holds for those that are no longer there as well.',
  )
  ids?: string[] | null;
}

@ArgsType()
export class ArticleChangedArgs extends FollowArgs {
  @Field(() => ArticleChangeWhere, {
    nullable: true,
    description: 'Which articles; all by default.',
  })
  @IsOptional()
  @ValidateNested()
  where?: ArticleChangeWhere | null;
}

@InputType({
  description:
    'Of which events a viewer wants to hear: all of the conditions that are given must hold. When one is no longer there that is told whatever the filter, for nothing is known of it any more but its id.',
})
export class TimelineChangeWhere {
  @OptionalTexts('Slugs of entities: all of them take part in the event, or are its place.')
  entities?: string[] | null;

  @OptionalTexts('Slugs of entities: at least one takes part in the event, or is its place.')
  anyEntities?: string[] | null;

  @OptionalValues(EventKind, 'Of one of these kinds.')
  kinds?: EventKind[] | null;
}

@ArgsType()
export class TimelineChangedArgs extends FollowArgs {
  @Field(() => TimelineChangeWhere, {
    nullable: true,
    description: 'Which events; all by default.',
  })
  @IsOptional()
  @ValidateNested()
  where?: TimelineChangeWhere | null;
}
