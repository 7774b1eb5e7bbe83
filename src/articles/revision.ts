import { Field, Int, ObjectType } from 'type-graphql';
import { defineEnum } from '../graphql/enums';
import { DateTimeScalar } from '../graphql/scalars';
import type { RevisionStory } from './article-revision';
import { Block } from './block';

export const BlockChangeKind = defineEnum('BlockChangeKind', 'What became of a block.', {
  ADDED: 'It is new.',
  REMOVED: 'It is there no more.',
  CHANGED: 'Its words or its kind are others.',
  MOVED: 'It says the same in another place among the blocks that stayed.',
});
export type BlockChangeKind = keyof typeof BlockChangeKind;

export const TextChangeKind = defineEnum('TextChangeKind', 'What became of words.', {
  KEPT: 'They are in both.',
  ADDED: 'They are in the later text alone.',
  REMOVED: 'They are in the earlier text alone.',
});
export type TextChangeKind = keyof typeof TextChangeKind;

@ObjectType({ simpleResolvers: true, description: 'A stretch of text, and what became of it.' })
export class TextChange {
  @Field(() => TextChangeKind, { description: 'What became of it.' })
  kind!: TextChangeKind;

  @Field(() => String, { description: 'The words.' })
  text!: string;
}

@ObjectType({ simpleResolvers: true, description: 'What became of a block between two revisions.' })
export class BlockChange {
  @Field(() => BlockChangeKind, { description: 'What became of it.' })
  kind!: BlockChangeKind;

  @Field(() => Block, { nullable: true, description: 'As it was; null for one that is new.' })
  before!: Block | null;

  @Field(() => Block, { nullable: true, description: 'As it is; null for one that is gone.' })
  after!: Block | null;

  @Field(() => [TextChange], {
    description: 'The words of both, in order: put KEPT and REMOVED together for the earlier text.',
  })
  words!: TextChange[];
}

@ObjectType('ArticleRevision', {
  simpleResolvers: true,
  description: 'A version of an article’s text.',
})
export class Revision {
  articleId!: string;
  /** Read only where it is selected. */
  story?: RevisionStory;

  @Field(() => Int, { description: 'Its number, from 1.' })
  revision!: number;

  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  at!: Date;

  @Field(() => String, {
    nullable: true,
    description: 'Who made it; null where it was not made through the API.',
  })
  by!: string | null;

  @Field(() => String, { nullable: true, description: 'What was done, in a few words.' })
  summary!: string | null;

  @Field(() => String, { description: 'The headline.' })
  get headline(): string {
    return this.told.headline;
  }

  @Field(() => String, { nullable: true, description: 'The standfirst.' })
  get standfirst(): string | null {
    return this.told.standfirst;
  }

  @Field(() => String, { nullable: true, description: 'The byline.' })
  get byline(): string | null {
    return this.told.byline;
  }

  @Field(() => [Block], { description: 'The blocks, in order.' })
  get blocks(): Block[] {
    return this.told.blocks.map(({ id: uuid, ...rest }) =>
      Object.assign(new Block(), { uuid, articleId: this.articleId, ...rest }),
    );
  }

  @Field(() => String, { description: 'The blocks’ texts, joined by one blank line.' })
  get body(): string {
    return this.told.blocks.map(({ text }) => text).join('\n\n');
  }

  private get told(): RevisionStory {
    if (!this.story) throw new Error('the story of a revision was not read');
    return this.story;
  }

  /** The fields that are answered without what the revision said. */
  static readonly withoutStory: ReadonlySet<string> = new Set([
    ...['revision', 'at', 'by', 'summary', '__typename'],
  ]);
}
