import { InputType } from 'type-graphql';
import { defineEnum } from '../graphql/enums';
import { OptionalText, OptionalTexts, OptionalValues } from '../graphql/fields';
import { EntityKind } from './entity-kinds';

export const EntityOrder = defineEnum('EntityOrder', 'How a list of entities is ordered.', {
  NAME: 'By name; with a name filter, best match first.',
  MOST_MENTIONED:
    'Most mentioned first, in published articles; what is new counts within a second or two.',
  RECENTLY_MENTIONED:
    'Most recently mentioned first, in published articles; what is new counts within a second or two.',
});
export type EntityOrder = keyof typeof EntityOrder;

@InputType({ description: 'Which entities: all of the conditions that are given must hold.' })
export class EntityWhere {
  @OptionalValues(EntityKind, 'Only these kinds.')
  kinds?: EntityKind[] | null;

  @OptionalText(
    'Any of its names, in any script; small misspellings are forgiven. Best match first.',
  )
  name?: string | null;

  @OptionalTexts('Slugs or ISO codes of countries: of nationality, host, seat or location.')
  countries?: string[] | null;

  @OptionalText('Slug of an article that mentions it.')
  mentionedIn?: string | null;
}
