import { unwrapResolverError } from '@apollo/server/errors';
import type { ValidationError } from 'class-validator';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { FastifyBaseLogger } from 'fastify';
import { ArgumentValidationError } from 'type-graphql';
import { warnOfTrouble } from '../database/trouble';
import type { ErrorCode } from './errors';

const OUR_FAULT = 'Something went wrong on our side. It has been logged.';

/** The longest message that is sent, in UTF-16 code units; our own are far shorter. */
const LONGEST_MESSAGE = 500;
/** The longest path that is sent, in UTF-16 code units of its JSON. */
const LONGEST_PATH = 1000;
const MOST_LOCATIONS = 5;

interface FormatOptions {
  log: Pick<FastifyBaseLogger, 'error' | 'warn'>;
  /** Whether messages may name what the schema has, beside what was asked for. */
  suggests: boolean;
}

/**
 * Makes the one form in which errors leave the server: a code for each, nothing internal, none of the
 * values that were sent, and never long.
 */
export function errorFormatter({
  log,
  suggests,
}: FormatOptions): (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError {
  return (formatted, error) => {
    const cause = unwrapResolverError(error);
    const code = codeOf(formatted, error);
    if (code === 'INTERNAL_SERVER_ERROR')
      log.error({ err: cause, path: formatted.path }, 'a request failed');
    if (formatted.message.startsWith(GONE))
      log.warn({ path: formatted.path }, 'a row was not there any more');
    warnOfTrouble(log, cause);
    const message = messageOf(code, formatted.message, cause);
    const { locations, path, extensions: { cost } = {} } = formatted;
    return {
      message: (suggests ? message : message.replace(SUGGESTION, '')).slice(0, LONGEST_MESSAGE),
      ...(locations && { locations: locations.slice(0, MOST_LOCATIONS) }),
      ...(path && JSON.stringify(path).length <= LONGEST_PATH && { path }),
      extensions: { code, ...(cost !== undefined && { cost }), ...currentRevision(formatted) },
    };
  };
}

/** What a client that lost a race needs to know. */
function currentRevision({ extensions }: GraphQLFormattedError): { currentRevision?: number } {
  const revision = extensions?.['currentRevision'];
  return typeof revision === 'number' ? { currentRevision: revision } : {};
}

const SUGGESTION = / Did you mean [^]*$/;

/** What graphql-js says where one statement found a row, and the next no more: it was withheld or deleted. */
const GONE = 'Cannot return null for non-nullable field ';
const GONE_SINCE = 'What is asked for here has been taken away while it was read.';

/** What Apollo and graphql-js say of a request that is wrong without giving it a code. */
const UNCODED: [RegExp, ErrorCode][] = [
  // A persisted query whose text has another hash, or of another protocol.
  [/^provided sha does not match query$/, 'BAD_REQUEST'],
  [/^Unsupported persisted query version$/, 'BAD_REQUEST'],
  [/^Too many errors processing variables/, 'BAD_USER_INPUT'],
  [new RegExp(`^${GONE}`), 'NOT_FOUND'],
  // A nullable variable that stands for an argument that may not be null.
  [/^Argument "\w+" (?:of required type|of non-null type|has invalid value) /, 'BAD_USER_INPUT'],
];

function codeOf({ message, extensions }: GraphQLFormattedError, error: unknown): ErrorCode {
  const uncoded = UNCODED.find(([form]) => form.test(message));
  if (uncoded) return uncoded[1];
  // A rule of ours that a document breaks has a code of its own, which Apollo writes over.
  const own = error instanceof GraphQLError ? error.originalError : undefined;
  const { code } = (own instanceof GraphQLError && own.extensions) || {};
  return (code ?? extensions?.['code'] ?? 'INTERNAL_SERVER_ERROR') as ErrorCode;
}

function messageOf(code: ErrorCode, message: string, cause: unknown): string {
  if (code === 'INTERNAL_SERVER_ERROR') return OUR_FAULT;
  if (cause instanceof ArgumentValidationError) {
    const errors = cause.extensions.validationErrors;
    return errors.flatMap((error) => brokenRules(error, '')).join(' ');
  }
  return message.startsWith(GONE) ? GONE_SINCE : withoutValues(message);
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

/**
 * How the messages of graphql-js quote what was sent, and what is kept of them. Each is looked for from one
 * place alone: a value may be long, and hold the words with which a quotation begins any number of times.
 */
const QUOTATIONS: [RegExp, string][] = [
  [
    /^(Variable "\$\w+") got invalid value [^]*? at "([^"]*)"; /,
    '$1 has an invalid value at "$2": ',
  ],
  [/^(Variable "\$\w+") got invalid value [^]*?; (?=[A-Z])/, '$1 has an invalid value: '],
  [/(cannot represent [\w -]{0,40}value)[^]*/, '$1.'],
  [/^(Argument "\w+" has invalid value)[^]*/, '$1.'],
  [/(Expected (?:value of )?type "[^"]*")[^]*/, '$1.'],
  [
    /^((?:(?!Value ")[^])*)Value "[^]*" does not exist in "(\w+)" enum[^]*/,
    '$1It is not a value of the enum "$2".',
  ],
  [/Enum "(\w+)" cannot represent[^]*/, 'It is not a value of the enum "$1".'],
  [
    /^((?:(?!Field ")[^])*)Field "[^]*" is not defined by type "(\w+)"[^]*/,
    '$1It has a field that type "$2" does not define.',
  ],
  [/^(Syntax Error: [^"]*?):? ?"[^]*$/, '$1.'],
  [/^Unknown operation named [^]*/, 'The request names an operation that the query does not have.'],
];

function withoutValues(message: string): string {
  return QUOTATIONS.reduce((text, [quotation, kept]) => text.replace(quotation, kept), message);
}
