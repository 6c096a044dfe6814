import { publishClose, publishHit, publishOpen } from './events.js';
import { type RedisClientInfo, infoOf } from './inspect.js';
import {
  newOpening,
  type Opening,
  type RedisClientKind,
  rememberOpening,
} from './opening.js';
import { requireRunning } from './shutdown.js';

/** What a registry has to know about one kind of client. */
export interface ClientAdapter<Client extends object, Source> {
  /** The driver and its major version, for example `ioredis@6`. */
  readonly driver: string;
  readonly kind: RedisClientKind;
  /** The server of a source, for people: without credentials. */
  endpoint(source: Source): string;
  open(source: Source, opening: Opening): Client;
  /** Whether the client is closed for good and will not reconnect. */
  isEnded(client: Client): boolean;
  onEnd(client: Client, listener: () => void): void;
  /** Closes the client whatever its state; settles once it is closed. */
  close(client: Client, timeoutMs: number): Promise<void>;
  status(client: Client): string;
  /** How many commands have no reply yet, where the driver tells. */
  pending(client: Client): number | undefined;
}

/** The place of one shared client, which outlives the client itself. */
export interface Entry<Client, Source> {
  readonly key: string;
  readonly source: Source;
  open: Open<Client> | undefined;
}

interface Open<Client> {
  readonly client: Client;
  readonly opening: Opening;
}

/**
 * One shared client per key, and a list of the dedicated ones. It knows
 * nothing about Redis; the adapter does.
 */
export class ClientRegistry<Client extends object, Source> {
  readonly #adapter: ClientAdapter<Client, Source>;
  readonly #entries = new Map<string, Entry<Client, Source>>();
  readonly #dedicated = new Set<Open<Client>>();

  /** Also what earlier resets have not closed yet. */
  readonly #closing = new Set<Promise<void>>();

  constructor(adapter: ClientAdapter<Client, Source>) {
    this.#adapter = adapter;
  }

  /** The entry of a key. Opens nothing. */
  entry(key: string, source: Source): Entry<Client, Source> {
    return this.#entries.get(key) ?? { key, source, open: undefined };
  }

  /** The shared client of an entry, opened when there is none alive. */
  get(entry: Entry<Client, Source>, role?: string): Client {
    const open = this.#alive(entry);
    if (open === undefined) return this.#openShared(entry, role);
    const { client, opening } = open;
    opening.hits++;
    if (role !== undefined) opening.roles.add(role);
    publishHit(opening, role);
    return client;
  }

  /** Opens a client that its caller owns, and tracks it until it ends. */
  dedicate<Own extends Client>(
    source: Source,
    open: (source: Source, opening: Opening) => Own,
  ): Own {
    const opening = this.#newOpening('dedicated', source);
    const client = open(source, opening);
    const dedicated = { client, opening };
    this.#dedicated.add(dedicated);
    this.#opened(dedicated, () => this.#dedicated.delete(dedicated));
    return client;
  }

  inspect(): RedisClientInfo[] {
    return this.#all().map(({ client, opening }) =>
      infoOf(opening, {
        status: this.#adapter.status(client),
        pending: this.#adapter.pending(client),
      }),
    );
  }

  /**
   * Forgets every client at once, then closes them all. Settles once they are
   * closed, and those of an earlier call too.
   *
   * @param kept The ids of dedicated clients that are left alone.
   */
  async reset(
    timeoutMs: number,
    kept: ReadonlySet<string> = new Set(),
  ): Promise<void> {
    const all = this.#all().filter(({ opening }) => !kept.has(opening.id));
    this.#entries.clear();
    for (const open of all) this.#dedicated.delete(open);
    for (const { client } of all) {
      const closing = this.#adapter
        .close(client, timeoutMs)
        .finally(() => this.#closing.delete(closing));
      this.#closing.add(closing);
    }
    await Promise.all(this.#closing);
  }

  #all(): Open<Client>[] {
    const shared = [...this.#entries.values()].map(({ open }) => open);
    return [...shared, ...this.#dedicated].filter((open) => open !== undefined);
  }

  // A client can have ended without its 'end' event having been delivered yet.
  #alive(entry: Entry<Client, Source>): Open<Client> | undefined {
    const { open } = entry;
    return open === undefined || this.#adapter.isEnded(open.client)
      ? undefined
      : open;
  }

  #openShared(stale: Entry<Client, Source>, role: string | undefined): Client {
    // Its key may have been opened again through another entry in the meantime.
    const entry = this.#entries.get(stale.key) ?? stale;
    if (this.#alive(entry) !== undefined) return this.get(entry, role);

    const opening = this.#newOpening(this.#adapter.kind, entry.source, role);
    const client = this.#adapter.open(entry.source, opening);
    const open = { client, opening };
    entry.open = open;
    this.#entries.set(entry.key, entry);
    this.#opened(open, () => this.#drop(entry, open));
    return client;
  }

  #newOpening(kind: RedisClientKind, source: Source, role?: string): Opening {
    requireRunning();
    const { driver } = this.#adapter;
    const endpoint = this.#adapter.endpoint(source);
    return newOpening({ kind, driver, endpoint, role });
  }

  #opened({ client, opening }: Open<Client>, onEnd: () => void): void {
    rememberOpening(client, opening);
    publishOpen(opening);
    this.#adapter.onEnd(client, () => {
      onEnd();
      publishClose(opening);
    });
  }

  #drop(entry: Entry<Client, Source>, open: Open<Client>): void {
    if (entry.open !== open) return;
    entry.open = undefined;
    if (this.#entries.get(entry.key) === entry) this.#entries.delete(entry.key);
  }
}
