import { unavailable } from '../graphql/errors';
import { Queues } from './queues';

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
  private readonly waiting = new Queues<Waiting>();

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
    const isFree = this.waiting.isEmpty && this.fits(points);
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
        this.waiting.delete(client, turn);
        reject(busy());
      }, patience);
      this.waiting.add(client, turn);
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
    const fits = ({ points }: Waiting): boolean => this.fits(points);
    for (let turn = this.waiting.take(fits); turn; turn = this.waiting.take(fits)) turn.begin();
  }
}

/** The answer to whoever has waited in vain. */
export function busy(): Error {
  return unavailable('SERVICE_UNAVAILABLE', 'The server is busy. Try again.');
}
