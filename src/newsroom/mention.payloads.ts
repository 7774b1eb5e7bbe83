import { Field, ID, ObjectType } from 'type-graphql';
import { Article } from '../articles/article';
import { Mention } from '../articles/mention';
import { MutationPayload } from './mutation';

@ObjectType()
abstract class MentionPayload extends MutationPayload {
  @Field(() => Mention, { description: 'The mention as it is now.' })
  mention!: Mention;
}

@ObjectType({ simpleResolvers: true, description: 'The mention that was added.' })
export class AddMentionPayload extends MentionPayload {}

@ObjectType({ simpleResolvers: true, description: 'The mention that names another entity now.' })
export class ResolveMentionPayload extends MentionPayload {}

@ObjectType({ simpleResolvers: true, description: 'The mention that was removed.' })
export class RemoveMentionPayload extends MutationPayload {
  @Field(() => ID, { description: 'The id that it had.' })
  deletedId!: string;

  @Field(() => Article, { description: 'The article that it stood in.' })
  article!: Article;
}
