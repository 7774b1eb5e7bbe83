import { ArrayMaxSize, IsOptional, MaxLength } from 'class-validator';
import { Field, ID } from 'type-graphql';

/** The most values that a list in an argument may hold. */
const MAX_LIST = 100;
/** The most UTF-16 code units that a name, a slug or a search may have. */
export const MAX_TEXT = 200;

function all(...decorators: PropertyDecorator[]): PropertyDecorator {
  return (target, key) => {
    for (const decorate of decorators) decorate(target, key);
  };
}

/** An optional text of an input, bounded in length. */
export function OptionalText(description: string): PropertyDecorator {
  return all(
    Field(() => String, { nullable: true, description }),
    IsOptional(),
    MaxLength(MAX_TEXT),
  );
}

/** An optional list of texts of an input, bounded in number and in length. */
export function OptionalTexts(description: string): PropertyDecorator {
  return all(
    Field(() => [String], { nullable: true, description }),
    IsOptional(),
    ArrayMaxSize(MAX_LIST),
    MaxLength(MAX_TEXT, { each: true }),
  );
}

/** An optional list of opaque ids of an input, bounded in number. */
export function OptionalIds(description: string): PropertyDecorator {
  return all(
    Field(() => [ID], { nullable: true, description }),
    IsOptional(),
    ArrayMaxSize(MAX_LIST),
    MaxLength(MAX_TEXT, { each: true }),
  );
}

/** An optional list of enum values of an input, bounded in number. */
export function OptionalValues(values: object, description: string): PropertyDecorator {
  return all(
    Field(() => [values], { nullable: true, description }),
    IsOptional(),
    ArrayMaxSize(MAX_LIST),
  );
}
