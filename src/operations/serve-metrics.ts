import type { FastifyInstance, FastifyRequest } from 'fastify';
import ipaddr from 'ipaddr.js';
import type { Config } from '../config';
import { registry } from './metrics';

/** What a proxy adds: whoever stands behind one is not on this machine because the proxy is. */
const SIGNS_OF_A_PROXY = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'];

/** `/metrics`: what Prometheus reads. To whom it is not told, there is nothing at this path. */
export function addMetrics(app: FastifyInstance, told: Config['DATELINE_METRICS']): void {
  if (told === 'off') return;
  app.get('/metrics', async (request, reply) => {
    if (told === 'loopback' && !isFromThisMachine(request)) {
      reply.callNotFound();
      return;
    }
    void reply.type(registry.contentType);
    return registry.metrics();
  });
}

function isFromThisMachine({ ip, headers }: FastifyRequest): boolean {
  if (SIGNS_OF_A_PROXY.some((name) => name in headers)) return false;
  return ipaddr.isValid(ip) && ipaddr.process(ip).range() === 'loopback';
}
