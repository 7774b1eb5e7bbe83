import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { NamedEntity } from '../entities/named-entity';
import { Article } from './article';
import { Block } from './block';
import { MentionKind } from './mention';

/** What an editor has said of some words of an article: which entity they name, or that they name none. */
@Entity()
export class MentionRuling {
  @PrimaryColumn('uuid', { name: 'id' })
  uuid!: string;

  @ManyToOne(() => Article, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'article_id' })
  article?: Article;

  @Index('mention_ruling_article')
  @Column('uuid')
  articleId!: string;

  @ManyToOne(() => Block, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'block_id' })
  block?: Block;

  @Index('mention_ruling_block')
  @Column('uuid')
  blockId!: string;

  /** UTF-16 offset in the text of the block: block.text.slice(start, end) === text. */
  @Column('integer')
  start!: number;

  @Column('integer')
  end!: number;

  @Column('text')
  text!: string;

  /** Null where the words name no entity. */
  @ManyToOne(() => NamedEntity)
  @JoinColumn({ name: 'entity_id' })
  entity?: NamedEntity;

  @Index('mention_ruling_entity')
  @Column('uuid', { nullable: true })
  entityId!: string | null;

  /** By what they name it; null where they name none. */
  @Column('enum', { enum: MentionKind, enumName: 'mention_kind', nullable: true })
  kind!: MentionKind | null;
}
