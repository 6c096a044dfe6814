import { RedisClass } from './ioredis-class.js';
import { familyOf } from './ioredis-family.js';

/**
 * ioredis tells its version only in its package.json, which bundlers leave
 * behind; the majors differ in their defaults.
 */
const DRIVER_NAME =
  'protocol' in
  (RedisClass as unknown as { defaultOptions: object }).defaultOptions
    ? 'ioredis@6'
    : 'ioredis@5';

export const ioredis = familyOf(DRIVER_NAME, RedisClass);

export const ioredisDriver = ioredis.driver;
