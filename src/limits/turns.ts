import { unavailable } from '../graphql/errors';

/** An operation of less than this part of what may run at once never waits. */
const SMALL = 1 / 50;

interface Waiting {
  points: number;
  begin(): void;
}

/**
 * Lets operations begin in turn, so that not too many points run at once: dear ones, of which an attacker
 * may send any number, wait for each other, while small ones are answered between them.
 */
export class Turns {
  private running = 0;
  private readonly waiting = new Set<Waiting>();

  /** @param most the points that may run at once */
  constructor(private readonly most: number) {}

  /**
   * Waits until an operation may begin, and gives the function that ends it.
   *
   * @param patience milliseconds that it may wait
   * @throws SERVICE_UNAVAILABLE
   */
  take(points: number, patience: number): Promise<() => void> {
    const isFree = this.waiting.size === 0 && this.running + points <= this.most;
    if (isFree || points <= this.most * SMALL) return Promise.resolve(this.begin(points));
    return new Promise((resolve, reject) => {
      const turn: Waiting = {
        points,
        begin: () => {
          clearTimeout(late);
          resolve(this.begin(points));
        },
      };
      const late = setTimeout(() => {
        this.waiting.delete(turn);
        reject(unavailable('SERVICE_UNAVAILABLE', 'The server is busy. Try again.'));
      }, patience);
      this.waiting.add(turn);
    });
  }

  private begin(points: number): () => void {
    this.running += points;
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      this.running -= points;
      this.next();
    };
  }

  private next(): void {
    for (const turn of this.waiting) {
      // One that is larger than all that may run at once runs alone.
      if (this.running > 0 && this.running + turn.points > this.most) return;
      this.waiting.delete(turn);
      turn.begin();
    }
  }
}
