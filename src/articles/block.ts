import { Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity, JoinColumn, ManyToOne, Unique } from 'typeorm';
import { defineEnum } from '../graphql/enums';
import { Identified, type IdFamily } from '../graphql/node';
import { Article } from './article';

export const BlockKind = defineEnum('BlockKind', 'What a block of an article is.', {
  PARAGRAPH: 'A paragraph.',
  HEADING: 'A heading between paragraphs.',
  QUOTE: 'A passage set apart because somebody said it.',
  LIST_ITEM: 'One item of a list.',
});
export type BlockKind = keyof typeof BlockKind;

@ObjectType({
  simpleResolvers: true,
  description:
    'One block of an article’s body. Mentions and citations count their offsets from its start.',
})
@Entity()
// Checked at the end of a transaction: an edit lets them change places.
@Unique('block_of_article', ['articleId', 'index'], { deferrable: 'INITIALLY DEFERRED' })
export class Block extends Identified {
  protected get idFamily(): IdFamily {
    return 'Block';
  }

  @ManyToOne(() => Article, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'article_id' })
  article?: Article;

  @Column('uuid')
  articleId!: string;

  @Field(() => Int, { description: 'Place in the article, from 0.' })
  @Column('integer')
  index!: number;

  @Field(() => BlockKind, { description: 'What the block is.' })
  @Column('enum', { enum: BlockKind, enumName: 'block_kind' })
  kind!: BlockKind;

  @Field(() => String, { description: 'The text, plain.' })
  @Column('text')
  text!: string;
}
