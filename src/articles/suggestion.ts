import { Field, ObjectType } from 'type-graphql';
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { EntityKind } from '../entities/entity-kinds';
import { Identified, type IdFamily } from '../graphql/node';
import { DateTimeScalar } from '../graphql/scalars';
import { Article } from './article';

/** Its id follows from its key. */
@ObjectType({
  simpleResolvers: true,
  description:
    'What looks like a name in articles and is no entity’s: a program’s guess, for editors alone, until one of them makes an entity of it.',
})
@Entity()
export class Suggestion extends Identified {
  protected get idFamily(): IdFamily {
    return 'Suggestion';
  }

  /** The text, folded: writings that differ in case and accents are one suggestion. */
  @Column('text', { unique: true })
  key!: string;

  @Field(() => String, { description: 'The words, as they stood in the first article.' })
  @Column('text')
  text!: string;

  @Field(() => EntityKind, {
    nullable: true,
    description: 'What it may be, by its words alone: often wrong; null where they do not tell.',
  })
  @Column('enum', { enum: EntityKind, enumName: 'entity_kind', nullable: true })
  kind!: EntityKind | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When an editor said that it is no name to keep; null if nobody has.',
  })
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  dismissedAt!: Date | null;
}

/** How often a suggestion stands in an article; written together with the mentions. */
@Entity()
export class SuggestionArticle {
  @ManyToOne(() => Suggestion, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'suggestion_id' })
  suggestion?: Suggestion;

  @PrimaryColumn('uuid')
  suggestionId!: string;

  @ManyToOne(() => Article, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'article_id' })
  article?: Article;

  @Index('suggestion_article_article')
  @PrimaryColumn('uuid')
  articleId!: string;

  @Column('integer')
  count!: number;
}
