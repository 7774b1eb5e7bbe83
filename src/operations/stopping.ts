import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

/** Milliseconds that requests get to end, before their connections are cut. */
const PATIENCE = 7000;

/** How a server ends so that no request is cut. */
export class Stopping {
  private begun = false;

  /** @param notice milliseconds between saying that the server stops and closing its doors */
  constructor(private readonly notice: number) {}

  /** Whether the server is about to stop: it answers still, but is to be sent nothing new. */
  get hasBegun(): boolean {
    return this.begun;
  }

  /** Has the server send clients elsewhere once it stops: one that keeps its connection would run into its end. */
  prepare(app: FastifyInstance): void {
    app.addHook('onSend', (_request, reply, payload, done) => {
      if (this.begun) void reply.header('connection', 'close');
      done(null, payload);
    });
  }

  /** Says so to whoever asks `/readyz`, waits till they have asked, then takes nothing new and ends what it has. */
  async stop(app: FastifyInstance): Promise<void> {
    this.begun = true;
    await sleep(this.notice);
    const cut = setTimeout(() => {
      app.log.warn('some requests did not end: their connections are cut');
      app.server.closeAllConnections();
    }, PATIENCE);
    await app.close();
    clearTimeout(cut);
  }
}
