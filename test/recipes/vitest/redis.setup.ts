import { getRedisClient } from 'shared-redis';
import { beforeEach } from 'vitest';

// Files of tests run at the same time, so each worker has its own database.
const server = process.env.TEST_REDIS_URL ?? 'redis://localhost:6379';
const url = `${server}/${process.env.VITEST_POOL_ID}`;
process.env.REDIS_URL = url;

beforeEach(async () => {
  await getRedisClient(url).flushdb();
});
