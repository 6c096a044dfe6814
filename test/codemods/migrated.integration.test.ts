import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { Script } from '../runtime/script.ts';
import { type RedisServer, startRedisServer } from '../support/redis-server.ts';
import { migrate } from './support.ts';

let server: RedisServer;
beforeAll(async () => {
  server = await startRedisServer();
});
afterAll(() => server.stop());

/** What a program prints until it ends by itself. */
async function run(program: string): Promise<readonly string[]> {
  const script = new Script(program, { REDIS_URL: server.url });
  const { lines } = await script.ends();
  return lines;
}

const PROGRAMS: Readonly<Record<string, string>> = {
  'a client of iovalkey': `
    import Redis from 'iovalkey';
    const redis = new Redis(process.env.REDIS_URL);
    await redis.set('a', 'iovalkey');
    console.log(await redis.get('a'));
    await redis.quit();`,
  'a client of node-redis per call': `
    import { createClient } from 'redis';
    async function load(key) {
      const client = createClient({ url: process.env.REDIS_URL });
      await client.connect();
      try {
        return await client.get(key);
      } finally {
        await client.quit();
      }
    }
    console.log(await load('b'), await load('b'));`,
  'a client of node-redis that is connected in a chain': `
    import { createClient } from 'redis';
    const client = await createClient({ url: process.env.REDIS_URL })
      .on('error', (error) => console.error(error))
      .connect();
    console.log(client.isOpen, await client.hSet('c', { d: 'e' }), await client.hGetAll('c'));
    await client.del('c');
    client.destroy();`,
  'a client of node-redis that is connected where it is not open': `
    import { createClient } from '@redis/client';
    const client = createClient({ url: process.env.REDIS_URL });
    async function load(key) {
      if (!client.isOpen) await client.connect();
      return client.get(key);
    }
    console.log(await Promise.all([load('b'), load('b')]));
    await client.close();`,
  'a client of node-redis that subscribes, and closes when it is told to': `
    import { createClient } from 'redis';
    const publisher = createClient({ url: process.env.REDIS_URL });
    const subscriber = createClient({ url: process.env.REDIS_URL });
    await publisher.connect();
    await subscriber.connect();
    await subscriber.subscribe('news', async (message) => {
      console.log(message);
      await subscriber.close();
    });
    await publisher.publish('news', 'hello');
    await publisher.close();`,
};

describe('does what it did, and ends by itself', () => {
  it.each(Object.entries(PROGRAMS))('%s', async (_name, program) => {
    const migrated = migrate(program, 'file.mjs');
    expect(migrated).not.toMatch(/from '(?:iovalkey|redis|@redis\/client)'/);
    expect(await run(migrated)).toEqual(await run(program));
  });
});
