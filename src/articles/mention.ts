import { Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity, Index, JoinColumn, ManyToOne, Unique } from 'typeorm';
import { NamedEntity } from '../entities/named-entity';
import { defineEnum } from '../graphql/enums';
import { Identified, type IdFamily } from '../graphql/node';
import { Article } from './article';
import { Block } from './block';

export const MentionKind = defineEnum('MentionKind', 'By what an entity is mentioned.', {
  NAME: 'By its preferred name.',
  ALIAS: 'By another of its names.',
  DEMONYM: 'By what its people or things are called: "Syrian" for Syria.',
  OTHER: 'By words that are none of its names, as an editor read them: "the president".',
});
export type MentionKind = keyof typeof MentionKind;

@ObjectType({
  simpleResolvers: true,
  description:
    'A stretch of text that names an entity. block.text.slice(start, end) === text, always.',
})
@Entity()
// Checked at the end of a transaction: an edit lets them change places.
@Unique('mention_in_order', ['articleId', 'position'], { deferrable: 'INITIALLY DEFERRED' })
export class Mention extends Identified {
  protected get idFamily(): IdFamily {
    return 'Mention';
  }

  @ManyToOne(() => Article, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'article_id' })
  article?: Article;

  @Column('uuid')
  articleId!: string;

  /** Place among the article's mentions, from 0: what their connection is ordered by. */
  @Column('integer')
  position!: number;

  @ManyToOne(() => NamedEntity)
  @JoinColumn({ name: 'entity_id' })
  entity?: NamedEntity;

  @Index('mention_entity')
  @Column('uuid')
  entityId!: string;

  @ManyToOne(() => Block, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'block_id' })
  block?: Block;

  @Index('mention_block')
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

  @Field(() => String, { description: 'The words of the article.' })
  @Column('text')
  text!: string;

  @Field(() => MentionKind, { description: 'By what the entity is mentioned.' })
  @Column('enum', { enum: MentionKind, enumName: 'mention_kind' })
  kind!: MentionKind;
}
