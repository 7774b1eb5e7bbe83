import { ArgsType, Field, InputType } from 'type-graphql';
import { DateScalar } from '../dates/scalars';
import { defineEnum } from '../graphql/enums';
import { OptionalTexts, OptionalValues } from '../graphql/fields';
import { PageArgs } from '../graphql/page-args';
import { EventKind, EventStatus } from './event';

export const EventOrder = defineEnum('EventOrder', 'How a timeline is ordered.', {
  OLDEST_FIRST: 'By the first day that the date can mean; open starts before all others.',
  NEWEST_FIRST: 'By the same day, backward.',
});
export type EventOrder = keyof typeof EventOrder;

export const Certainty = defineEnum('Certainty', 'How an uncertain date meets from..to.', {
  POSSIBLE: 'The event may lie inside: its days and from..to overlap.',
  CERTAIN: 'The event must lie inside: all its days are within from..to.',
});
export type Certainty = keyof typeof Certainty;

@InputType({ description: 'Which events: all of the conditions that are given must hold.' })
export class EventWhere {
  @OptionalTexts('Slugs of entities: all of them take part in the event, or are its place.')
  entities?: string[] | null;

  @OptionalTexts('Slugs of entities: at least one takes part in the event, or is its place.')
  anyEntities?: string[] | null;

  @OptionalValues(EventKind, 'Of one of these kinds.')
  kinds?: EventKind[] | null;

  @OptionalValues(EventStatus, 'In one of these statuses.')
  statuses?: EventStatus[] | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'First day of the interval; without it, the interval is open at its start.',
  })
  from?: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Last day of the interval, included; without it, the interval is open at its end.',
  })
  to?: string | null;

  @Field(() => Certainty, {
    nullable: true,
    defaultValue: Certainty.POSSIBLE,
    description: 'How a date that can mean several days meets the interval.',
  })
  certainty?: Certainty | null;
}

@ArgsType()
export class TimelineArgs extends PageArgs {
  @Field(() => EventWhere, { nullable: true, description: 'Which events; all by default.' })
  where?: EventWhere | null;

  @Field(() => EventOrder, {
    nullable: true,
    defaultValue: EventOrder.OLDEST_FIRST,
    description: 'In which order.',
  })
  orderBy?: EventOrder | null;
}
