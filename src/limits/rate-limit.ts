import type { FastifyInstance, FastifyRequest } from 'fastify';
import { RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';
import { refusal } from '../graphql/errors';
import { clientAt } from '../http/client';

/** What a client may spend: points in so many seconds. */
export interface Quota {
  points: number;
  seconds: number;
}

/** A request, or what stands for one that came through a socket. */
type Asking = Pick<FastifyRequest, 'ip'>;

/**
 * Takes what requests cost from what their clients may spend, and says in every answer what is left.
 * A request costs its address a point at once, whatever becomes of it; an operation that is run costs
 * its own points.
 */
export class RateLimit {
  private readonly spent = new WeakMap<Asking, RateLimiterRes>();
  private readonly policy: string;

  constructor(
    private readonly limiter: RateLimiterAbstract,
    { points, seconds }: Quota,
  ) {
    this.policy = `"points";q=${points};w=${seconds}`;
  }

  /** Takes a point of every request of a scope, and tells in its answers what is left. */
  guard(scope: FastifyInstance): void {
    scope.addHook('onRequest', (request) => this.spend(request, 1));
    scope.addHook('onSend', (request, reply, _payload, done) => {
      const spent = this.spent.get(request);
      if (spent) {
        const wait = Math.ceil(spent.msBeforeNext / 1000);
        void reply
          .header('ratelimit-policy', this.policy)
          .header('ratelimit', `"points";r=${Math.max(spent.remainingPoints, 0)};t=${wait}`);
        if (reply.statusCode === 429) void reply.header('retry-after', wait);
      }
      done();
    });
  }

  /**
   * Takes the points of an operation, of which its request has paid one.
   *
   * @param key what the client is known by; without one it is its address
   * @throws RATE_LIMITED
   */
  async charge(request: Asking, points: number, key?: string): Promise<void> {
    if (points > 1) await this.spend(request, points - 1, key);
  }

  /**
   * Takes points for what no request has paid for.
   *
   * @param key what the client is known by; without one it is its address
   * @throws RATE_LIMITED
   */
  async spend(request: Asking, points: number, key?: string): Promise<void> {
    const client = key === undefined ? clientAt(request.ip) : `key ${key}`;
    try {
      this.spent.set(request, await this.limiter.consume(client, points));
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      this.spent.set(request, refused);
      throw refusal('RATE_LIMITED', 'Too much at once. Retry-After says when to come again.', 429);
    }
  }
}
