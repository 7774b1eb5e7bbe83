import { Field, ID, ObjectType } from 'type-graphql';
import { Article } from '../articles/article';
import { defineEnum } from '../graphql/enums';
import { MutationPayload } from './mutation';

@ObjectType()
abstract class ArticlePayload extends MutationPayload {
  @Field(() => Article, { description: 'The article as it is now.' })
  article!: Article;
}

@ObjectType({ simpleResolvers: true, description: 'The draft that was made.' })
export class CreateArticlePayload extends ArticlePayload {}

@ObjectType({ simpleResolvers: true, description: 'The article in its new revision.' })
export class UpdateArticlePayload extends ArticlePayload {}

@ObjectType({ simpleResolvers: true, description: 'The article that readers see now.' })
export class PublishArticlePayload extends ArticlePayload {}

@ObjectType({ simpleResolvers: true, description: 'The article that readers will see.' })
export class ScheduleArticlePayload extends ArticlePayload {}

@ObjectType({ simpleResolvers: true, description: 'The article that readers see no more.' })
export class WithholdArticlePayload extends ArticlePayload {}

@ObjectType({ simpleResolvers: true, description: 'The draft that was deleted.' })
export class DeleteDraftPayload extends MutationPayload {
  @Field(() => ID, { description: 'The id that it had.' })
  deletedId!: string;
}

export const ImportOutcome = defineEnum('ImportOutcome', 'What an import did.', {
  CREATED: 'The article is new.',
  PUBLISHED: 'It was there as a draft, and is published now.',
  UPDATED: 'It was there, and has got what the source changed.',
  UNCHANGED: 'It was there already, and stays as it was.',
  KEPT: 'It was there, and is not as the source has it: it was edited here, or came otherwise. It stays.',
});
export type ImportOutcome = keyof typeof ImportOutcome;

@ObjectType({ simpleResolvers: true, description: 'The article that was taken in.' })
export class ImportArticlePayload extends ArticlePayload {
  @Field(() => ImportOutcome, { description: 'What was done.' })
  outcome!: ImportOutcome;
}
