import { Field, ID } from 'type-graphql';

/** An optional text of an input. */
export function OptionalText(description: string): PropertyDecorator {
  return Field(() => String, { nullable: true, description });
}

/** An optional list of texts of an input. */
export function OptionalTexts(description: string): PropertyDecorator {
  return Field(() => [String], { nullable: true, description });
}

/** An optional list of opaque ids of an input. */
export function OptionalIds(description: string): PropertyDecorator {
  return Field(() => [ID], { nullable: true, description });
}

/** An optional list of enum values of an input. */
export function OptionalValues(values: object, description: string): PropertyDecorator {
  return Field(() => [values], { nullable: true, description });
}
