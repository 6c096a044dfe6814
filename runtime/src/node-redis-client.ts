import type { EventEmitter } from 'node:events';

export type Words = readonly (string | Buffer)[];

/** A command of `multi()`, as node-redis queues it. */
interface Queued {
  readonly args: Words;
}

type Batch = (
  this: NodeRedisClient,
  commands: readonly Queued[],
  ...rest: unknown[]
) => Promise<unknown>;

/**
 * What is used of a node-redis client, the same from 5.0 to 6. The types of the
 * driver are left to the entries: it is installed as `redis` or as
 * `@redis/client`.
 */
export interface NodeRedisClient extends EventEmitter {
  /**
   * What `createClient`, `withTypeMapping` and the like return inherits from
   * this one: methods that are replaced here are replaced for all of them.
   */
  readonly _self: NodeRedisClient;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly isOpen: boolean;
  readonly isReady: boolean;
  readonly isPubSubActive: boolean;
  connect: (this: NodeRedisClient) => Promise<unknown>;
  destroy(): void;
  ref(): void;
  unref(): void;
  /** Every command outside of a batch, however it was called. */
  sendCommand: (
    this: NodeRedisClient,
    words: Words,
    options?: unknown,
  ) => Promise<unknown>;
  _executeMulti: Batch;
  _executePipeline: Batch;
  /** Private: logs in again with what a streaming credentials provider gives. */
  reAuthenticate: (credentials: unknown) => Promise<void>;
}

/** What is used of the driver, which is a parameter. */
export interface NodeRedis {
  /** Says which driver, and which major version of it, a client is of. */
  readonly name: string;
  /** The protocol that its clients speak unless told otherwise. */
  readonly defaultProtocol: number;
  readonly createClient: (options?: object) => NodeRedisClient;
  /** After this error it does not reconnect by itself; 5.0 has none. */
  readonly SocketTimeoutError?: new (timeout: number) => Error;
}
