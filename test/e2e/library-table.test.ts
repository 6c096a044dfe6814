import fastifyRedis from '@fastify/redis';
import {
  FlowProducer,
  Queue,
  QueueEvents,
  QueueEventsProducer,
  Worker,
} from 'bullmq';
import Fastify from 'fastify';
import { type Command, Redis } from 'ioredis';
import {
  RateLimiterRedis,
  RateLimiterRedisNonAtomic,
} from 'rate-limiter-flexible';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { COMMAND_EFFECTS } from '../../rules/src/analysis/command-effects.js';
import {
  type LibraryUse,
  libraryUse,
  type Place,
  type Surroundings,
} from '../../rules/src/verdicts/libraries/index.js';
import { type RedisServer, startRedisServer } from '../support/redis-server.ts';

/** Notes what reaches its connection, and who copies it. */
class Watched extends Redis {
  readonly sent = new Set<string>();
  copies = 0;

  override sendCommand(...args: Parameters<Redis['sendCommand']>): unknown {
    const [command]: [Command] = [args[0]];
    // ioredis itself asks INFO before it is ready, and CLIENT SETINFO.
    if (this.status === 'ready') this.sent.add(command.name.toLowerCase());
    return super.sendCommand(...args);
  }

  override duplicate(...args: Parameters<Redis['duplicate']>): Redis {
    this.copies += 1;
    return super.duplicate(...args);
  }
}

let server: RedisServer;
let client: Watched;

beforeAll(async () => {
  server = await startRedisServer();
});

beforeEach(async () => {
  client = new Watched(server.url, { maxRetriesPerRequest: null });
  await client.ping();
  client.sent.clear();
  return () => client.disconnect();
});

afterAll(() => server.stop());

/** What a library's use of the client was, in the words of the table. */
function seen() {
  const special = [...client.sent].filter((name) =>
    Object.hasOwn(COMMAND_EFFECTS, name),
  );
  return {
    closed: client.status !== 'ready',
    copied: client.copies > 0,
    // MULTI of a batch that ioredis sends at once is no state that stays.
    special: special.filter((name) => !/^(?:multi|exec)$/.test(name)),
  };
}

const onlyCommands = { closed: false, copied: false, special: [] };
const copied = { closed: false, copied: true, special: [] };

const lookUp = (
  module: string,
  export_: string,
  place: Place,
  surroundings?: Surroundings,
): LibraryUse | undefined =>
  libraryUse({ module, path: [export_] }, place, surroundings);

const listenersOf = (redis: Redis) =>
  redis.eventNames().reduce((sum, name) => sum + redis.listenerCount(name), 0);

describe('BullMQ', () => {
  const bullmq = (name: string, position: number) =>
    lookUp(
      'bullmq',
      name,
      { how: 'new', position, path: ['connection'] },
      { version: '6.7.0' },
    );

  it('Queue only sends commands, and takes its listeners away', async () => {
    expect(bullmq('Queue', 1)).toMatchObject({
      does: 'commands',
      listeners: 'removed',
    });
    const before = listenersOf(client);
    const queue = new Queue('facts', { connection: client });
    await queue.add('one', {});
    await queue.addBulk([{ name: 'two', data: {} }]);
    expect(listenersOf(client)).toBeGreaterThan(before);
    await queue.close();
    expect(seen()).toEqual(onlyCommands);
    expect(listenersOf(client)).toBe(before);
  });

  it('Queue closes the client in disconnect()', async () => {
    const queue = new Queue('facts', { connection: client });
    await queue.waitUntilReady();
    await queue.disconnect();
    expect(seen().closed).toBe(true);
  });

  it('FlowProducer and QueueEventsProducer only send commands', async () => {
    expect(bullmq('FlowProducer', 0)?.does).toBe('commands');
    expect(bullmq('QueueEventsProducer', 1)?.does).toBe('commands');
    const flow = new FlowProducer({ connection: client });
    await flow.add({ name: 'parent', queueName: 'facts' });
    const producer = new QueueEventsProducer('facts', { connection: client });
    await producer.publishEvent({ eventName: 'seen' });
    await Promise.all([flow.close(), producer.close()]);
    expect(seen()).toEqual(onlyCommands);
  });

  it('Worker and QueueEvents block on a duplicate', async () => {
    const worker = new Worker('facts', () => Promise.resolve(), {
      connection: client,
    });
    const events = new QueueEvents('facts', { connection: client });
    expect(bullmq('Worker', 2)?.does).toBe('duplicates');
    expect(bullmq('QueueEvents', 1)?.does).toBe('duplicates');
    await Promise.all([worker.waitUntilReady(), events.waitUntilReady()]);
    await Promise.all([worker.close(), events.close()]);
    expect(seen()).toEqual(copied);
  });
});

describe('rate-limiter-flexible', () => {
  const store = { how: 'new', position: 0, path: ['storeClient'] } as const;
  const limits = { points: 3, duration: 60 };

  it('only sends commands, and defines rlflxIncr', async () => {
    const use = lookUp('rate-limiter-flexible', 'RateLimiterRedis', store, {
      option: () => undefined,
    });
    expect(use).toMatchObject({ does: 'commands', defines: ['rlflxIncr'] });
    const limiter = new RateLimiterRedis({ storeClient: client, ...limits });
    expect(client).toHaveProperty('rlflxIncr');
    await limiter.consume('someone');
    await limiter.block('someone', 1);
    await limiter.get('someone');
    await limiter.delete('someone');
    expect(seen()).toEqual(onlyCommands);
  });

  it('runs one script for all limiters of a client', async () => {
    const use = lookUp('rate-limiter-flexible', 'RateLimiterRedis', store, {
      option: () => 'return {7, 7}',
    });
    expect(use?.does).toBe('changes');
    const mine = new RateLimiterRedis({ storeClient: client, ...limits });
    new RateLimiterRedis({
      storeClient: client,
      ...limits,
      customIncrTtlLuaScript: 'return {7, 7}',
    });
    await expect(mine.consume('someone')).rejects.toMatchObject({
      consumedPoints: 7,
    });
  });

  it('without scripts only sends commands', async () => {
    const use = lookUp(
      'rate-limiter-flexible',
      'RateLimiterRedisNonAtomic',
      store,
    );
    expect(use?.does).toBe('commands');
    const limiter = new RateLimiterRedisNonAtomic({
      storeClient: client,
      ...limits,
    });
    await limiter.consume('someone');
    await limiter.delete('someone');
    expect(seen()).toEqual(onlyCommands);
  });
});

describe('@fastify/redis', () => {
  const fastify = (closeClient: boolean) =>
    lookUp(
      '@fastify/redis',
      'default',
      { how: 'plugin', position: 1, path: ['client'] },
      { option: () => closeClient },
    );

  it.each([
    ['hands it to every route', false, 'exposes'],
    ['closes it with the server by closeClient', true, 'closes'],
  ])('%s', async (_, closeClient, deed) => {
    expect(fastify(closeClient)?.does).toBe(deed);
    const app = Fastify();
    await app.register(fastifyRedis, { client, closeClient });
    expect(app.redis).toBe(client);
    await app.close();
    // QUIT has been answered; the socket ends a moment later.
    expect(client.sent.has('quit')).toBe(closeClient);
  });
});
