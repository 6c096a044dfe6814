// What one does without the registry.
/* eslint-disable shared-redis/no-direct-client */
import { createPool } from 'generic-pool';
import { Redis } from 'ioredis';
import { getRedisClient, resetRedisClients } from 'shared-redis';

/** A way to come to a client for a GET. */
interface Alternative {
  get(key: string): Promise<unknown>;
  /** Closes what it has open, which a program may forget. */
  end(): Promise<unknown>;
}

const POOL_SIZE = 10;

export const OURS = 'getRedisClient()';
export const SINGLETON = 'a hand-written singleton';
export const POOL = 'generic-pool with 10 clients';
export const PER_CALL = 'a client per call';

/** Each by its name. */
export const ALTERNATIVES = {
  [OURS]: (url) => ({
    get: (key) => getRedisClient(url).get(key),
    end: () => resetRedisClients(),
  }),
  [SINGLETON]: (url) => {
    const clients = new Map<string, Redis>();
    const clientOf = (each: string) => {
      const client = clients.get(each) ?? new Redis(each);
      clients.set(each, client);
      return client;
    };
    return {
      get: (key) => clientOf(url).get(key),
      end: () => clientOf(url).quit(),
    };
  },
  [POOL]: (url) => {
    const pool = createPool(
      {
        create: () => Promise.resolve(new Redis(url)),
        destroy: async (client) => {
          await client.quit();
        },
      },
      { max: POOL_SIZE },
    );
    return {
      get: (key) => pool.use((client) => client.get(key)),
      end: async () => {
        await pool.drain();
        await pool.clear();
      },
    };
  },
  [PER_CALL]: (url) => ({
    get: async (key) => {
      const client = new Redis(url);
      try {
        return await client.get(key);
      } finally {
        await client.quit();
      }
    },
    end: () => Promise.resolve(),
  }),
} satisfies Record<string, (url: string) => Alternative>;

export type AlternativeName = keyof typeof ALTERNATIVES;
