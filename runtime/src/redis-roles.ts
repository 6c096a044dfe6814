import { SharedRedisError } from './errors.js';
import { settings } from './settings.js';

/**
 * The roles of Redis servers in an application. Add further ones where their
 * URLs are configured:
 *
 * ```ts
 * import type { RedisUrlSource } from 'shared-redis';
 *
 * declare module 'shared-redis' {
 *   interface RedisRoles {
 *     sessions: RedisUrlSource;
 *   }
 * }
 * ```
 */
export interface RedisRoles {
  /** Operational data: locks, caches, status. */
  ops: RedisUrlSource;
  /** The message broker. */
  broker: RedisUrlSource;
}

/**
 * Where the URL of a role comes from, asked on every call:
 * - a text: the URL itself;
 * - a function, for credentials that change: the client asks it again whenever
 *   it connects. What else changes in the URL makes a new client;
 * - the names of environment variables, of which the first that is set counts.
 */
export type RedisUrlSource =
  string | (() => string) | { readonly env: string | readonly string[] };

/** The name of a role. */
export type RedisRole = keyof RedisRoles;

/** The URL of a role, or the function that knows it. */
export function urlSourceOf(role: string): string | (() => string) {
  const { roles } = settings;
  const source = Object.hasOwn(roles, role) ? roles[role] : undefined;
  if (source === undefined) {
    throw new SharedRedisError(
      'ERR_SHARED_REDIS_NO_URL',
      `There is no role ${JSON.stringify(role)}: ` +
        'configureRedisClients({ roles }) says where its URL comes from.',
    );
  }
  if (typeof source === 'string') return checked(role, source);
  return typeof source === 'object'
    ? fromEnvironment(role, [source.env].flat())
    : source;
}

/** The same sources, of which functions give texts or fail with the role. */
export function checkedSources(
  sources: Partial<RedisRoles>,
): Record<string, RedisUrlSource> {
  return Object.fromEntries(
    Object.entries(sources).map(([role, source]) => [
      role,
      typeof source === 'function' ? () => checked(role, source()) : source,
    ]),
  );
}

function fromEnvironment(role: string, names: readonly string[]): string {
  for (const name of names) {
    const url = process.env[name];
    if (url) return url;
  }
  throw new SharedRedisError(
    'ERR_SHARED_REDIS_NO_URL',
    `No URL for the ${role} Redis: set ${names.join(' or ')}.`,
  );
}

function checked(role: string, url: unknown): string {
  if (typeof url === 'string' && url) return url;
  throw new SharedRedisError(
    'ERR_SHARED_REDIS_NO_URL',
    `No URL for the ${role} Redis: its source gave ` +
      (url === '' ? 'an empty text.' : `${typeOf(url)}, not a text.`),
  );
}

function typeOf(value: unknown): string {
  if (value instanceof Promise) {
    // What it brings concerns nobody any more.
    value.catch(() => undefined);
    return 'a promise; it has to be at hand';
  }
  return value === null ? 'null' : typeof value;
}
