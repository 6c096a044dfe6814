import iovalkey from 'iovalkey';
import type { RedisClass } from './ioredis-class.js';

/**
 * Has everything that the ioredis part uses, private members included. In a
 * file of its own, as declarations would name the driver's types after this
 * import, which is the class alone for `moduleResolution: bundler`.
 */
export const ValkeyClass = iovalkey as unknown as RedisClass;
