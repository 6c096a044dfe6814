import type { RequestHandler } from 'express';
import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { getRedisClient } from 'shared-redis';

const limiter = new RateLimiterRedis({
  storeClient: getRedisClient(process.env.REDIS_URL!),
  points: 20,
  duration: 60,
});

/** Lets each address make 20 requests a minute, on all servers together. */
export const rateLimit: RequestHandler = async ({ ip }, response, next) => {
  try {
    await limiter.consume(ip ?? 'unknown');
  } catch (refusal) {
    // Anything else is an error of Redis; Express answers it with 500.
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    const seconds = Math.ceil(refusal.msBeforeNext / 1000);
    response.set('Retry-After', String(seconds)).sendStatus(429);
    return;
  }
  next();
};
