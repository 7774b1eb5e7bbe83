/**
 * Runs a task, never twice at once. Whoever asks while it runs gets the run that follows, together with
 * all who ask meanwhile: it begins after each of them asked.
 */
export class OneAtATime {
  private running: Promise<void> | undefined;
  private following: Promise<void> | undefined;

  constructor(private readonly task: () => Promise<void>) {}

  run(): Promise<void> {
    if (this.following) return this.following;
    if (!this.running) return this.start();
    const follow = (): Promise<void> => {
      this.following = undefined;
      return this.start();
    };
    // Whoever asked for the run before is told how it ended.
    this.following = this.running.then(follow, follow);
    return this.following;
  }

  /** Resolves when no run is under way. */
  async idle(): Promise<void> {
    await Promise.allSettled([this.following ?? this.running]);
  }

  private start(): Promise<void> {
    const running = this.task().finally(() => {
      if (this.running === running) this.running = undefined;
    });
    this.running = running;
    return running;
  }
}
