import { Field, ObjectType } from 'type-graphql';
import { Column } from 'typeorm';
import { defineEnum } from '../graphql/enums';
import { readEdtf, type DatePrecision } from './edtf';
import { DateScalar, EdtfScalar } from './scalars';

const Precision = defineEnum('DatePrecision', 'How precisely a source says when something was.', {
  DAY: 'A single day.',
  PART_OF_MONTH: 'The early (1–10), mid (11–20) or late (21–end) part of one month.',
  MONTH: 'One whole month.',
  YEAR: 'One whole year.',
  RANGE: 'Some other span of days: an interval, a season, a decade.',
  OPEN: 'One end is open: before, until, since or after a day.',
} satisfies Record<DatePrecision, string>);

/** How an open end is kept, so that one range query serves dates that have ends and dates that have none. */
const OPEN_START = '-infinity';
const OPEN_END = 'infinity';

/** A date in EDTF, with the words and the reference day behind it where the source gives them. */
export interface DateSource {
  edtf: string;
  phrase?: string | undefined;
  anchor?: string | undefined;
}

/** A date as the source gives it, with the days that it can mean; embedded in the rows that have one. */
@ObjectType({
  simpleResolvers: true,
  description:
    'When something was: what the source said, and the days that it can mean. Never more precise than the source.',
})
export class EventDate {
  @Field(() => EdtfScalar, {
    description: 'The date in ISO 8601-2 (EDTF), as precise as the source.',
  })
  @Column('text', { nullable: true })
  edtf!: string;

  /** The first possible day, or -infinity. */
  @Column('date', { nullable: true })
  from!: string;

  /** The last possible day, or infinity. */
  @Column('date', { nullable: true })
  until!: string;

  @Field(() => Precision, { description: 'How precise the date is.' })
  @Column('enum', { enum: Precision, enumName: 'date_precision', nullable: true })
  precision!: DatePrecision;

  @Field(() => String, {
    nullable: true,
    description: 'The words of the source that say when, as in "mid-October of the same year".',
  })
  @Column('text', { nullable: true })
  phrase!: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day that a relative phrase ("on Wednesday") was read against.',
  })
  @Column('date', { nullable: true })
  anchor!: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The first day that the date can mean; null where it is open at its start.',
  })
  get earliest(): string | null {
    return this.from === OPEN_START ? null : this.from;
  }

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The last day that the date can mean; null where it is open at its end.',
  })
  get latest(): string | null {
    return this.until === OPEN_END ? null : this.until;
  }
}

/**
 * The date that a source gives, with its days computed.
 *
 * @throws InvalidEdtf when the text is not EDTF of level 0 or 1
 */
export function eventDateOf({ edtf, phrase, anchor }: DateSource): EventDate {
  const span = readEdtf(edtf);
  return Object.assign(new EventDate(), {
    edtf: span.edtf,
    from: span.earliest ?? OPEN_START,
    until: span.latest ?? OPEN_END,
    precision: span.precision,
    phrase: phrase ?? null,
    anchor: anchor ?? null,
  });
}
