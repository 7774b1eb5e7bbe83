import { IsOptional, ValidateNested } from 'class-validator';
import { ArgsType, Field, InputType } from 'type-graphql';
import { EntityKind } from '../entities/entity-kinds';
import { OptionalText, OptionalValues } from '../graphql/fields';
import { PageArgs } from '../graphql/page-args';

@InputType({ description: 'Which suggestions: all of the conditions that are given must hold.' })
export class SuggestionWhere {
  @OptionalValues(EntityKind, 'Only what may be of these kinds.')
  kinds?: EntityKind[] | null;

  @OptionalText('Words in it, in any case.')
  text?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True for those that were dismissed; without it, those that were not.',
  })
  dismissed?: boolean | null;
}

@ArgsType()
export class SuggestionArgs extends PageArgs {
  @Field(() => SuggestionWhere, {
    nullable: true,
    description: 'Which suggestions; by default all that were not dismissed.',
  })
  @IsOptional()
  @ValidateNested()
  where?: SuggestionWhere | null;
}
