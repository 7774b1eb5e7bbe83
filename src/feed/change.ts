import { Field, ObjectType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { defineEnum } from '../graphql/enums';
import { DateTimeScalar } from '../graphql/scalars';

export const ChangeType = defineEnum('ChangeType', 'What a change happened to.', {
  ARTICLE: 'An article: its text, its state, or what it mentions.',
  ENTITY: 'An entity: what is known of it, or its names.',
  EVENT: 'An event of the timeline: the event, who takes part, or its citations.',
});
export type ChangeType = keyof typeof ChangeType;

export const ChangeAction = defineEnum(
  'ChangeAction',
  'What a change means to the viewer, by what they may see.',
  {
    CREATED: 'It is there for the viewer now, and was not before: new, published, or back again.',
    UPDATED: 'It is another than the viewer was told of last.',
    WITHHELD:
      'It is no longer there for the viewer: taken back, or nothing they may read attests it.',
    DELETED: 'It is gone for everybody.',
    MERGED:
      'An entity that is gone: it was the same as another, `mergedInto`, and is part of that now.',
  },
);
export type ChangeAction = keyof typeof ChangeAction;

/** For whom a row of the feed is: what readers may see, or everything. */
const audiences = ['READER', 'EDITOR'] as const;
export type Audience = (typeof audiences)[number];

/**
 * What one audience was told, once and for all. Positions count each audience's feed without a gap, so that
 * readers can't tell from them what editors do. `announce.ts` alone writes here.
 */
@ObjectType({
  simpleResolvers: true,
  description:
    'Something that became visible to the viewer, changed, or is no longer there for them. Of what is no longer there it tells the id and the slug alone.',
})
@Entity()
@Index('change_of_type', ['audience', 'type', 'position'])
@Index('change_of_subject', ['subjectId', 'audience', 'position'])
export class Change {
  @PrimaryColumn('enum', { enum: audiences, enumName: 'change_audience' })
  audience!: Audience;

  /** A bigint, which JavaScript has as a text. */
  @PrimaryColumn('bigint')
  position!: string;

  @Field(() => DateTimeScalar, {
    description:
      'When it happened. The order of the feed is that in which changes became known, which may be another.',
  })
  @Column({ type: 'timestamptz', precision: 3 })
  at!: Date;

  @Field(() => ChangeType, { description: 'What it happened to.' })
  @Column('enum', { enum: ChangeType, enumName: 'change_type' })
  type!: ChangeType;

  @Column('uuid')
  subjectId!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The slug that the article or entity had then; of one that is no longer there, the last that the viewer was told. Events have none.',
  })
  @Column('text', { nullable: true })
  slug!: string | null;

  @Field(() => ChangeAction, { description: 'What it means.' })
  @Column('enum', { enum: ChangeAction, enumName: 'change_action' })
  action!: ChangeAction;
}

/** Whether a change says that its subject is no longer there. */
export function isTombstone({ action }: Pick<Change, 'action'>): boolean {
  return action !== 'CREATED' && action !== 'UPDATED';
}
