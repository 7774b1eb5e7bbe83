import { Field, InputType } from 'type-graphql';
import { eventDateOf, type EventDate } from '../dates/event-date';
import { DateScalar, EdtfScalar } from '../dates/scalars';
import { badInput } from '../graphql/errors';
import { OptionalLine } from './fields';

@InputType({ description: 'A date, as precise as the source gives it.' })
export class EventDateInput {
  @Field(() => EdtfScalar, { description: 'The date in ISO 8601-2 (EDTF).' })
  edtf!: string;

  @OptionalLine('The words of the source that say when.')
  phrase?: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day that a relative phrase ("on Wednesday") was read against.',
  })
  anchor?: string | null;
}

/** The date of an input, with its days. */
export function dateOf({ edtf, phrase, anchor }: EventDateInput): EventDate {
  return eventDateOf({ edtf, phrase: phrase ?? undefined, anchor: anchor ?? undefined });
}

/**
 * The ends of a term: what is left out stays as it is, null takes an end away.
 *
 * @throws BAD_USER_INPUT when it must end before it starts
 */
export function termOf<T extends { start: EventDate | null; end: EventDate | null }>(
  before: Pick<T, 'start' | 'end'>,
  input: { start?: EventDateInput | null; end?: EventDateInput | null },
): Pick<T, 'start' | 'end'> {
  const given = (date: EventDateInput | null): EventDate | null => (date ? dateOf(date) : null);
  const start = input.start === undefined ? before.start : given(input.start);
  const end = input.end === undefined ? before.end : given(input.end);
  if (start && end && start.from > end.until) {
    throw badInput('Argument "input.end": it must not be before the start.');
  }
  return { start, end };
}
