import { RedisClass } from './ioredis-class.js';
import { familyOf } from './ioredis-family.js';
import { isMock } from './ioredis-mock.js';

/**
 * ioredis tells its version only in its package.json, which bundlers leave
 * behind; the majors differ in their defaults.
 */
function nameOf(driver: object): string {
  if (isMock(RedisClass)) return 'ioredis-mock';
  const { defaultOptions } = driver as { defaultOptions: object };
  return 'protocol' in defaultOptions ? 'ioredis@6' : 'ioredis@5';
}

const DRIVER_NAME = nameOf(RedisClass);

export const ioredis = familyOf(DRIVER_NAME, RedisClass);

export const ioredisDriver = ioredis.driver;
