import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { cachedAnswers, httpRequests, httpSeconds } from './metrics';

/** What a caller may call a request: enough for a UUID or a trace id, and nothing that a log could choke on. */
const REQUEST_ID = /^[\w.:-]{1,100}$/;

/** The id that a caller gave a request, else a new one: it is in the log, and goes back to the caller. */
export function requestIdOf({ headers }: { headers: IncomingHttpHeaders }): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
}

/** Tells of every request: its id to the caller, its outcome to the log and to Prometheus. */
export function addRequestReports(app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id);
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    report(request, reply);
    done();
  });
}

function report(request: FastifyRequest, reply: FastifyReply): void {
  const route = request.routeOptions.url ?? 'none';
  const { method } = request;
  const { statusCode: status, elapsedTime } = reply;
  httpRequests.inc({ method, route, status });
  httpSeconds.observe({ route }, elapsedTime / 1000);
  if (route === '/graphql') cachedAnswers.inc({ result: cacheResult(reply) });
  // Neither the query string nor the body: they hold what people search for.
  request.log.info({ method, route, status, ms: Math.round(elapsedTime) }, 'answered');
}

function cacheResult(reply: FastifyReply): string {
  const status = String(reply.getHeader('cache-status') ?? '');
  if (status.includes('hit')) return 'hit';
  return status.includes('stored') ? 'stored' : 'none';
}
