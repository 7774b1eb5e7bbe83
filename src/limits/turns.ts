import { unavailable } from '../graphql/errors';

interface Waiting {
  points: number;
  begin(): void;
}

/**
 * Lets work begin in turn, so that not too much runs at once. Clients take turns: whoever sends much waits
 * behind its own, and the others wait for one piece of it at a time.
 */
export class Turns {
  private running = 0;
  /** What each client has waiting, the client whose turn is next first. */
  private readonly queues = new Map<string, Set<Waiting>>();

  /**
   * @param most the points that may run at once
   * @param small the points of work that never waits
   */
  constructor(
    private readonly most: number,
    private readonly small = 0,
  ) {}

  /**
   * Waits until a client's work may begin, and gives the function that ends it.
   *
   * @param patience milliseconds that it may wait
   * @throws SERVICE_UNAVAILABLE
   */
  take(client: string, points: number, patience: number): Promise<() => void> {
    const isFree = this.queues.size === 0 && this.fits(points);
    if (isFree || points <= this.small) return Promise.resolve(this.begin(points));
    return new Promise((resolve, reject) => {
      const turn: Waiting = {
        points,
        begin: () => {
          clearTimeout(late);
          resolve(this.begin(points));
        },
      };
      const late = setTimeout(() => {
        this.leave(client, turn);
        reject(unavailable('SERVICE_UNAVAILABLE', 'The server is busy. Try again.'));
      }, patience);
      const queue = this.queues.get(client) ?? new Set();
      this.queues.set(client, queue.add(turn));
    });
  }

  private begin(points: number): () => void {
    this.running += points;
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      // Not before all that has come is heard of: what waits for nothing would else be done in one go.
      setImmediate(() => {
        this.running -= points;
        this.next();
      });
    };
  }

  /** One that is larger than all that may run at once runs alone. */
  private fits(points: number): boolean {
    return this.running === 0 || this.running + points <= this.most;
  }

  private next(): void {
    for (const [client, queue] of this.queues) {
      const [turn] = queue;
      if (!turn || !this.fits(turn.points)) return;
      this.leave(client, turn);
      // The others come first from now on: a loop over a map comes to what is put at its end meanwhile.
      if (this.queues.delete(client)) this.queues.set(client, queue);
      turn.begin();
    }
  }

  private leave(client: string, turn: Waiting): void {
    const queue = this.queues.get(client);
    queue?.delete(turn);
    if (queue?.size === 0) this.queues.delete(client);
  }
}
