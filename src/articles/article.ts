import { Directive, Field, Int, ObjectType } from 'type-graphql';
import { Check, Column, Entity, Index, JoinColumn, ManyToOne } from 'typeorm';
import { defineEnum } from '../graphql/enums';
import { Node, type IdFamily } from '../graphql/node';
import { DateTimeScalar, UrlScalar } from '../graphql/scalars';
import { Section } from '../sections/section';

export const PublicationStatus = defineEnum(
  'PublicationStatus',
  'Where an article stands on its way to readers.',
  {
    DRAFT: 'Being written; editors alone see it.',
    SCHEDULED: 'Its publishedAt is still to come; until then editors alone see it.',
    PUBLISHED: 'Its publishedAt has come, whether it was scheduled or not: readers see it.',
    WITHHELD: 'Taken back; editors alone see it.',
  },
);
export type PublicationStatus = keyof typeof PublicationStatus;

/** What the full-text index holds. Half a million characters keep it below PostgreSQL's limit for one document. */
const SEARCH_VECTOR = `
  setweight(to_tsvector('dateline', headline), 'A') ||
  setweight(to_tsvector('dateline', coalesce(standfirst, '')), 'B') ||
  setweight(to_tsvector('dateline', left(body, 500000)), 'D')`
  .replace(/\s+/g, ' ')
  .trim();

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'A story as the newsroom publishes it.',
})
@Directive('@cacheControl(maxAge: 300)')
@Entity()
@Check(
  'article_published_has_date',
  `status NOT IN ('PUBLISHED', 'SCHEDULED') OR published_at IS NOT NULL`,
)
@Index('article_newest', ['visibleFrom', 'uuid'])
@Index('article_section_newest', ['sectionId', 'visibleFrom', 'uuid'])
@Index('article_language_newest', ['language', 'visibleFrom', 'uuid'])
@Index('article_newest_of_all', { synchronize: false })
@Index('article_recently_updated', ['updatedAt', 'uuid'])
@Index('article_search', { synchronize: false })
export class Article extends Node {
  protected get idFamily(): IdFamily {
    return 'Article';
  }

  @Field(() => String, { description: 'Name in URLs; unique.' })
  @Column('text', { unique: true })
  slug!: string;

  @Field(() => String, { description: 'The headline.' })
  @Column('text')
  headline!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The line or two under the headline that sum the story up.',
  })
  @Column('text', { nullable: true })
  standfirst!: string | null;

  @Field(() => String, { nullable: true, description: 'Who wrote it, as it is printed.' })
  @Column('text', { nullable: true })
  byline!: string | null;

  @ManyToOne(() => Section)
  @JoinColumn({ name: 'section_id' })
  section?: Section;

  @Column('uuid')
  sectionId!: string;

  @Field(() => String, { description: 'Language of the text: a BCP 47 tag, as in en or ar.' })
  @Column('text')
  language!: string;

  @Field(() => String, { nullable: true, description: 'Who published it first.' })
  @Column('text', { nullable: true })
  source!: string | null;

  @Field(() => UrlScalar, {
    nullable: true,
    description: 'Its address where it was first published.',
  })
  @Column('text', { nullable: true, unique: true })
  canonicalUrl!: string | null;

  /** SHA-256 of what the article says: how an import knows a text that it has already. */
  @Index('article_content_hash')
  @Column('text')
  contentHash!: string;

  @Field(() => PublicationStatus, { description: 'Where it stands on its way to readers.' })
  @Column('enum', { enum: PublicationStatus, enumName: 'publication_status' })
  status!: PublicationStatus;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it reached readers, or will; null for a draft without a date.',
  })
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  publishedAt!: Date | null;

  /** From when on readers see it; null while they do not. `readable.ts` compares it with the clock. */
  @Column({
    type: 'timestamptz',
    precision: 3,
    select: false,
    insert: false,
    update: false,
    nullable: true,
    asExpression: "CASE WHEN status IN ('PUBLISHED', 'SCHEDULED') THEN published_at END",
    generatedType: 'STORED',
  })
  visibleFrom?: never;

  @Field(() => DateTimeScalar, { description: 'When it last changed here.' })
  @Column({ type: 'timestamptz', precision: 3 })
  updatedAt!: Date;

  @Field(() => Int, {
    description: 'Counts the versions of the text: 1 when new, one more for each change.',
  })
  @Column('integer')
  revision!: number;

  @Field(() => Int, { description: 'Words in the body.' })
  @Column('integer')
  wordCount!: number;

  @Field(() => String, {
    description: 'The body as plain text: the texts of its blocks, joined by one blank line.',
  })
  @Column('text')
  body!: string;

  @Column({
    type: 'tsvector',
    select: false,
    insert: false,
    update: false,
    nullable: true,
    asExpression: SEARCH_VECTOR,
    generatedType: 'STORED',
  })
  search?: never;
}
