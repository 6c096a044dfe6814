import { getRedisClient } from 'shared-redis';

const OPTIONS = {
  // Also replaces a connection that died without a word while frozen.
  socketTimeout: 2_000,
  maxRetriesPerRequest: 3,
};

export async function handler(event: { page: string }) {
  // Here and not outside: a client that has ended is replaced when asked for.
  const redis = getRedisClient(process.env.REDIS_URL!, OPTIONS);
  return { hits: await redis.incr(`hits:${event.page}`) };
}
