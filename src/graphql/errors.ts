import { GraphQLError } from 'graphql';

/** Every code that an error of this server can carry; clients switch on these. */
export type ErrorCode =
  | 'BAD_USER_INPUT'
  | 'BAD_REQUEST'
  | 'GRAPHQL_PARSE_FAILED'
  | 'GRAPHQL_VALIDATION_FAILED'
  | 'OPERATION_RESOLUTION_FAILURE'
  | 'PERSISTED_QUERY_NOT_FOUND'
  | 'PERSISTED_QUERY_NOT_SUPPORTED'
  | 'NOT_FOUND'
  | 'QUERY_TIMEOUT'
  | 'SERVICE_UNAVAILABLE'
  | 'INTERNAL_SERVER_ERROR';

/** What the client sent can't be answered: the message says what is wrong and where, never what was sent. */
export function badInput(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' satisfies ErrorCode } });
}

/** The database can't answer now: the client may try again. */
export function unavailable(
  code: 'SERVICE_UNAVAILABLE' | 'QUERY_TIMEOUT',
  message: string,
  cause: Error,
): GraphQLError {
  return new GraphQLError(message, {
    extensions: { code, http: { status: 503 } },
    originalError: cause,
  });
}
