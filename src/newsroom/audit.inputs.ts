import { IsOptional, ValidateNested } from 'class-validator';
import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { OptionalText } from '../graphql/fields';
import { PageArgs } from '../graphql/page-args';
import { DateTimeScalar } from '../graphql/scalars';

@InputType({ description: 'Which entries: all of the conditions that are given must hold.' })
export class AuditWhere {
  @OptionalText('By this name.')
  by?: string | null;

  @OptionalText('Of this mutation.')
  action?: string | null;

  @Field(() => ID, { nullable: true, description: 'To what has this id.' })
  subject?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'At this moment or later.' })
  from?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Before this moment.' })
  before?: Date | null;
}

@ArgsType()
export class AuditArgs extends PageArgs {
  @Field(() => AuditWhere, { nullable: true, description: 'Which entries; all by default.' })
  @IsOptional()
  @ValidateNested()
  where?: AuditWhere | null;
}
