import { SingleBar } from 'cli-progress';
import type { DeskSource, Source } from '../import/sources';
import type { Tally } from '../import/tally';

const FULL = '{bar} {percentage}% · {articles} articles · {rate}/s · {left} left';
/** Where nobody knows how much there is. */
const OPEN = '{megabytes} MB · {articles} articles · {rate}/s';

/** How far an import is: a bar on a terminal, a line a second in a log. */
export class ImportProgress {
  readonly #bar: SingleBar | undefined;
  readonly #timer: NodeJS.Timeout | undefined;
  readonly #total: number;
  readonly #begun = performance.now();
  #bytes = 0;

  constructor(
    sources: readonly (Source | DeskSource)[],
    private readonly tally: Tally,
    quiet: boolean,
  ) {
    const sizes = sources.map((source) => ('desk' in source ? 0 : source.size));
    const known = sizes.every((size) => size !== null);
    this.#total = known ? sizes.reduce((sum, size) => sum + size, 0) : 0;
    if (quiet) return;
    this.#bar = new SingleBar({
      format: this.#total > 0 ? FULL : OPEN,
      stream: process.stderr,
      noTTYOutput: true,
      notTTYSchedule: 1000,
      barsize: 24,
      hideCursor: true,
    });
    this.#bar.start(Math.max(this.#total, 1), 0, this.#shown());
    this.#timer = setInterval(() => this.#show(), 250);
    this.#timer.unref();
  }

  read(bytes: number): void {
    this.#bytes += bytes;
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#show();
    this.#bar?.stop();
  }

  #show(): void {
    this.#bar?.update(this.#total > 0 ? Math.min(this.#bytes, this.#total) : 0, this.#shown());
  }

  #shown(): Record<string, string> {
    const seconds = Math.max((performance.now() - this.#begun) / 1000, 0.001);
    const left = this.#bytes > 0 ? (seconds * (this.#total - this.#bytes)) / this.#bytes : 0;
    return {
      articles: this.tally.read.toLocaleString('en'),
      rate: Math.round(this.tally.read / seconds).toLocaleString('en'),
      left: `${Math.floor(left / 60)}:${String(Math.floor(left % 60)).padStart(2, '0')}`,
      megabytes: (this.#bytes / 1e6).toFixed(1),
    };
  }
}
