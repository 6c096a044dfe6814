import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { createClient, type RedisClientType } from 'redis';
import { afterEach, describe, expect, it } from 'vitest';
import { getRedisClient, resetRedisClients } from 'shared-redis/node-redis';
import {
  freePort,
  type RedisServer,
  startRedisServer,
} from '../support/redis-server.ts';
import { SOON } from './idle-script.ts';
import { Script } from './script.ts';

afterEach(() => resetRedisClients());

/** A client of a server that can be stopped, with the options of its socket. */
function clientOf(port: number, socket: object = {}): RedisClientType {
  const client = getRedisClient({
    socket: { host: '127.0.0.1', port, ...socket },
  }) as unknown as RedisClientType;
  client.on('error', () => undefined);
  return client;
}

const emitted = (client: object, event: string) =>
  new Promise((resolve) => (client as RedisClientType).once(event, resolve));

/** How long clients wait between two attempts, in milliseconds. */
interface Wait {
  ms: number;
}

/** A client that has lost its server, which tried once more in vain. */
async function orphan(server: RedisServer, wait: Wait, thenWait = wait.ms) {
  const client = clientOf(server.port, { reconnectStrategy: () => wait.ms });
  await client.ping();
  await server.stop();
  wait.ms = thenWait;
  await emitted(client, 'error');
  return client;
}

const script = (port: number, body: string) =>
  new Script(
    `
    import { setTimeout as sleep } from 'node:timers/promises';
    import { getRedisClient } from 'shared-redis/node-redis';
    const open = (socket, options) => getRedisClient({
      ...options,
      socket: { host: '127.0.0.1', port: ${port}, ...socket },
    }).on('error', () => undefined);
    ${body}`,
  );

it('a node-redis client goes on when onError throws', async () => {
  const port = await freePort();
  const onError = script(
    port,
    `
    import { configureRedisClients } from 'shared-redis';
    process.on('uncaughtException', ({ message }) => console.log(message));
    configureRedisClients({
      onError() {
        configureRedisClients({ onError: () => undefined });
        throw new Error('no log');
      },
    });
    const client = getRedisClient({
      socket: { host: '127.0.0.1', port: ${port}, reconnectStrategy: 20 },
    });
    console.log(await client.ping());`,
  );
  await onError.prints('no log');
  await using server = await startRedisServer({ port });
  expect(server.port).toBe(port);
  expect((await onError.ends()).lines).toEqual(['no log', 'PONG']);
});

describe('a node-redis client without its server does not hold a script', () => {
  it.each([
    ['as node-redis waits', ''],
    ['a minute apart', 'reconnectStrategy: 60_000'],
    ['at once', 'reconnectStrategy: 0'],
    ['as a function says', 'reconnectStrategy: () => 60_000'],
  ])('between attempts, %s', async (_, socket) => {
    await using server = await startRedisServer();
    const idle = script(
      server.port,
      `const client = open({ ${socket} });
      await client.ping();
      console.log('up');
      const hold = setInterval(() => undefined, 1000);
      await new Promise((resolve) => client.once('reconnecting', resolve));
      clearInterval(hold);
      console.log('down');`,
    );
    await idle.prints('up');
    await server.stop();
    const { lines, lingered } = await idle.ends();
    expect(lines).toEqual(['up', 'down']);
    expect(lingered).toBeLessThan(SOON);
  });

  it('that was never there', async () => {
    const { lingered } = await script(
      await freePort(),
      `open({ reconnectStrategy: 60_000 }); console.log('done');`,
    ).ends();
    expect(lingered).toBeLessThan(SOON);
  });

  it('once its commands have failed', async () => {
    const { lines, lingered } = await script(
      await freePort(),
      `const client = open({ reconnectStrategy: 100 });
      await client.withAbortSignal(AbortSignal.timeout(300)).ping()
        .catch(() => console.log('failed'));`,
    ).ends();
    expect(lines).toEqual(['failed']);
    expect(lingered).toBeLessThan(SOON);
  });
});

describe('a node-redis client that is closed', () => {
  it('while it connects in vain does not hold a script', async () => {
    const { lingered } = await script(
      await freePort(),
      `import { resetRedisClients } from 'shared-redis/node-redis';
      open({ reconnectStrategy: 60_000 });
      await resetRedisClients();
      console.log('closed');`,
    ).ends();
    expect(lingered).toBeLessThan(SOON);
  });

  it('while its server accepts and closes does not hold a script', async () => {
    const rude = createServer((socket) => socket.destroy());
    await once(rude.listen(0, '127.0.0.1'), 'listening');
    const { lingered } = await script(
      (rude.address() as AddressInfo).port,
      `open({ reconnectStrategy: 50 });
      await sleep(500);
      console.log('idle');`,
    ).ends();
    rude.close();
    expect(lingered).toBeLessThan(SOON);
  });
});

