import {
  ArrayMaxSize,
  IsInt,
  Length,
  Matches,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { Field, ID, Int } from 'type-graphql';
import { IsPlainLine } from './checks';

/** UTF-16 code units. */
const MAX_LINE = 500;
const MAX_TEXT = 10_000;
const MAX_SLUG = 200;
/** As many participants or citations as one mutation takes. */
const MAX_LIST = 100;
const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;

function all(...decorators: PropertyDecorator[]): PropertyDecorator {
  return (target, key) => {
    for (const decorate of decorators) decorate(target, key);
  };
}

/** A line that must hold something. */
export function Line(description: string): PropertyDecorator {
  return all(
    Field(() => String, { description }),
    Length(1, MAX_LINE),
    IsPlainLine(),
  );
}

/** A line that may be left out. */
export function OptionalLine(description: string): PropertyDecorator {
  return all(
    Field(() => String, { nullable: true, description }),
    Length(1, MAX_LINE),
    IsPlainLine(),
  );
}

/** A few sentences, which may be left out. */
export function OptionalSentences(description: string): PropertyDecorator {
  return all(
    Field(() => String, { nullable: true, description: `${description} Up to 10,000 characters.` }),
    Length(1, MAX_TEXT),
    IsPlainLine(),
  );
}

/** The slug of something that is there. */
export function SlugOf(description: string): PropertyDecorator {
  return all(
    Field(() => String, { description }),
    MaxLength(MAX_SLUG),
  );
}

export function OptionalSlugOf(description: string): PropertyDecorator {
  return all(
    Field(() => String, { nullable: true, description }),
    MaxLength(MAX_SLUG),
  );
}

/** A slug for something new. */
export function NewSlug(description: string): PropertyDecorator {
  return all(
    Field(() => String, { nullable: true, description }),
    MaxLength(MAX_SLUG),
    Matches(SLUG, {
      message: 'slug must be lower-case letters and digits, with single hyphens between',
    }),
  );
}

/** An opaque id. */
export function IdOf(description: string): PropertyDecorator {
  return Field(() => ID, { description });
}

/** An offset in a text, in UTF-16 code units. */
export function OptionalOffset(description: string): PropertyDecorator {
  return all(
    Field(() => Int, { nullable: true, description }),
    IsInt(),
    Min(0),
  );
}

/** A nested input, which may be left out. */
export function OptionalInput(
  type: () => new () => object,
  description: string,
): PropertyDecorator {
  return all(Field(type, { nullable: true, description }), ValidateNested());
}

/** At most 100 nested inputs. */
export function InputList(
  type: () => new () => object,
  description: string,
  options: { nullable?: boolean } = {},
): PropertyDecorator {
  return all(
    Field(() => [type()], { ...options, description: `${description} At most 100.` }),
    ArrayMaxSize(MAX_LIST),
    ValidateNested({ each: true }),
  );
}
