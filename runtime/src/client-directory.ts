import {
  type ClientAdapter,
  ClientRegistry,
  type Entry,
} from './client-registry.js';
import type { RedisClientInfo } from './inspect.js';
import type { Opening } from './opening.js';
import { SequenceMap } from './sequence-map.js';
import { stabilityOf } from './stability.js';
import { isPlainObject, tokensOf } from './tokens.js';

/** What the directory has to know about a driver, on top of its clients. */
export interface Driver<
  Client extends object,
  Options extends object,
> extends ClientAdapter<Client, Options> {
  /** The options that the driver makes of a constructor's arguments. */
  parse(...args: unknown[]): Options;
  /** Equal for options of equal meaning, different for any others. */
  key(options: Options): string;
}

/** The lookups are caches: emptied when full, they fill again. */
const MAX_CACHED_SPELLINGS = 10_000;

/**
 * Finds the client that a driver's constructor arguments mean. Each layer is
 * dearer than the one before and asked only when that one does not know.
 * All of them hold entries, so a replaced client is seen through every layer.
 */
export class ClientDirectory<Client extends object, Options extends object> {
  readonly #driver: Driver<Client, Options>;
  readonly #registry: ClientRegistry<Client, Options>;
  readonly #byUrl = new Map<string, Entry<Client, Options>>();
  #byFrozenOptions = new WeakMap<object, Entry<Client, Options>>();
  readonly #bySpelling = new SequenceMap<Entry<Client, Options>>();

  constructor(driver: Driver<Client, Options>) {
    this.#driver = driver;
    this.#registry = new ClientRegistry(driver);
  }

  /** The shared client of these constructor arguments. */
  shared(arg1: unknown, arg2: unknown, arg3: unknown, role?: string): Client {
    return this.#registry.get(this.#find(arg1, arg2, arg3), role);
  }

  /** The shared client of options that the driver has parsed already. */
  sharedByMeaning(options: Options, role: string): Client {
    return this.#registry.get(this.#entryOf(options), role);
  }

  /** A client of the caller's own, closed on reset if it is open then. */
  dedicated<Own extends Client>(
    args: readonly unknown[],
    open: (options: Options, opening: Opening) => Own,
  ): Own {
    return this.#registry.dedicate(this.#driver.parse(...args), open);
  }

  inspect(): RedisClientInfo[] {
    return this.#registry.inspect();
  }

  /** Closes and forgets every client, but for these dedicated ones. */
  reset(timeoutMs: number, kept?: ReadonlySet<string>): Promise<void> {
    this.#byUrl.clear();
    this.#byFrozenOptions = new WeakMap();
    this.#bySpelling.clear();
    return this.#registry.reset(timeoutMs, kept);
  }

  #find(arg1: unknown, arg2: unknown, arg3: unknown): Entry<Client, Options> {
    if (arg2 === undefined && arg3 === undefined) {
      if (typeof arg1 === 'string') return this.#findByUrl(arg1);
      if (typeof arg1 === 'object' && arg1 !== null) {
        return this.#findByOptions(arg1);
      }
    }
    return this.#findBySpelling([arg1, arg2, arg3]);
  }

  #findByUrl(url: string): Entry<Client, Options> {
    const known = this.#byUrl.get(url);
    if (known !== undefined) return known;
    const entry = this.#findByMeaning([url]);
    remember(this.#byUrl, url, entry);
    return entry;
  }

  #findByOptions(options: object): Entry<Client, Options> {
    const known = this.#byFrozenOptions.get(options);
    if (known !== undefined) return known;
    const entry = this.#findBySpelling([options]);
    // Asked first because it is cheap: most options are not frozen.
    if (
      Object.isFrozen(options) &&
      isPlainObject(options) &&
      stabilityOf(options) === 'frozen'
    ) {
      this.#byFrozenOptions.set(options, entry);
    }
    return entry;
  }

  #findBySpelling(args: readonly unknown[]): Entry<Client, Options> {
    if (!args.every(isReadByContent)) return this.#findByMeaning(args);
    // Options in another order are another spelling, so that none is sorted.
    const spelling = tokensOf(args, Object.keys);
    const known = this.#bySpelling.get(spelling);
    if (known !== undefined) return known;

    const entry = this.#findByMeaning(args);
    // A getter may have told the driver something else than us.
    if (args.every((arg) => stabilityOf(arg) !== 'live')) {
      remember(this.#bySpelling, spelling, entry);
    }
    return entry;
  }

  #findByMeaning(args: readonly unknown[]): Entry<Client, Options> {
    return this.#entryOf(this.#driver.parse(...args));
  }

  #entryOf(options: Options): Entry<Client, Options> {
    return this.#registry.entry(this.#driver.key(options), options);
  }
}

/** Drivers also read inherited options, which a spelling does not show. */
function isReadByContent(arg: unknown): boolean {
  if (typeof arg !== 'object' || arg === null) return true;
  return Array.isArray(arg) || isPlainObject(arg);
}

interface Cache<Key, Value> {
  readonly size: number;
  clear(): void;
  set(key: Key, value: Value): unknown;
}

function remember<Key, Value>(
  cache: Cache<Key, Value>,
  spelling: Key,
  value: Value,
): void {
  if (cache.size >= MAX_CACHED_SPELLINGS) cache.clear();
  cache.set(spelling, value);
}
