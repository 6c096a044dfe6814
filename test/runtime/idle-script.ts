import { Script } from './script.ts';

/** How long a script may stay after its last reply, in milliseconds. */
export const SOON = 1_000;

/** A script that has the package's functions and a Redis server at hand. */
export function scriptWith(port: number, body: string): Script {
  return new Script(
    `
    import { setTimeout as sleep } from 'node:timers/promises';
    import {
      closeOnSignals,
      configureRedisClients,
      getRedisClient,
      getRedisCluster,
      openDedicatedRedisClient,
      resetRedisClients,
      subscribeRedis,
    } from 'shared-redis';
    const port = Number(process.env.REDIS_PORT);
    const host = '127.0.0.1';
    /** Keeps the script running until the client has emitted an event. */
    const until = async (client, event) => {
      const hold = setInterval(() => {}, 1000);
      await new Promise((resolve) => client.once(event, resolve));
      clearInterval(hold);
    };
    process.on('warning', () => {});
    ${body}`,
    { REDIS_PORT: String(port), NODE_NO_WARNINGS: '1' },
  );
}
