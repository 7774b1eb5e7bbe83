import { GraphQLError } from 'graphql';
import type { Role } from './viewer';

/** Every code that an error of this server can carry; clients switch on these. */
export type ErrorCode =
  | 'BAD_USER_INPUT'
  | 'BAD_REQUEST'
  | 'GRAPHQL_PARSE_FAILED'
  | 'GRAPHQL_VALIDATION_FAILED'
  | 'OPERATION_RESOLUTION_FAILURE'
  | 'PERSISTED_QUERY_NOT_FOUND'
  | 'PERSISTED_QUERY_NOT_SUPPORTED'
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'CONFLICT'
  | 'TOO_MANY_SUBSCRIPTIONS'
  | 'DOCUMENT_NOT_TRUSTED'
  | 'COST_LIMIT_EXCEEDED'
  | 'RATE_LIMITED'
  | 'METHOD_NOT_ALLOWED'
  | 'REQUEST_TOO_LARGE'
  | 'REQUEST_TIMEOUT'
  | 'UNSUPPORTED_MEDIA_TYPE'
  | 'QUERY_TIMEOUT'
  | 'SERVICE_UNAVAILABLE'
  | 'INTERNAL_SERVER_ERROR';

/** What the client sent can't be answered: the message says what is wrong and where, never what was sent. */
export function badInput(message: string): GraphQLError {
  return coded('BAD_USER_INPUT', message);
}

/** A subscription where there is no socket. */
export function notByHttp(): GraphQLError {
  const message = 'Subscriptions go over a WebSocket at this address, by graphql-transport-ws.';
  return coded('BAD_REQUEST', message, { status: 400 });
}

/** There is an `Authorization` that does not hold. Which part of it, nobody needs to know. */
export function unauthenticated(): GraphQLError {
  return coded('UNAUTHENTICATED', 'The key or token is not valid, or not any more.', {
    status: 401,
  });
}

export function forbidden(role: Role): GraphQLError {
  return coded('FORBIDDEN', `This needs the role ${role}.`);
}

/** There is nothing of this id or slug that the viewer may see. */
export function notFound(what: string): GraphQLError {
  return coded('NOT_FOUND', `${what} is not there.`);
}

/** It has changed since the client read it, or clashes with something that is there. */
export function conflict(message: string, currentRevision?: number): GraphQLError {
  const error = coded('CONFLICT', message);
  if (currentRevision !== undefined) error.extensions['currentRevision'] = currentRevision;
  return error;
}

function coded(code: ErrorCode, message: string, http?: { status: number }): GraphQLError {
  return new GraphQLError(message, { extensions: { code, ...(http && { http }) } });
}

/** An operation that is not begun: the whole answer is this error, with an HTTP status of its own. */
export function refusal(
  code: ErrorCode,
  message: string,
  status = 400,
  extensions: object = {},
): GraphQLError {
  return new GraphQLError(message, { extensions: { code, http: { status }, ...extensions } });
}

/** The database can't answer now: the client may try again. */
export function unavailable(
  code: 'SERVICE_UNAVAILABLE' | 'QUERY_TIMEOUT',
  message: string,
  cause?: Error,
): GraphQLError {
  return new GraphQLError(message, {
    extensions: { code, http: { status: 503 } },
    ...(cause && { originalError: cause }),
  });
}

/** Whether the same may succeed later. */
export function isTemporary(error: unknown): boolean {
  return (
    error instanceof GraphQLError &&
    ['SERVICE_UNAVAILABLE', 'QUERY_TIMEOUT'].includes(String(error.extensions['code']))
  );
}
