import type { FastifyInstance, FastifyRequest } from 'fastify';
import { clientAt } from '../http/client';
import { Turns } from './turns';

/** How many requests are begun before the event loop looks at all else that has come. */
const AT_ONCE = 4;

/**
 * Lets requests in by turns of their clients, once they have arrived whole and before anything of them is
 * read: a few in each round of the event loop. An answer takes several rounds, and a connection is accepted in
 * one; if a thousand requests were begun in each, everybody would wait for all of them many times.
 */
export class Door {
  private readonly turns = new Turns(AT_ONCE);
  private readonly inside = new WeakSet<FastifyRequest>();

  /** @param patience milliseconds that a request may wait */
  constructor(private readonly patience: number) {}

  /** Has every request of a scope come in through here. */
  guard(scope: FastifyInstance): void {
    const parse = scope.getDefaultJsonParser('error', 'error');
    scope.addContentTypeParser(
      'application/json',
      { parseAs: 'string' },
      (request, body: string, done) => {
        this.inside.add(request);
        this.enter(request.ip).then(() => parse(request, body, done), done);
      },
    );
    scope.addHook('preValidation', async (request) => {
      if (!this.inside.has(request)) await this.enter(request.ip);
    });
  }

  /** Waits until what came from an address may begin. */
  async enter(address: string): Promise<void> {
    const end = await this.turns.take(clientAt(address), 1, this.patience);
    end();
  }
}
