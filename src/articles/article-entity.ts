import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { NamedEntity } from '../entities/named-entity';
import { Article } from './article';

/** What an article's mentions of one entity add up to; written together with the mentions. */
@Entity()
@Index('article_entity_salience', ['articleId', 'salience', 'entityId'])
@Index('article_entity_newest', ['entityId', 'visibleFrom', 'articleId'])
export class ArticleEntity {
  @ManyToOne(() => Article, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'article_id' })
  article?: Article;

  @PrimaryColumn('uuid')
  articleId!: string;

  @ManyToOne(() => NamedEntity)
  @JoinColumn({ name: 'entity_id' })
  entity?: NamedEntity;

  @PrimaryColumn('uuid')
  entityId!: string;

  @Column('integer')
  mentionCount!: number;

  /** How much the article is about the entity, above 0 and up to 1; see `salience.ts`. */
  @Column('real')
  salience!: number;

  /** The article's own, kept here by a trigger: what an entity is mentioned in is found, ordered and counted by it. */
  @Column({
    type: 'timestamptz',
    precision: 3,
    nullable: true,
    select: false,
    insert: false,
    update: false,
  })
  visibleFrom?: never;
}
