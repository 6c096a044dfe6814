import { findRedisBinary } from './redis-binary.ts';

/** Before any worker starts, so that no two of them install at once. */
export function setup(): void {
  process.env['REDIS_SERVER'] = findRedisBinary();
}
