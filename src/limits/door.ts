import type { FastifyInstance, FastifyRequest } from 'fastify';
import { clientAt } from '../http/client';
import { Queues } from './queues';
import { busy } from './turns';

/** Milliseconds of a round of the event loop after which no more is begun in it. */
const SLICE = 2;
/** The most that is begun in a round, for much of it goes on in later ones. */
const MOST = 8;
/** Milliseconds for which connections that come in one after the other go before requests. */
const COMING = 5;

interface Waiting {
  /** When it has waited in vain, by the clock of `performance.now()`. */
  until: number;
  begin(): void;
  refuse(error: Error): void;
}

/**
 * Lets requests in by turns of their clients, once they have arrived whole and before anything of them is
 * read: a few in each round of the event loop, or one that takes long. An answer takes several rounds, and a
 * connection is accepted in one; if a thousand requests were begun in each, everybody would wait for all of
 * them many times.
 */
export class Door {
  private readonly waiting = new Queues<Waiting>();
  private readonly inside = new WeakSet<FastifyRequest>();
  private isOpen = false;
  /** Whether a connection has come since the last round. */
  private isComing = false;
  /** When what was begun last had gone on as far as it could at once. */
  private lastBegun = 0;

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
        this.let(request.ip, () => void parse(request, body, done), done);
      },
    );
    scope.addHook('preValidation', (request, _reply, done) => {
      if (this.inside.has(request)) done();
      else this.let(request.ip, done, done);
    });
  }

  /** Has connections come before requests. */
  watch({ server }: FastifyInstance): void {
    server.on('connection', () => (this.isComing = true));
  }

  /** Waits until what came from an address may begin. @throws SERVICE_UNAVAILABLE */
  enter(address: string): Promise<void> {
    return new Promise((resolve, reject) => this.let(address, resolve, reject));
  }

  private let(address: string, begin: () => void, refuse: (error: Error) => void): void {
    const until = performance.now() + this.patience;
    this.waiting.add(clientAt(address), { until, begin, refuse });
    this.open();
  }

  /** Not before all that has come in this round is heard of. */
  private open(): void {
    if (this.isOpen) return;
    this.isOpen = true;
    setImmediate(() => void this.round());
  }

  private async round(): Promise<void> {
    const began = performance.now();
    const isComing = this.isComing && began - this.lastBegun < COMING;
    this.isComing = false;
    for (let left = isComing ? 0 : MOST; left > 0 && performance.now() - began < SLICE; left--) {
      const turn = this.waiting.take();
      if (!turn) break;
      if (began > turn.until) turn.refuse(busy());
      else turn.begin();
      await settled();
      this.lastBegun = performance.now();
    }
    this.isOpen = false;
    if (!this.waiting.isEmpty) this.open();
  }
}

/** Comes after all that can go on without waiting has. */
function settled(): Promise<void> {
  return new Promise((resolve) => queueMicrotask(() => process.nextTick(resolve)));
}
