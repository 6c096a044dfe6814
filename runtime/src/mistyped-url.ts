import type { RedisOptions } from 'ioredis';

/**
 * Whether options come from a URL that was mistyped, so that credentials may be
 * in other places of them. The path of a socket holds neither `:` nor `@`, and
 * a database is a number: after a password whose `/` is not escaped, the driver
 * takes the user for the host and the password for the database.
 */
export function isMistyped({ path, db }: RedisOptions): boolean {
  return /[:@]/.test(path ?? '') || Number.isNaN(db);
}
