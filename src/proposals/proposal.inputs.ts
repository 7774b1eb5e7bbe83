import { IsOptional, ValidateNested } from 'class-validator';
import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { EventKind } from '../events/event';
import { OptionalValues } from '../graphql/fields';
import { PageArgs } from '../graphql/page-args';
import { ProposalState } from './proposal';

@InputType({ description: 'Which proposals: all of the conditions that are given must hold.' })
export class ProposalWhere {
  @OptionalValues(ProposalState, 'In one of these states; open ones by default.')
  states?: ProposalState[] | null;

  @OptionalValues(EventKind, 'Of one of these kinds.')
  kinds?: EventKind[] | null;

  @Field(() => ID, { nullable: true, description: 'From this article.' })
  article?: string | null;
}

@ArgsType()
export class ProposalArgs extends PageArgs {
  @Field(() => ProposalWhere, {
    nullable: true,
    description: 'Which proposals; open ones by default.',
  })
  @IsOptional()
  @ValidateNested()
  where?: ProposalWhere | null;
}
