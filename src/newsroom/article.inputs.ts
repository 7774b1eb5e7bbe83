import {
  ArrayMaxSize,
  ArrayMinSize,
  IsOptional,
  Length,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { BlockKind } from '../articles/block';
import { DateTimeScalar, UrlScalar } from '../graphql/scalars';
import { IsLanguageTag } from './checks';
import { Line, NewSlug, OptionalLine } from './fields';
import { MutationInput } from './mutation';

/** UTF-16 code units. */
const MAX_BLOCK = 100_000;
const MAX_BLOCKS = 5000;
const MAX_SLUG = 120;

@InputType({ description: 'A block of an article’s body, as its writer wants it.' })
export class BlockInput {
  @Field(() => ID, {
    nullable: true,
    description:
      'Which of the article’s blocks it is. Without it the server tells by the words which block was kept.',
  })
  id?: string | null;

  @Field(() => BlockKind, { defaultValue: BlockKind.PARAGRAPH, description: 'What it is.' })
  kind!: BlockKind;

  @Field(() => String, { description: 'The text, plain: 1 to 100,000 characters.' })
  @Length(1, MAX_BLOCK)
  text!: string;
}

@InputType({ description: 'A new article: a draft.' })
export class CreateArticleInput extends MutationInput {
  @Line('The headline, 1 to 500 characters on one line.')
  headline!: string;

  @NewSlug('Name in URLs; made of the headline where it is left out.')
  slug?: string | null;

  @Field(() => String, { description: 'Slug of the section that it stands in.' })
  @MaxLength(MAX_SLUG)
  section!: string;

  @Field(() => [BlockInput], { description: 'The body: 1 to 5,000 blocks.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_BLOCKS)
  @ValidateNested({ each: true })
  blocks!: BlockInput[];

  @OptionalLine('The line or two under the headline.')
  standfirst?: string | null;

  @OptionalLine('Who wrote it, as it is printed.')
  byline?: string | null;

  @Field(() => String, { defaultValue: 'en', description: 'BCP 47 tag of its language.' })
  @IsLanguageTag()
  language!: string;

  @OptionalLine('Who published it first.')
  source?: string | null;

  @Field(() => UrlScalar, {
    nullable: true,
    description: 'Its address where it was first published.',
  })
  canonicalUrl?: URL | null;
}

/** Names an article, and the revision that the editor has seen. */
@InputType()
abstract class ArticleInput extends MutationInput {
  @Field(() => ID, { description: 'Which article.' })
  id!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'The revision that was seen: if it is another by now, nothing is done (CONFLICT).',
  })
  @IsOptional()
  @Min(1)
  expectedRevision?: number | null;
}

@InputType({
  description:
    'A new version of an article. What is left out stays; null takes away what may be missing.',
})
export class UpdateArticleInput extends MutationInput {
  @Field(() => ID, { description: 'Which article.' })
  id!: string;

  @Field(() => Int, {
    description:
      'The revision that was edited: if it is another by now, nothing is done (CONFLICT).',
  })
  @Min(1)
  expectedRevision!: number;

  @OptionalLine('The headline.')
  headline?: string | null;

  @OptionalLine('The line or two under the headline.')
  standfirst?: string | null;

  @OptionalLine('Who wrote it, as it is printed.')
  byline?: string | null;

  @Field(() => String, { nullable: true, description: 'Slug of the section that it stands in.' })
  @IsOptional()
  @MaxLength(MAX_SLUG)
  section?: string | null;

  @Field(() => [BlockInput], {
    nullable: true,
    description: 'The whole body: 1 to 5,000 blocks. Blocks that were kept keep their ids.',
  })
  @IsOptional()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_BLOCKS)
  @ValidateNested({ each: true })
  blocks?: BlockInput[] | null;

  @Field(() => String, { nullable: true, description: 'BCP 47 tag of its language.' })
  @IsOptional()
  @IsLanguageTag()
  language?: string | null;

  @OptionalLine('Who published it first.')
  source?: string | null;

  @Field(() => UrlScalar, {
    nullable: true,
    description: 'Its address where it was first published.',
  })
  canonicalUrl?: URL | null;

  @OptionalLine('What was done, in a few words, for other editors.')
  summary?: string | null;

  @OptionalLine(
    'What was wrong and what is right, for readers: shown in the article’s corrections. Only of an article that readers have seen.',
  )
  correction?: string | null;
}

@InputType({ description: 'An article that readers are to see now.' })
export class PublishArticleInput extends ArticleInput {
  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'When it was published, if that was in the past. Without it: when it was before, else now.',
  })
  publishedAt?: Date | null;
}

@InputType({ description: 'An article that readers are to see later.' })
export class ScheduleArticleInput extends ArticleInput {
  @Field(() => DateTimeScalar, { description: 'From when on: a moment to come.' })
  at!: Date;
}

@InputType({ description: 'An article that readers are to see no more.' })
export class WithholdArticleInput extends ArticleInput {
  @Line('Why, for other editors.')
  reason!: string;
}

@InputType({ description: 'A draft that is to be deleted.' })
export class DeleteDraftInput extends ArticleInput {}
