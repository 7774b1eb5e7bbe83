import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { handleProtocols } from 'graphql-ws';
import { WebSocketServer } from 'ws';
import type { Config } from '../config';
import { connect } from './connection';
import { protocolOf, type ProtocolOptions } from './protocol';

const PATH = '/graphql';
/** RFC 6455: the server goes away. */
const GOING_AWAY = 1001;
/** Milliseconds that clients have to say good-bye when the server closes. */
const FAREWELL = 1000;

/** Takes WebSockets at the address of GraphQL. They are closed before the server is. */
export function addSockets(
  app: FastifyInstance,
  { config, ...given }: Omit<ProtocolOptions, 'suggests' | 'patience'> & { config: Config },
): void {
  const options = {
    ...given,
    suggests: config.DATELINE_INTROSPECTION,
    patience: config.DATELINE_QUERY_TIMEOUT_MS,
  };
  const protocol = protocolOf(options);
  // Not `{ server }`: that one would take the server's errors for its own, such as a port in use.
  const sockets = new WebSocketServer({
    noServer: true,
    // One message of each at a time: thousands may have come in one piece.
    allowSynchronousEvents: false,
    maxPayload: config.DATELINE_MAX_BODY_BYTES,
    handleProtocols,
  });
  sockets.on('connection', (socket, request) =>
    connect(protocol, { socket, request }, options.log),
  );
  app.server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    const refusal = refusalOf(request, config.DATELINE_CORS_ORIGINS);
    if (refusal) {
      refuse(stream, refusal);
      return;
    }
    sockets.handleUpgrade(request, stream, head, (socket) => {
      sockets.emit('connection', socket, request);
    });
  });
  app.addHook('preClose', () => closeAll(sockets));
}

function refusalOf(
  { url = '', headers }: IncomingMessage,
  origins: readonly string[],
): string | undefined {
  if (url.split('?')[0] !== PATH) return '404 Not Found';
  const { origin, host } = headers;
  // Browsers let any page open a socket and leave it to the server whether to speak with it.
  if (origin === undefined || origins.includes(origin)) return undefined;
  return URL.canParse(origin) && new URL(origin).host === host ? undefined : '403 Forbidden';
}

function refuse(stream: Duplex, status: string): void {
  // Who is gone before they are refused need not be.
  stream.on('error', () => stream.destroy());
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

async function closeAll(sockets: WebSocketServer): Promise<void> {
  const closed = new Promise((resolve) => sockets.close(resolve));
  for (const socket of sockets.clients) socket.close(GOING_AWAY, 'Going away');
  const timer = setTimeout(() => {
    for (const socket of sockets.clients) socket.terminate();
  }, FAREWELL);
  await closed;
  clearTimeout(timer);
}
