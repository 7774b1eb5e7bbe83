interface Node<T> {
  value?: T;
  /** The token that leads on, where only one does: most nodes need no map. */
  token?: string;
  child?: Node<T>;
  children?: Map<string, Node<T>>;
}

/** Values under sequences of tokens, all of which that stand at one place of a text are found in one walk. */
export class TokenTrie<T> {
  readonly #root: Node<T> = { children: new Map() };

  /** The value under these tokens; where there is none yet it is made. */
  at(tokens: readonly string[], make: () => T): T {
    let node = this.#root;
    for (const token of tokens) node = childOf(node, token) ?? addChild(node, token);
    return (node.value ??= make());
  }

  /**
   * Tells every value whose tokens stand in a text from `start` on, the shortest first.
   *
   * @param found is told the value, and the token just behind it
   */
  walk(tokens: readonly string[], start: number, found: (value: T, end: number) => void): void {
    let node: Node<T> | undefined = this.#root;
    for (let at = start; at < tokens.length; at++) {
      node = childOf(node, tokens[at] ?? '');
      if (node === undefined) return;
      if (node.value !== undefined) found(node.value, at + 1);
    }
  }
}

function childOf<T>(node: Node<T>, token: string): Node<T> | undefined {
  return node.token === token ? node.child : node.children?.get(token);
}

function addChild<T>(node: Node<T>, token: string): Node<T> {
  const child: Node<T> = {};
  if (node.token === undefined && node.children === undefined) {
    node.token = token;
    node.child = child;
  } else {
    node.children ??= new Map();
    node.children.set(token, child);
  }
  return child;
}
