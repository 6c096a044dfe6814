declare const sharedNodeRedis: unique symbol;

/** What closes a client. @inline */
type Closing = 'close' | 'destroy' | 'disconnect' | 'quit';

/** What blocks or changes the connection, in the words of node-redis. @inline */
type Stateful =
  | 'subscribe'
  | 'unsubscribe'
  | 'pSubscribe'
  | 'pUnsubscribe'
  | 'sSubscribe'
  | 'sUnsubscribe'
  | 'monitor'
  | 'blPop'
  | 'brPop'
  | 'brPopLPush'
  | 'blMove'
  | 'blmPop'
  | 'bzPopMin'
  | 'bzPopMax'
  | 'bzmPop'
  | 'wait'
  | 'watch'
  | 'unwatch'
  | 'select'
  | 'auth'
  | 'reset';

/**
 * `never` rather than a function: of two signatures the compiler takes the one
 * that fits, and a type that lacks them would not be the driver's any more.
 */
type Withheld<Names extends string> = {
  /** @deprecated Others share this client: open your own with `openDedicatedRedisClient()`. */
  readonly [Name in Names | Uppercase<Names>]: never;
};

/**
 * A client that everybody in the process shares. It is what `createClient`
 * returns to every library that wants one. Closing it, and commands that change
 * its connection for everybody, neither compile nor work; which ones, see
 * `SharedRedis` of `shared-redis`.
 */
export type SharedNodeRedis<Client> = Client &
  Withheld<Closing | Stateful> & { readonly [sharedNodeRedis]: true };

/**
 * A client of the caller's own, which is connecting already: to subscribe,
 * block, watch, and to close, with `close()` or `await using`.
 */
export type DedicatedNodeRedis<Client> = Client & AsyncDisposable;
