import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import proxyAddress from '@fastify/proxy-addr';
import type { FastifyHttpOptions, FastifyInstance } from 'fastify';
import type { Config } from '../config';
import { clientAt } from './client';
import { answerUnreadable, answerUnroutable } from './refusals';

/** Milliseconds between looks at how long connections have been sending. */
const CHECKED_EVERY = 500;
/** UTF-16 code units of a slug in an address: as long as they may be. */
const LONGEST_SLUG = 200;

/** How long, how much and from whom this server takes what is sent. */
export function connectionOptions(config: Config): FastifyHttpOptions<Server> {
  return {
    bodyLimit: config.DATELINE_MAX_BODY_BYTES,
    requestTimeout: config.DATELINE_REQUEST_TIMEOUT_MS,
    keepAliveTimeout: config.DATELINE_KEEP_ALIVE_MS,
    trustProxy: config.DATELINE_TRUSTED_PROXIES ?? false,
    clientErrorHandler: answerUnreadable,
    frameworkErrors: answerUnroutable,
    routerOptions: { maxParamLength: LONGEST_SLUG },
    http: {
      headersTimeout: config.DATELINE_HEADERS_TIMEOUT_MS,
      connectionsCheckingInterval: CHECKED_EVERY,
    },
  };
}

/** Tells who sent what came by no route, just as Fastify finds `request.ip`. */
export function addressesOf({
  DATELINE_TRUSTED_PROXIES: proxies = [],
}: Config): (request: IncomingMessage) => string {
  const isTrusted = proxyAddress.compile(proxies);
  return (request) => proxyAddress(request, isTrusted);
}

/** What comes when there are so many already, in all or of its client, is closed at once. */
export function limitConnections({ server }: FastifyInstance, config: Config): void {
  server.maxConnections = config.DATELINE_MAX_CONNECTIONS;
  const most = config.DATELINE_CLIENT_CONNECTIONS;
  // A proxy brings many clients.
  if (config.DATELINE_TRUSTED_PROXIES) return;
  const open = new Map<string, number>();
  server.on('connection', (socket: Socket) => {
    const client = clientAt(socket.remoteAddress ?? '');
    const count = (open.get(client) ?? 0) + 1;
    open.set(client, count);
    socket.once('close', () => {
      const left = (open.get(client) ?? 0) - 1;
      if (left > 0) open.set(client, left);
      else open.delete(client);
    });
    if (count > most) socket.destroy();
  });
}

/** Calls back when nothing more is sent, and tells whether the client went before it had its answer. */
export function whenOver(response: ServerResponse, over: (gone: boolean) => void): void {
  response.once('close', () => over(!response.writableFinished));
}
