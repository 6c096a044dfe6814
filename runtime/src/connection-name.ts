import { randomBytes } from 'node:crypto';
import type { RedisOptions } from 'ioredis';

/**
 * Options whose connection can be told in `CLIENT LIST`: by the name that the
 * user chose, else by one of ours. It is no part of a client's key.
 */
export function named(purpose: string, options: RedisOptions): RedisOptions {
  const name = options.connectionName || connectionName(purpose);
  return { ...options, connectionName: name };
}

/** A purpose and a number drawn by lot, which says nothing about the options. */
export function connectionName(purpose: string): string {
  return `shared-redis:${purpose}:${randomBytes(4).toString('hex')}`;
}
