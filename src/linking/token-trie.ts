/** A token beyond all that a trie may number. */
const MOST_TOKENS = 2 ** 26;

/** Values under sequences of tokens, all of which that stand at one place of a text are found in one walk. */
export class TokenTrie<T> {
  readonly #numbers = new Map<string, number>();
  /** The node that a token leads to from another, under both their numbers in one. */
  readonly #next = new Map<number, number>();
  readonly #values: (T | undefined)[] = [undefined];

  /** The value under these tokens; where there is none yet it is made. */
  at(tokens: readonly string[], make: () => T): T {
    let node = 0;
    for (const token of tokens) node = this.#nodeBehind(node, token);
    return (this.#values[node] ??= make());
  }

  get(tokens: readonly string[]): T | undefined {
    let node: number | undefined = 0;
    for (const token of tokens) {
      const number = this.#numbers.get(token);
      node = number === undefined ? undefined : this.#next.get(node * MOST_TOKENS + number);
      if (node === undefined) return undefined;
    }
    return this.#values[node];
  }

  /** Every value whose tokens stand in a text from `start` on, with the place just behind them, the shortest first. */
  *from(tokens: readonly string[], start: number): Generator<{ value: T; end: number }> {
    let node = 0;
    for (let at = start; at < tokens.length; at++) {
      const number = this.#numbers.get(tokens[at] ?? '');
      if (number === undefined) return;
      const next = this.#next.get(node * MOST_TOKENS + number);
      if (next === undefined) return;
      node = next;
      const value = this.#values[node];
      if (value !== undefined) yield { value, end: at + 1 };
    }
  }

  #nodeBehind(node: number, token: string): number {
    const number = this.#numbers.get(token) ?? this.#numbers.size;
    this.#numbers.set(token, number);
    const step = node * MOST_TOKENS + number;
    const known = this.#next.get(step);
    if (known !== undefined) return known;
    this.#values.push(undefined);
    const made = this.#values.length - 1;
    this.#next.set(step, made);
    return made;
  }
}
