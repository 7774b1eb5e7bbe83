import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Viewer } from '../graphql/viewer';
import type { Authenticate } from './authenticate';

/**
 * Learns who sends each request of a scope before anything else is done with it.
 *
 * @returns who that is; undefined where what they bring does not hold, and the request is refused
 */
export function identifyViewers(
  scope: FastifyInstance,
  authenticate: Authenticate,
): (request: FastifyRequest) => Viewer | undefined {
  const viewers = new WeakMap<FastifyRequest, Viewer>();
  scope.addHook('onRequest', async (request) => {
    viewers.set(request, await authenticate(request.headers.authorization));
  });
  return (request) => viewers.get(request);
}
