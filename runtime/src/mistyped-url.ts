import type { RedisOptions } from 'ioredis';

/**
 * Whether options come from a URL that was mistyped, so that credentials may be
 * in its place: the path of a socket holds none of these characters.
 */
export function isMistyped({ path }: RedisOptions): boolean {
  return /[:@?]/.test(path ?? '');
}
