import { Worker } from 'bullmq';
import {
  getRedisClient,
  openDedicatedRedisClient,
  resetRedisClients,
} from 'shared-redis';
import type { Mail } from './queue.js';

const url = process.env.REDIS_URL!;

const worker = new Worker<Mail>(
  'mails',
  async ({ data }) => {
    await getRedisClient(url).rpush('sent', data.to);
  },
  {
    // A worker blocks, and wants commands to wait as long as Redis is away.
    connection: openDedicatedRedisClient(url, { maxRetriesPerRequest: null }),
    concurrency: 10,
  },
);
await worker.waitUntilReady();
console.log('Working');

// Jobs that are under way are finished. BullMQ leaves a client open that it was
// given: the reset closes it.
process.once('SIGTERM', () => {
  void worker.close().then(() => resetRedisClients());
});
