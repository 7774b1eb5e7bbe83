import type { FastifyInstance, FastifyRequest } from 'fastify';
import { unavailable } from '../graphql/errors';
import { clientAt } from '../http/client';
import { whenOver } from '../http/connections';
import { Turns } from './turns';

/**
 * Lets requests in by turns of their clients once they have arrived whole, before anything is read of them, so
 * that not many are at work at once. A server is one thread: what a thousand requests need of it, each of
 * them would wait for otherwise, several times, as each is answered in several steps.
 */
export class Door {
  private readonly turns: Turns;
  private readonly inside = new WeakMap<FastifyRequest, () => void>();

  /**
   * @param most the requests that may be at work at once
   * @param patience milliseconds that one may wait
   */
  constructor(
    most: number,
    private readonly patience: number,
  ) {
    this.turns = new Turns(most);
  }

  /** Has every request of a scope come in through here. Who is slow to take its answer is not inside. */
  guard(scope: FastifyInstance): void {
    scope.addHook('preValidation', async (request, reply) => {
      const leave = await this.enter(request.ip, this.patience - reply.elapsedTime);
      this.inside.set(request, leave);
      if (reply.raw.closed)
        throw unavailable('SERVICE_UNAVAILABLE', 'Nobody waits for the answer.');
      whenOver(reply.raw, leave);
    });
    scope.addHook('onSend', (request, _reply, payload, done) => {
      this.leave(request);
      done(null, payload);
    });
  }

  /** Waits until what came from an address may begin, and gives the function that ends it. */
  enter(address: string, patience = this.patience): Promise<() => void> {
    return this.turns.take(clientAt(address), 1, patience);
  }

  /** Lets another in, as this one only waits. */
  leave(request: FastifyRequest): void {
    this.inside.get(request)?.();
  }
}
