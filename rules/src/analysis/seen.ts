/** Remembers what was visited before, so that cycles end. */
export class Seen {
  readonly #keys = new Map<object, Set<string>>();

  /** Whether this was visited before under this key; remembers that it is now. */
  before(visited: object, key: string): boolean {
    const keys = this.#keys.get(visited) ?? new Set();
    this.#keys.set(visited, keys);
    if (keys.has(key)) return true;
    keys.add(key);
    return false;
  }
}
