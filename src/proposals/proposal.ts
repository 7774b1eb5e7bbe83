import { Field, Int, ObjectType } from 'type-graphql';
import { Check, Column, Entity, Index, JoinColumn, ManyToOne, Unique } from 'typeorm';
import { Article } from '../articles/article';
import { EventDate } from '../dates/event-date';
import { Event, EventKind, EventStatus } from '../events/event';
import { defineEnum } from '../graphql/enums';
import { Identified, type IdFamily } from '../graphql/node';

export const ProposalState = defineEnum('ProposalState', 'What became of a proposal.', {
  OPEN: 'No editor has decided on it.',
  CONFIRMED: 'It was confirmed: it is an event, or a citation of one.',
  REJECTED: 'It was rejected, and is not proposed again.',
});
export type ProposalState = keyof typeof ProposalState;

/** Not an event: whatever reads events cannot meet it. */
@ObjectType({
  simpleResolvers: true,
  description:
    'What a sentence of an article seems to report, read by rules: an editor confirms or rejects it. Readers never see it.',
})
@Entity()
@Check('proposal_has_date', 'num_nulls(date_edtf, date_from, date_until, date_precision) = 0')
@Unique('proposal_of_sentence', ['articleId', 'key'])
@Index('proposal_in_state', ['state', 'uuid'])
@Index('proposal_key', ['key', 'state'])
export class Proposal extends Identified {
  protected get idFamily(): IdFamily {
    return 'Proposal';
  }

  @ManyToOne(() => Article, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'article_id' })
  article?: Article;

  @Column('uuid')
  articleId!: string;

  /** A block of the article in the revision that was read: an edit may have taken it away since. */
  @Column('uuid')
  blockId!: string;

  @Field(() => Int, {
    description: 'Offset of the sentence’s first UTF-16 code unit in the text of the block.',
  })
  @Column('integer')
  start!: number;

  @Field(() => Int, { description: 'Offset just behind its last UTF-16 code unit.' })
  @Column('integer')
  end!: number;

  @Field(() => String, { description: 'The sentence, to the letter.' })
  @Column('text')
  quote!: string;

  @Field(() => Int, { description: 'The revision of the article that was read.' })
  @Column('integer')
  revision!: number;

  @Field(() => String, { description: 'What happened, in one line: the sentence, or its start.' })
  @Column('text')
  title!: string;

  @Field(() => EventKind, {
    description: 'What kind of event it is, by the words beside the date.',
  })
  @Column('enum', { enum: EventKind, enumName: 'event_kind' })
  kind!: EventKind;

  @Field(() => EventStatus, { description: 'Planned, occurred or only reported, by the tense.' })
  @Column('enum', { enum: EventStatus, enumName: 'event_status' })
  status!: EventStatus;

  @Field(() => EventDate, { description: 'When, as the sentence says.' })
  @Column(() => EventDate)
  date!: EventDate;

  /** The sentence without its punctuation, and the date: what was rejected is known by it. */
  @Column('text')
  key!: string;

  @Field(() => ProposalState, { description: 'Open, confirmed or rejected.' })
  @Column('enum', { enum: ProposalState, enumName: 'proposal_state', default: 'OPEN' })
  state!: ProposalState;

  @ManyToOne(() => Event, { onDelete: 'SET NULL' })
  @JoinColumn({ name: 'event_id' })
  event?: Event;

  /** What it was confirmed as. */
  @Index('proposal_confirmed_as')
  @Column('uuid', { nullable: true })
  eventId!: string | null;
}
