import type { IncomingMessage } from 'node:http';
import {
  execute,
  GraphQLError,
  type ExecutionArgs,
  type ExecutionResult,
  type FormattedExecutionResult,
  type GraphQLFormattedError,
  type GraphQLSchema,
} from 'graphql';
import { makeServer, type Server, type SubscribePayload } from 'graphql-ws';
import type { ErrorCode } from '../graphql/errors';
import { errorFormatter } from '../graphql/format-error';
import { tookTooLong } from '../database/read';
import { MOST_ERRORS, WAITING, type Limited } from '../limits/apollo';
import type { OperationChecks } from '../limits/limits';
import type { Turns } from '../limits/turns';
import type { Viewer } from '../graphql/viewer';
import { answerEvents } from './answer-events';
import type { Connected } from './connection';
import { identify, type Identifying, type Socket } from './identify';
import { readOperation } from './operation';

/** Operations that a socket may have under way. */
const MOST_OPERATIONS = 20;
/** Milliseconds in which a client has to say who it is. */
const PATIENCE = 3000;
/** Milliseconds that an event may wait for its turn: one that is not told is missed. */
const EVENT_PATIENCE = 60_000;

/** What is known of whoever asks, beside all that resolvers want to know. */
type Known = Pick<Limited, 'client' | 'reads'> & { viewer: Viewer };

/** Of one operation: by which request the socket came, and what answering costs each time. */
type Asking = Known & { request: IncomingMessage; points: number };

export interface ProtocolOptions extends Identifying {
  schema: GraphQLSchema;
  checks: OperationChecks;
  /** Whether messages may name what the schema has. */
  suggests: boolean;
  /** Waits until a message may be read. */
  enter: (request: IncomingMessage) => Promise<void>;
  /** Takes what an operation costs from what the client may spend. @throws RATE_LIMITED */
  charge: (request: IncomingMessage, points: number, key?: string) => Promise<void> | undefined;
  /** The context of one request, or of one event of a subscription. */
  contextFor: (request: IncomingMessage, viewer: Viewer) => Known;
  /** Milliseconds that a query may take. */
  patience: number;
}

/** GraphQL over a WebSocket: checked, limited, answered and masked as over HTTP. */
export function protocolOf(options: ProtocolOptions): Server<Connected> {
  const format = formatter(options);
  const viewers = new WeakMap<Connected, Viewer>();
  const { contextFor } = options;
  const { turns } = options.checks;
  return makeServer<Record<string, unknown>, Connected>({
    connectionInitWaitTimeout: PATIENCE,
    onConnect: async (socket) => {
      // To be asked who it is costs the address a point, as by HTTP.
      await options.charge(socket.extra.request, 1);
      const viewer = await identify(socket, options);
      if (viewer) viewers.set(socket.extra, viewer);
      return viewer !== null;
    },
    onSubscribe: (socket, _id, payload) =>
      begin(options, socket, payload, viewers.get(socket.extra)),
    execute: (args: ExecutionArgs) => {
      (args.contextValue as Asking).reads.endAfter(options.patience, tookTooLong);
      return inTurn(turns, args, options.patience * WAITING);
    },
    subscribe: (args: ExecutionArgs) => {
      const { request, viewer, points } = args.contextValue as Asking;
      return answerEvents(args, (event) => {
        const contextValue = { ...contextFor(request, viewer), request, points };
        return inTurn(turns, { ...event, contextValue }, EVENT_PATIENCE);
      });
    },
    onError: (_socket, _id, _payload, errors) => told(errors, format),
    onNext: (_socket, _id, _payload, _args, result) => masked(result, format),
  });
}

/** Executes an operation when its turn comes. */
async function inTurn(
  turns: Turns,
  args: ExecutionArgs,
  patience: number,
): Promise<ExecutionResult> {
  const { client, points, reads } = args.contextValue as Asking;
  let end = (): void => undefined;
  try {
    end = await turns.take(client, points, patience);
    return await execute(args);
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [error] };
    throw error;
  } finally {
    reads.done();
    end();
  }
}

/** How an operation is to be executed, or why it is not. While it waits no more is taken from its socket. */
async function begin(
  options: ProtocolOptions,
  { subscriptions, extra }: Socket,
  payload: SubscribePayload,
  viewer: Viewer | undefined,
): Promise<ExecutionArgs | GraphQLError[]> {
  if (Object.keys(subscriptions).length > MOST_OPERATIONS) return [tooMany()];
  if (!viewer) throw new Error('nobody has been asked who they are');
  const { socket, request } = extra;
  socket.pause();
  try {
    await options.enter(request);
    return await read(options, request, payload, viewer);
  } catch (error) {
    if (error instanceof GraphQLError) return [error];
    throw error;
  } finally {
    socket.resume();
  }
}

async function read(
  { schema, checks, charge, contextFor }: ProtocolOptions,
  request: IncomingMessage,
  payload: SubscribePayload,
  viewer: Viewer,
): Promise<ExecutionArgs | GraphQLError[]> {
  // It costs a point whatever becomes of it, as a request does.
  await charge(request, 1, viewer.id);
  const operation = readOperation(schema, checks, payload);
  if (Array.isArray(operation)) return operation;
  const { args, points } = operation;
  if (points > 1) await charge(request, points - 1, viewer.id);
  return { ...args, contextValue: { ...contextFor(request, viewer), request, points } };
}

/** As many errors as an answer may have. */
function told(errors: readonly GraphQLError[], format: Format): GraphQLFormattedError[] {
  return errors.slice(0, MOST_ERRORS).map(format);
}

/** What graphql-ws gives: of what was not given it says undefined. */
interface Result {
  data?: Record<string, unknown> | null | undefined;
  errors?: readonly GraphQLError[] | undefined;
}
type Format = (error: GraphQLError) => GraphQLFormattedError;

function masked({ data, errors }: Result, format: Format): FormattedExecutionResult {
  return {
    ...(data !== undefined && { data }),
    ...(errors && { errors: told(errors, (error) => format(asInput(error))) }),
  };
}

function formatter({ log, suggests }: ProtocolOptions): Format {
  const format = errorFormatter({ log, suggests });
  return (error) => format(error.toJSON(), error);
}

/** What execution finds wrong before any field is asked for lies in the variables. */
function asInput(error: GraphQLError): GraphQLError {
  if (error.path === undefined) error.extensions['code'] ??= 'BAD_USER_INPUT' satisfies ErrorCode;
  return error;
}

function tooMany(): GraphQLError {
  const code: ErrorCode = 'TOO_MANY_SUBSCRIPTIONS';
  const message = `A socket takes at most ${MOST_OPERATIONS} operations at once.`;
  return new GraphQLError(message, { extensions: { code } });
}
