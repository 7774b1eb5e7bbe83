import { Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity, Index, JoinColumn, ManyToOne, Unique } from 'typeorm';
import { Article } from '../articles/article';
import { defineEnum } from '../graphql/enums';
import { Identified, type IdFamily } from '../graphql/node';
import { Claim } from './claim';

export const Stance = defineEnum('Stance', 'What a quoted sentence says of a claim.', {
  SUPPORTS: 'The sentence says so.',
  CONTRADICTS: 'The sentence says otherwise.',
});
export type Stance = keyof typeof Stance;

@ObjectType({
  simpleResolvers: true,
  description:
    'Where an article says so: quote === block.text.slice(start, end) in that revision of the article.',
})
@Entity()
// Checked at the end of a transaction: an edit lets them change places.
@Unique('citation_in_order', ['claimId', 'position'], { deferrable: 'INITIALLY DEFERRED' })
export class Citation extends Identified {
  protected get idFamily(): IdFamily {
    return 'Citation';
  }

  @ManyToOne(() => Claim, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'claim_id' })
  claim?: Claim;

  @Column('uuid')
  claimId!: string;

  /** Place among the claim's citations, from 0. */
  @Column('integer')
  position!: number;

  @ManyToOne(() => Article)
  @JoinColumn({ name: 'article_id' })
  article?: Article;

  @Index('citation_article')
  @Column('uuid')
  articleId!: string;

  /** A block of the article in the revision that is quoted: an edit may have taken it away since. */
  @Index('citation_block')
  @Column('uuid')
  blockId!: string;

  @Field(() => Int, {
    description: 'Offset of its first UTF-16 code unit in the text of the block.',
  })
  @Column('integer')
  start!: number;

  @Field(() => Int, { description: 'Offset just behind its last UTF-16 code unit.' })
  @Column('integer')
  end!: number;

  @Field(() => String, { description: 'The words of the article, to the letter.' })
  @Column('text')
  quote!: string;

  @Field(() => Int, { description: 'The revision of the article that was quoted.' })
  @Column('integer')
  revision!: number;

  @Field(() => Boolean, {
    description:
      'Whether the article still says so: the quote stands in its current revision. If not, it stands in the revision that was quoted.',
  })
  @Column('boolean', { default: true })
  current!: boolean;

  /** Whether readers may see it where they may read the article: not one that quotes what they were never shown. */
  @Column('boolean', { default: true })
  shown!: boolean;

  @Field(() => Stance, {
    description: 'Whether the quoted words support the claim or contradict it.',
  })
  @Column('enum', { enum: Stance, enumName: 'stance' })
  stance!: Stance;
}
