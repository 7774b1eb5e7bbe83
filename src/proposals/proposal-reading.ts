import { Column, Entity, JoinColumn, OneToOne, PrimaryColumn } from 'typeorm';
import { Article } from '../articles/article';

/** That an article was read for proposals, in which revision: what is missing here is still to be read. */
@Entity()
export class ProposalReading {
  @OneToOne(() => Article, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'article_id' })
  article?: Article;

  @PrimaryColumn('uuid')
  articleId!: string;

  @Column('integer')
  revision!: number;
}
