import { MaxLength } from 'class-validator';
import { Field, InputType, ObjectType } from 'type-graphql';

/** The most UTF-16 code units of a client’s own name for a mutation. */
const MAX_CLIENT_ID = 200;

/** What is said of the one argument of every mutation. */
export const INPUT = { description: 'What is to be done.' };

/** What the input of every mutation may hold. */
@InputType()
export abstract class MutationInput {
  @Field(() => String, {
    nullable: true,
    description: 'Given back in the payload, for the client to tell answers apart.',
  })
  @MaxLength(MAX_CLIENT_ID)
  clientMutationId?: string | null;
}

/** What the payload of every mutation holds. */
@ObjectType()
export abstract class MutationPayload {
  @Field(() => String, { nullable: true, description: 'What the input held.' })
  clientMutationId?: string | null;
}
