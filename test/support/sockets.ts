import { createClient, type Client, type ClientOptions } from 'graphql-ws';
import type { FastifyInstance } from 'fastify';
import WebSocket from 'ws';
import type { GraphQLResult } from './server';

/** Where a server's sockets are; the server listens from then on. */
export async function listen(app: FastifyInstance): Promise<string> {
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  return `${address.replace('http', 'ws')}/graphql`;
}

export function clientOf(url: string, options: Partial<ClientOptions> = {}): Client {
  return createClient({
    ...{ url, webSocketImpl: WebSocket, retryAttempts: 0 },
    // What goes wrong is told to each subscription.
    onNonLazyError: () => undefined,
    ...options,
  });
}

/** What a client has heard by one operation. */
export interface Heard {
  results: GraphQLResult[];
  /** Errors that ended it, or how the socket was closed. */
  errors: unknown[];
  isComplete: boolean;
  stop: () => void;
}

export function hear(client: Client, query: string, variables?: Record<string, unknown>): Heard {
  const heard: Heard = { results: [], errors: [], isComplete: false, stop: () => undefined };
  heard.stop = client.subscribe(
    { query, ...(variables && { variables }) },
    {
      next: (result) => heard.results.push(result as GraphQLResult),
      error: (error) => heard.errors.push(error),
      complete: () => {
        heard.isComplete = true;
      },
    },
  );
  return heard;
}

/** A socket that speaks the protocol only as far as the test does. */
export function bareSocket(url: string, options: WebSocket.ClientOptions = {}): WebSocket {
  return new WebSocket(url, 'graphql-transport-ws', options);
}

/** How a socket ends: the code by which it is closed, or the status by which it is refused. */
export function endOf(socket: WebSocket): Promise<number> {
  return new Promise((resolve) => {
    socket.on('close', resolve);
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    socket.on('error', () => undefined);
  });
}
