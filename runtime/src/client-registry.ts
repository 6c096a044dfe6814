/** What a registry has to know about one kind of client. */
export interface ClientAdapter<Client, Source> {
  open(source: Source): Client;
  /** Whether the client is closed for good and will not reconnect. */
  isEnded(client: Client): boolean;
  onEnd(client: Client, listener: () => void): void;
  /** Closes the client whatever its state; settles once it is closed. */
  close(client: Client): Promise<void>;
}

/** The place of one shared client, which outlives the client itself. */
export interface Entry<Client, Source> {
  readonly key: string;
  readonly source: Source;
  client: Client | undefined;
}

/**
 * One shared client per key, and a list of the dedicated ones. It knows
 * nothing about Redis; the adapter does.
 */
export class ClientRegistry<Client, Source> {
  readonly #adapter: ClientAdapter<Client, Source>;
  readonly #entries = new Map<string, Entry<Client, Source>>();
  readonly #dedicated = new Set<Client>();

  constructor(adapter: ClientAdapter<Client, Source>) {
    this.#adapter = adapter;
  }

  /** The entry of a key. Opens nothing. */
  entry(key: string, source: Source): Entry<Client, Source> {
    return this.#entries.get(key) ?? { key, source, client: undefined };
  }

  /** The shared client of an entry, opened when there is none alive. */
  get(entry: Entry<Client, Source>): Client {
    return this.#alive(entry) ?? this.#open(entry);
  }

  /** Tracks a client that its caller owns, until it ends. */
  track<Own extends Client>(client: Own): Own {
    this.#dedicated.add(client);
    this.#adapter.onEnd(client, () => this.#dedicated.delete(client));
    return client;
  }

  /** Forgets every client at once, then closes them all. */
  async reset(): Promise<void> {
    const shared = [...this.#entries.values()].map((entry) => entry.client);
    const clients = [...shared, ...this.#dedicated];
    this.#entries.clear();
    this.#dedicated.clear();
    await Promise.all(
      clients
        .filter((client) => client !== undefined)
        .map((client) => this.#adapter.close(client)),
    );
  }

  // A client can have ended without its 'end' event having been delivered yet.
  #alive(entry: Entry<Client, Source>): Client | undefined {
    const { client } = entry;
    if (client === undefined || this.#adapter.isEnded(client)) return undefined;
    return client;
  }

  #open(stale: Entry<Client, Source>): Client {
    // Its key may have been opened again through another entry in the meantime.
    const entry = this.#entries.get(stale.key) ?? stale;
    const alive = this.#alive(entry);
    if (alive !== undefined) return alive;

    const client = this.#adapter.open(entry.source);
    entry.client = client;
    this.#entries.set(entry.key, entry);
    this.#adapter.onEnd(client, () => this.#drop(entry, client));
    return client;
  }

  #drop(entry: Entry<Client, Source>, client: Client): void {
    if (entry.client !== client) return;
    entry.client = undefined;
    if (this.#entries.get(entry.key) === entry) this.#entries.delete(entry.key);
  }
}
