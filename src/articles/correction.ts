import { Field, ObjectType } from 'type-graphql';
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { DateTimeScalar } from '../graphql/scalars';
import { Article } from './article';

@ObjectType({
  simpleResolvers: true,
  description: 'What a published article tells its readers of a mistake that was mended.',
})
@Entity('article_correction')
@Index('correction_of_article', ['articleId', 'at', 'uuid'])
export class Correction {
  @PrimaryColumn('uuid', { name: 'id' })
  uuid!: string;

  @ManyToOne(() => Article, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'article_id' })
  article?: Article;

  @Column('uuid')
  articleId!: string;

  @Field(() => DateTimeScalar, { description: 'When it was corrected.' })
  @Column({ type: 'timestamptz', precision: 3 })
  at!: Date;

  @Field(() => String, { description: 'What was wrong, and what is right, in plain words.' })
  @Column('text')
  note!: string;
}
