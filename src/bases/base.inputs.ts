import { ArgsType, Field, InputType } from 'type-graphql';
import { defineEnum } from '../graphql/enums';
import { OptionalText, OptionalTexts } from '../graphql/fields';
import { PageArgs } from '../graphql/page-args';

export const BaseRole = defineEnum('BaseRole', 'What a country is to a base.', {
  HOST: 'The base lies in it.',
  OPERATOR: 'Reports attest that it is, or was, at the base.',
});
export type BaseRole = keyof typeof BaseRole;

@InputType({ description: 'Which bases: all of the conditions that are given must hold.' })
export class BaseWhere {
  @OptionalText('Any of its names; small misspellings are forgiven. Best match first.')
  name?: string | null;

  @OptionalTexts('Slugs or ISO codes of the countries that it lies in.')
  hostCountries?: string[] | null;

  @OptionalTexts('Slugs of those whom reports attest at it, at any time.')
  operators?: string[] | null;
}

@ArgsType()
export class BaseListArgs extends PageArgs {
  @Field(() => BaseWhere, { nullable: true, description: 'Which bases; all by default.' })
  where?: BaseWhere | null;
}
