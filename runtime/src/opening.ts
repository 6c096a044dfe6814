/**
 * What a client is for:
 * - `shared`: from `getRedisClient` and the like;
 * - `cluster`: from `getRedisCluster`;
 * - `subscriber`: the connection of `subscribeRedis`;
 * - `dedicated`: its caller owns and closes it.
 */
export type RedisClientKind = 'shared' | 'cluster' | 'subscriber' | 'dedicated';

/** What tells an open client from others, and nothing that could be a secret. */
export interface RedisClientIdentity {
  /** Drawn by lot; also in the name that `CLIENT LIST` shows. */
  readonly id: string;
  /** What it is for. */
  readonly kind: RedisClientKind;
  /** The driver and its major version, for example `ioredis@6`. */
  readonly driver: string;
  /** The server, without credentials, for example `localhost:6379`. */
  readonly endpoint: string;
  /** The role that it was opened for, if it was. */
  readonly role: string | undefined;
}

/** One opening of a connection, and what became of it. */
export interface Opening extends RedisClientIdentity {
  readonly openedAt: Date;
  /** Its stack is put into words only when somebody asks. */
  readonly where: Error;
  /** Every role that asked for the client. */
  readonly roles: Set<string>;
  /** How often it was asked for again. */
  hits: number;
}

export function newOpening(about: Omit<RedisClientIdentity, 'id'>): Opening {
  return {
    ...about,
    id: crypto.randomUUID().slice(0, 8),
    openedAt: new Date(),
    where: new Error('opened'),
    roles: new Set(about.role === undefined ? [] : [about.role]),
    hits: 0,
  };
}

const openings = new WeakMap<object, Opening>();

/** Lets the opening be found by the client, or by a part of it. */
export function rememberOpening(client: object, opening: Opening): void {
  openings.set(client, opening);
}

export function openingOf(client: object): Opening | undefined {
  return openings.get(client);
}

export function identityOf({
  id,
  kind,
  driver,
  endpoint,
  role,
}: RedisClientIdentity): RedisClientIdentity {
  return { id, kind, driver, endpoint, role };
}
