import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { warnOfTrouble } from '../database/trouble';
import { refusal, type ErrorCode } from '../graphql/errors';
import { refuseDeep } from '../graphql/nesting';

type Refusal = [code: ErrorCode, message: string];

/** What is said of a request that does not reach GraphQL, by HTTP status. */
const REFUSALS: Record<number, Refusal> = {
  400: ['BAD_REQUEST', 'The body is not JSON that can be taken.'],
  404: ['NOT_FOUND', 'There is nothing here. The API is at /graphql.'],
  405: ['METHOD_NOT_ALLOWED', 'This address does not take this method.'],
  408: ['REQUEST_TIMEOUT', 'The request took too long to arrive.'],
  415: [
    'UNSUPPORTED_MEDIA_TYPE',
    'The body is of a media type that this server does not take. Send application/json.',
  ],
  431: ['REQUEST_TOO_LARGE', 'The headers are larger than this server takes.'],
  500: ['INTERNAL_SERVER_ERROR', 'Something went wrong on our side. It has been logged.'],
};
const UNREADABLE: Refusal = ['BAD_REQUEST', 'The request can’t be read.'];

/** An error in the form that GraphQL's have. */
function bodyOf(code: unknown, message: string): object {
  return { errors: [{ message, extensions: { code } }] };
}

function refused(status: number): object {
  return bodyOf(...(REFUSALS[status] ?? UNREADABLE));
}

function tooLarge(limit: number): object {
  return bodyOf(
    'REQUEST_TOO_LARGE',
    `The body is larger than the ${limit} bytes that may be sent.`,
  );
}

/** The same form for what goes wrong before GraphQL is reached. */
export function addErrors(app: FastifyInstance): void {
  app.setNotFoundHandler((request, reply) => {
    const allowed = allowedMethods(app, request);
    // Of what a route takes and says is not there, there is nothing to allow.
    if (allowed.length === 0 || allowed.includes(request.method)) {
      return reply.code(404).send(refused(404));
    }
    return reply.code(405).header('allow', allowed.join(', ')).send(refused(405));
  });
  app.setErrorHandler<Error & { statusCode?: number }>((error, request, reply) => {
    warnOfTrouble(request.log, error);
    if (error instanceof GraphQLError) {
      const { code, http } = error.extensions as { code: ErrorCode; http?: { status: number } };
      if (code === 'UNAUTHENTICATED') void reply.header('www-authenticate', 'Bearer');
      return reply.code(http?.status ?? 400).send(bodyOf(code, error.message));
    }
    const { statusCode = 500 } = error;
    if (statusCode >= 500) request.log.error({ err: error }, 'a request failed');
    if (statusCode === 413) return reply.code(413).send(tooLarge(request.routeOptions.bodyLimit));
    return reply.code(statusCode).send(refused(statusCode));
  });
}

/** Answers a request whose address leads nowhere, because it is badly written or too long. */
export function answerUnroutable(
  { code }: FastifyError,
  _request: FastifyRequest,
  reply: FastifyReply,
): void {
  const isTooLong = code === 'FST_ERR_MAX_PARAM_LENGTH';
  void reply.code(isTooLong ? 404 : 400).send(isTooLong ? refused(404) : bodyOf(...UNREADABLE));
}

/** The methods that the address of a request takes. */
function allowedMethods(app: FastifyInstance, { url }: FastifyRequest): string[] {
  const [path = ''] = url.split('?');
  return ['GET', 'HEAD', 'POST'].filter((method) => app.hasRoute({ url: path, method }));
}

/**
 * Refuses a body that is no JSON, or would have to be inflated or decoded before it can be read: one of a few
 * bytes may be of any size then.
 */
export function refuseEncoded(scope: FastifyInstance): void {
  // Fastify takes plain text as well, which is JSON to nobody.
  scope.removeContentTypeParser('text/plain');
  scope.addHook('onRequest', (request, _reply, done) => {
    const { 'content-encoding': encoding = 'identity', 'content-type': type = '' } =
      request.headers;
    const [, charset = 'utf-8'] = CHARSET.exec(type) ?? [];
    if (encoding.trim().toLowerCase() !== 'identity') {
      done(unsupported('Bodies are taken as they are: send it without Content-Encoding.'));
    } else if (!['utf-8', 'utf8'].includes(charset.toLowerCase())) {
      done(unsupported('Bodies are taken in UTF-8.'));
    } else {
      done();
    }
  });
}

const CHARSET = /;\s*charset\s*=\s*"?([^";\s]*)/i;

function unsupported(message: string): GraphQLError {
  return refusal('UNSUPPORTED_MEDIA_TYPE', message, 415);
}

/** Refuses a body that is nested too deep, before anything walks it. */
export function refuseDeepBodies(scope: FastifyInstance): void {
  scope.addHook('preValidation', (request, _reply, done) => {
    refuseDeep(request.body);
    done();
  });
}

/** What Node says of a request that it can't read; all else is not HTTP. */
const UNREAD: Record<string, number> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_HEADER_OVERFLOW: 431,
};

/** Answers a connection on which no request could be read, and closes it. */
export function answerUnreadable(error: Error & { code?: string }, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const status = UNREAD[error.code ?? ''] ?? 400;
  const body = JSON.stringify(status === 400 ? bodyOf(...UNREADABLE) : refused(status));
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