describe('a node-redis client without its server holds a script', () => {
  it.each([
    ['has a command waiting', `await client.ping();`],
    ['has a transaction waiting', `await client.multi().ping().exec();`],
    ['is asked to connect', `await client.connect();`],
  ])('that %s', async (_, work) => {
    const waiting = script(
      await freePort(),
      `const client = open(); await sleep(300); ${work}`,
    );
    expect(await waiting.stillRunsAfter(1_500)).toBe(true);
  });
});

describe('between two attempts, a node-redis client', () => {
  it('finds its server again without being called', async () => {
    const server = await startRedisServer();
    const client = await orphan(server, { ms: 100 });
    expect([client.isOpen, client.isReady]).toEqual([true, false]);
    const ready = emitted(client, 'ready');
    await using again = await startRedisServer({ port: server.port });
    await ready;
    expect(again.port).toBe(server.port);
    expect(await client.ping()).toBe('PONG');
  });

  it('tries at once for a command, and answers it when it can', async () => {
    const server = await startRedisServer();
    const wait = { ms: 10 };
    const client = await orphan(server, wait, 60_000);
    wait.ms = 20;
    const replies = Promise.all([
      client.ping(),
      client.multi().ping().exec(),
      client.multi().ping().execAsPipeline(),
    ]);
    await emitted(client, 'reconnecting');
    await using again = await startRedisServer({ port: server.port });
    expect(again.url).toBe(server.url);
    expect(await replies).toEqual(['PONG', ['PONG'], ['PONG']]);
  });

  it('takes a command from a listener to its errors', async () => {
    const server = await startRedisServer();
    const client = await orphan(server, { ms: 20 });
    const replies: Promise<string>[] = [];
    client.once('error', () => replies.push(client.ping()));
    await emitted(client, 'error');
    await using again = await startRedisServer({ port: server.port });
    expect(again.url).toBe(server.url);
    expect(await Promise.all(replies)).toEqual(['PONG']);
  });

  it('connects for connect()', async () => {
    const port = await freePort();
    const client = clientOf(port, { reconnectStrategy: 50 });
    await emitted(client, 'error');
    const connected = client.connect();
    await using server = await startRedisServer({ port });
    await connected;
    expect(await clientOf(server.port, { reconnectStrategy: 50 }).ping()).toBe(
      'PONG',
    );
  });

  it('ends with the registry', async () => {
    const server = await startRedisServer();
    const client = await orphan(server, { ms: 10 }, 60_000);
    const ended = emitted(client, 'end');
    await resetRedisClients();
    await ended;
    expect(client.isOpen).toBe(false);
    await expect(client.ping()).rejects.toThrow('closed');
  });
});

describe('a reconnectStrategy', () => {
  type Asked = [retries: number, isError: boolean][];

  /** Gives up at the fifth time. */
  const asked = (calls: Asked) => (retries: number, cause: unknown) => {
    calls.push([retries, cause instanceof Error]);
    return calls.length < 5 && 10;
  };

  it('is asked as without sharing, until it gives up', async () => {
    const [own, shared]: [Asked, Asked] = [[], []];
    const server = await startRedisServer();
    const { port } = server;
    const plain = createClient({
      socket: { host: '127.0.0.1', port, reconnectStrategy: asked(own) },
    }).on('error', () => undefined);
    await plain.connect();
    const client = clientOf(port, { reconnectStrategy: asked(shared) });
    await client.ping();
    const terminated: unknown[] = [];
    (client as NodeJS.EventEmitter).on('terminated', (cause) => {
      terminated.push(cause);
    });
    const ended = emitted(client, 'end');
    await server.stop();
    await ended;
    expect(client.isOpen).toBe(false);
    while (own.length < 5) await emitted(plain, 'error');
    expect(shared).toEqual(own);
    expect(terminated.length).toBeLessThanOrEqual(1);
  });

  it('stays the one of duplicates', async () => {
    const reconnectStrategy = () => 10;
    const client = clientOf(await freePort(), { reconnectStrategy });
    const { socket } = client.duplicate().options;
    expect(socket?.reconnectStrategy).toBe(reconnectStrategy);
  });

  it('counts by identity', async () => {
    const port = await freePort();
    const strategies = [() => 10, () => 10] as const;
    const [one, same, other] = [0, 0, 1].map((which) =>
      clientOf(port, { reconnectStrategy: strategies[which] }),
    );
    expect(same).toBe(one);
    expect(other).not.toBe(one);
  });
});
