import { getRedisClient } from 'shared-redis';

export function hit(page: string): Promise<number> {
  return getRedisClient(process.env.REDIS_URL!).incr(`hits:${page}`);
}
