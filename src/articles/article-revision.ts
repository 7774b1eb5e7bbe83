import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { BlockKind } from './block';
import { Article } from './article';

/** What an article said in one of its revisions. */
export interface RevisionStory {
  headline: string;
  standfirst: string | null;
  byline: string | null;
  blocks: { id: string; index: number; kind: BlockKind; text: string }[];
}

/**
 * A version of an article's text. Triggers write it, whoever changes the article: `dateline_note_revision()`
 * and, when the next one takes its place, `dateline_keep_story()`.
 */
@Entity()
export class ArticleRevision {
  @ManyToOne(() => Article, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'article_id' })
  article?: Article;

  @PrimaryColumn('uuid')
  articleId!: string;

  @PrimaryColumn('integer')
  number!: number;

  @Column({ type: 'timestamptz', precision: 3 })
  at!: Date;

  /** Who wrote it: what the transaction says in `dateline.by`. */
  @Column('text', { nullable: true })
  by!: string | null;

  /** What was done, in a few words: what the transaction says in `dateline.summary`. */
  @Column('text', { nullable: true })
  summary!: string | null;

  /** Null while it is the current one: the article itself holds that. */
  @Column('jsonb', { nullable: true })
  story!: RevisionStory | null;
}
