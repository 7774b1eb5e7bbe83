import { Matches, ValidateNested } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { AliasKind } from '../entities/entity-kinds';
import { IsLanguageTag } from './checks';
import { EntityDetailsInput } from './entity-details.inputs';
import {
  IdOf,
  InputList,
  Line,
  NewSlug,
  OptionalInput,
  OptionalLine,
  OptionalSentences,
} from './fields';
import { MutationInput } from './mutation';

const WIKIDATA = /^Q[1-9][0-9]{0,15}$/;

function WikidataId(): PropertyDecorator {
  return (target, key) => {
    Field(() => String, { nullable: true, description: 'Id in Wikidata, as in Q858.' })(
      target,
      key,
    );
    Matches(WIKIDATA, { message: 'wikidataId must be Q and a number' })(target, key);
  };
}

@InputType({ description: 'Another name of an entity.' })
export class AliasInput {
  @Line('The name, 1 to 500 characters on one line.')
  text!: string;

  @Field(() => String, {
    defaultValue: 'und',
    description: 'BCP 47 tag; und where it is not known.',
  })
  @IsLanguageTag()
  language!: string;

  @Field(() => AliasKind, { defaultValue: AliasKind.OTHER_NAME, description: 'What it is.' })
  kind!: AliasKind;
}

@InputType({ description: 'A new entity.' })
export class CreateEntityInput extends MutationInput {
  @Line('The name that this newsroom prefers, 1 to 500 characters on one line.')
  name!: string;

  @NewSlug('Name in URLs and filters, for good; made of the name where it is left out.')
  slug?: string | null;

  @OptionalSentences('Who or what it is, in a few words.')
  description?: string | null;

  @WikidataId()
  wikidataId?: string | null;

  @InputList(() => AliasInput, 'Its other names.', { nullable: true })
  aliases?: AliasInput[] | null;

  @Field(() => EntityDetailsInput, { description: 'What it is.' })
  @ValidateNested()
  details!: EntityDetailsInput;
}

@InputType({
  description:
    'What is to change of an entity. What is left out stays; null takes away what may be missing.',
})
export class UpdateEntityInput extends MutationInput {
  @IdOf('Which entity.')
  id!: string;

  @OptionalLine('The name that this newsroom prefers.')
  name?: string | null;

  @OptionalSentences('Who or what it is, in a few words.')
  description?: string | null;

  @WikidataId()
  wikidataId?: string | null;

  @OptionalInput(() => EntityDetailsInput, 'What is known of its kind alone; it stays of its kind.')
  details?: EntityDetailsInput | null;
}

@InputType({ description: 'Another name of an entity that is there.' })
export class AddAliasInput extends MutationInput {
  @IdOf('Which entity.')
  id!: string;

  @Field(() => AliasInput, { description: 'The name.' })
  @ValidateNested()
  alias!: AliasInput;
}

@InputType({ description: 'A name that is an entity’s no more.' })
export class RemoveAliasInput extends MutationInput {
  @IdOf('Which entity.')
  id!: string;

  @Line('The name, to the letter.')
  text!: string;
}

@InputType({ description: 'Two entities that are one.' })
export class MergeEntitiesInput extends MutationInput {
  @IdOf('The entity that stays.')
  into!: string;

  @IdOf('The entity that becomes part of it. Its id and slug lead to the one that stays.')
  from!: string;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Only to look at what would move: nothing is changed.',
  })
  dryRun!: boolean;
}
