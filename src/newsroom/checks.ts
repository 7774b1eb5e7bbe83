import { ValidateBy } from 'class-validator';
import { isPlainLine } from '../graphql/text';

/** On one line, without control characters. */
export function IsPlainLine(): PropertyDecorator {
  return ValidateBy({
    name: 'isPlainLine',
    validator: {
      validate: (value): boolean =>
        typeof value === 'string' && isPlainLine(value) && value.trim() !== '',
      defaultMessage: (args) => `${args?.property ?? ''} must be one line of text`,
    },
  });
}

/** A BCP 47 tag. */
export function IsLanguageTag(): PropertyDecorator {
  return ValidateBy({
    name: 'isLanguageTag',
    validator: {
      validate: (value): boolean => typeof value === 'string' && isLanguageTag(value),
      defaultMessage: (args) => `${args?.property ?? ''} must be a BCP 47 tag, as in en or ar`,
    },
  });
}

function isLanguageTag(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}
