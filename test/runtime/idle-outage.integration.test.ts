import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort, startRedisServer } from '../support/redis-server.ts';
import { scriptWith, SOON } from './idle-script.ts';

const script = (body: string, port: number) => scriptWith(port, body);

describe('a client without its server does not hold a script', () => {
  it.each([10, 60_000])('between attempts, %i ms apart', async (delay) => {
    await using own = await startRedisServer();
    const orphan = script(
      `const client = getRedisClient(port, host, { retryStrategy: () => ${delay} });
      await client.ping();
      console.log('up');
      await until(client, 'reconnecting');
      console.log('down');`,
      own.port,
    );
    await orphan.prints('up');
    await own.stop();
    const { lines, lingered } = await orphan.ends();
    expect(lines).toEqual(['up', 'down']);
    expect(lingered).toBeLessThan(SOON);
  });

  it('that was never there', async () => {
    const { lingered } = await script(
      `getRedisClient(port, host); console.log('done');`,
      await freePort(),
    ).ends();
    expect(lingered).toBeLessThan(SOON);
  });

  it('once its commands have failed', async () => {
    const { lines, lingered } = await script(
      `const client = getRedisClient(port, host, { maxRetriesPerRequest: 2 });
      await client.ping().catch((error) => console.log(error.name));`,
      await freePort(),
    ).ends();
    expect(lines).toEqual(['MaxRetriesPerRequestError']);
    expect(lingered).toBeLessThan(SOON);
  });

  it('that takes no commands offline', async () => {
    const { lines, lingered } = await script(
      `const client = getRedisClient(port, host, { enableOfflineQueue: false });
      await until(client, 'reconnecting');
      await client.ping().catch(() => console.log('failed'));`,
      await freePort(),
    ).ends();
    expect(lines).toEqual(['failed']);
    expect(lingered).toBeLessThan(SOON);
  });
});

describe('a server that accepts connections and says nothing', () => {
  const silent = createServer((socket) => socket.resume());

  beforeAll(async () => {
    await once(silent.listen(0, '127.0.0.1'), 'listening');
  });

  afterAll(() => void silent.close());

  const port = () => (silent.address() as AddressInfo).port;

  it('holds a script for connectTimeout and the close only', async () => {
    const start = performance.now();
    await script(
      `getRedisClient(port, host, { connectTimeout: 500 });`,
      port(),
    ).ends();
    expect(performance.now() - start).toBeGreaterThan(500);
    expect(performance.now() - start).toBeLessThan(6_000);
  });

  it('holds a script that has a command pending', async () => {
    const waiting = script(
      `getRedisClient(port, host, { connectTimeout: 100 }).ping();`,
      port(),
    );
    expect(await waiting.stillRunsAfter(1_500)).toBe(true);
  });
});
