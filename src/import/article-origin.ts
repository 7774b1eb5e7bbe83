import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Article } from '../articles/article';

/**
 * Which item of which source an imported article is: how a later import knows it again, and tells what
 * the source has changed since from what was changed here.
 */
@Entity()
export class ArticleOrigin {
  /** The source: the address or name of a site or feed; empty where an item is known by its URL or words alone. */
  @PrimaryColumn('text')
  feed!: string;

  /** The source's own id of the item; its URL or a hash of its words where it has none. */
  @PrimaryColumn('text')
  item!: string;

  // Written before the article, so that of two imports of one item the second waits here.
  @ManyToOne(() => Article, { onDelete: 'CASCADE', deferrable: 'INITIALLY DEFERRED' })
  @JoinColumn({ name: 'article_id' })
  article?: Article;

  @Index('article_origin_article')
  @Column('uuid')
  articleId!: string;

  /** SHA-256 of what the source said when it was last taken in. */
  @Column('text')
  said!: string;

  /** SHA-256 of the story that was made of it: what has another by now was edited here. */
  @Column('text')
  written!: string;
}
