import ioredis from 'ioredis';
import type { Redis, RedisOptions } from 'ioredis';

/**
 * ioredis' default export is the class itself in every version and module
 * system, whatever its types say; 5.0 has no export that is named `Redis`.
 */
export const RedisClass = ioredis as unknown as new (
  options: RedisOptions,
) => Redis;
