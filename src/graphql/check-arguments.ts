import { validateSync } from 'class-validator';
import { ArgumentValidationError } from 'type-graphql';

/**
 * Checks arguments by the rules of their classes; those without any are fine.
 *
 * @throws ArgumentValidationError with every rule that is broken
 */
export function checkArguments(argument: unknown): void {
  if (typeof argument !== 'object' || argument === null || Array.isArray(argument)) return;
  const broken = validateSync(argument, {
    skipMissingProperties: true,
    forbidUnknownValues: false,
  });
  if (broken.length > 0) throw new ArgumentValidationError(broken);
}
