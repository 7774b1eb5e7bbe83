import { unwrapResolverError } from '@apollo/server/errors';
import type { ValidationError } from 'class-validator';
import type { GraphQLFormattedError } from 'graphql';
import type { FastifyBaseLogger } from 'fastify';
import { ArgumentValidationError } from 'type-graphql';
import type { ErrorCode } from './errors';

const OUR_FAULT = 'Something went wrong on our side. It has been logged.';

/**
 * Makes the one form in which errors leave the server: a code for each, nothing internal, and none of
 * the values that were sent.
 */
export function errorFormatter(
  log: Pick<FastifyBaseLogger, 'error'>,
): (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError {
  return (formatted, error) => {
    const cause = unwrapResolverError(error);
    const code = codeOf(formatted);
    if (code === 'INTERNAL_SERVER_ERROR')
      log.error({ err: cause, path: formatted.path }, 'a request failed');
    return {
      message: messageOf(code, formatted.message, cause),
      ...(formatted.locations && { locations: formatted.locations }),
      ...(formatted.path && { path: formatted.path }),
      extensions: { code, ...currentRevision(formatted) },
    };
  };
}

/** What a client that lost a race needs to know. */
function currentRevision({ extensions }: GraphQLFormattedError): { currentRevision?: number } {
  const revision = extensions?.['currentRevision'];
  return typeof revision === 'number' ? { currentRevision: revision } : {};
}

/** Apollo gives no code of its own to a persisted query whose text has another hash. */
const WRONG_HASH = 'provided sha does not match query';

function codeOf({ message, extensions }: GraphQLFormattedError): ErrorCode {
  if (message === WRONG_HASH) return 'BAD_REQUEST';
  return (extensions?.['code'] ?? 'INTERNAL_SERVER_ERROR') as ErrorCode;
}

function messageOf(code: ErrorCode, message: string, cause: unknown): string {
  if (code === 'INTERNAL_SERVER_ERROR') return OUR_FAULT;
  if (cause instanceof ArgumentValidationError) {
    const errors = cause.extensions.validationErrors;
    return errors.flatMap((error) => brokenRules(error, '')).join(' ');
  }
  return withoutValues(message);
}

/** One sentence for each rule that an argument breaks, with its path. */
function brokenRules(
  { property, constraints, children }: ValidationError,
  parent: string,
): string[] {
  const path = `${parent}${property}`;
  const own = Object.values(constraints ?? {}).map(
    (rule) => `Argument "${path}": ${rule.replace(property, 'it')}.`,
  );
  return [...own, ...(children ?? []).flatMap((child) => brokenRules(child, `${path}.`))];
}

/** How the messages of graphql-js quote what was sent, and what is kept of them. */
const QUOTATIONS: [RegExp, string][] = [
  [/ got invalid value [^]*? at "([^"]*)"; /, ' has an invalid value at "$1": '],
  [/ got invalid value [^]*?; (?=[A-Z])/, ' has an invalid value: '],
  [/(cannot represent [\w -]*value)[^]*/, '$1.'],
  [/(Expected (?:value of )?type "[^"]*")[^]*/, '$1.'],
  [/Value "[^]*" does not exist in "(\w+)" enum[^]*/, 'It is not a value of the enum "$1".'],
  [/Enum "(\w+)" cannot represent[^]*/, 'It is not a value of the enum "$1".'],
  [
    /Field "[^]*" is not defined by type "(\w+)"[^]*/,
    'It has a field that type "$1" does not define.',
  ],
  [/^(Syntax Error: [^"]*?):? ?"[^]*$/, '$1.'],
];

function withoutValues(message: string): string {
  return QUOTATIONS.reduce((text, [quotation, kept]) => text.replace(quotation, kept), message);
}
