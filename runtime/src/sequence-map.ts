interface Node<Value> {
  /** By the next item of a sequence; only where some sequence goes on. */
  next?: Map<unknown, Node<Value>>;
  value?: Value;
}

/**
 * A map whose keys are sequences, equal when their items are, one by one, as
 * keys of a `Map`. It finds a sequence without building a text of it.
 */
export class SequenceMap<Value extends object> {
  #root: Node<Value> = {};
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get(sequence: readonly unknown[]): Value | undefined {
    let node: Node<Value> | undefined = this.#root;
    for (const item of sequence) {
      node = node.next?.get(item);
      if (node === undefined) return undefined;
    }
    return node.value;
  }

  set(sequence: readonly unknown[], value: Value): void {
    let node = this.#root;
    for (const item of sequence) node = child(node, item);
    if (node.value === undefined) this.#size++;
    node.value = value;
  }

  clear(): void {
    this.#root = {};
    this.#size = 0;
  }
}

function child<Value>(node: Node<Value>, item: unknown): Node<Value> {
  node.next ??= new Map();
  let next = node.next.get(item);
  if (next === undefined) {
    next = {};
    node.next.set(item, next);
  }
  return next;
}
