/** What waits, by client. Clients take turns, however much one of them has waiting. */
export class Queues<T> {
  /** The client whose turn is next comes first. */
  private readonly of = new Map<string, Set<T>>();

  get isEmpty(): boolean {
    return this.of.size === 0;
  }

  add(client: string, one: T): void {
    const queue = this.of.get(client) ?? new Set();
    this.of.set(client, queue.add(one));
  }

  /** Takes out what does not wait any more. */
  delete(client: string, one: T): void {
    const queue = this.of.get(client);
    queue?.delete(one);
    if (queue?.size === 0) this.of.delete(client);
  }

  /** Takes the one whose turn it is, if it may be had. */
  take(mayBeHad: (one: T) => boolean = () => true): T | undefined {
    for (const [client, queue] of this.of) {
      for (const one of queue) {
        if (!mayBeHad(one)) return undefined;
        queue.delete(one);
        // The others come first from now on.
        this.of.delete(client);
        if (queue.size > 0) this.of.set(client, queue);
        return one;
      }
    }
    return undefined;
  }
}
