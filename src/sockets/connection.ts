import type { IncomingMessage } from 'node:http';
import type { FastifyBaseLogger } from 'fastify';
import { GraphQLError } from 'graphql';
import { CloseCode, type Server } from 'graphql-ws';
import type { WebSocket } from 'ws';

/** Bytes that may wait for a client to take them. */
const MOST_BUFFERED = 1024 * 1024;
/** Milliseconds from one sign of life to the next: a client that has given none meanwhile is gone. */
const HEARTBEAT = 12_000;
/** Milliseconds that a client has to take what is left for it. */
const FAREWELL = 1000;
/** The client does not take what it is sent as fast as that comes. */
const TOO_SLOW = 4008;
/** RFC 6455: the server can't serve now; the client may try again. */
const TRY_AGAIN = 1013;
/** Codes of errors that say so. */
const LATER = ['SERVICE_UNAVAILABLE', 'RATE_LIMITED'];

/** What belongs to one socket. */
export interface Connected {
  socket: WebSocket;
  request: IncomingMessage;
}

/** Lets the protocol speak through a socket, and ends the socket when the client is too slow or gone. */
export function connect(
  protocol: Server<Connected>,
  { socket, request }: Connected,
  log: FastifyBaseLogger,
): void {
  const fail = (error: unknown): void => {
    if (error instanceof GraphQLError && LATER.includes(String(error.extensions['code']))) {
      socket.close(TRY_AGAIN, 'Try again later');
      return;
    }
    // What is nested too deep to be written back, as the payload of a ping is.
    if (error instanceof RangeError) {
      socket.close(CloseCode.BadRequest, 'Invalid message received');
      return;
    }
    log.error({ err: error }, 'a message could not be handled');
    socket.close(CloseCode.InternalServerError, 'Internal server error');
  };
  const closed = protocol.opened(
    {
      protocol: socket.protocol,
      send: (data) => send(socket, data, log),
      close: (code, reason) => socket.close(code, reason),
      onMessage: (handle) =>
        socket.on('message', (data: Buffer) => void handle(data.toString()).catch(fail)),
    },
    { socket, request },
  );
  const heartbeat = keepAlive(socket);
  socket.on('error', (error) => log.info({ err: error }, 'a socket failed'));
  socket.once('close', (code, reason) => {
    clearInterval(heartbeat);
    closed(code, reason.toString()).catch(fail);
  });
}

/** Resolves when the message has left the process, so that the next is made only then. */
async function send(socket: WebSocket, data: string, log: FastifyBaseLogger): Promise<void> {
  if (socket.readyState !== socket.OPEN) return;
  if (socket.bufferedAmount > MOST_BUFFERED) {
    log.info('a client that takes too little is cut off');
    socket.close(TOO_SLOW, 'Too slow');
    // The message that says so waits behind all that the client did not take.
    setTimeout(() => socket.terminate(), FAREWELL);
    return;
  }
  await new Promise<void>((resolve) => {
    // A client that is gone is told nothing; its socket says so by itself.
    socket.send(data, () => resolve());
  });
}

function keepAlive(socket: WebSocket): NodeJS.Timeout {
  let isAlive = true;
  socket.on('pong', () => {
    isAlive = true;
  });
  return setInterval(() => {
    if (!isAlive) {
      socket.terminate();
      return;
    }
    isAlive = false;
    socket.ping();
  }, HEARTBEAT);
}
