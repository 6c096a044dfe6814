import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import type { Redis } from 'ioredis';
import {
  afterEach,
  beforeEach,
  describe,
  expect,
  it,
  type MockInstance,
  vi,
} from 'vitest';
import {
  configureRedisClients,
  getOpsRedisClient,
  getRedisClient,
  getRedisCluster,
  resetRedisClients,
} from 'shared-redis';
import * as nodeRedis from 'shared-redis/node-redis';
import { type RedisServer, startRedisServer } from '../support/redis-server.ts';
import { next, Observer } from './observer.ts';

const RIGHT = 'r1ght-s3cret';
const WRONG = 'wr0ng-s3cret';
const ROTATED = 'rotated-s3cret';

let server: RedisServer;
let admin: Observer;
let emitWarning: MockInstance<typeof process.emitWarning>;

beforeEach(async () => {
  emitWarning = vi.spyOn(process, 'emitWarning').mockReturnValue();
  server = await startRedisServer({ args: ['--requirepass', RIGHT] });
  admin = new Observer(server.port, RIGHT);
  await admin.redis.ping();
});

afterEach(async () => {
  await resetRedisClients();
  admin.redis.disconnect();
  await server.stop();
  emitWarning.mockRestore();
});

const options = { maxRetriesPerRequest: 2, retryStrategy: () => 20 };

const clientWith = (password: string) =>
  getRedisClient(`redis://:${password}@127.0.0.1:${server.port}`, options);

const warnings = () => emitWarning.mock.calls.map(([text]) => String(text));

/** What the application sees and logs about a failure. */
const told = async (work: Promise<unknown>) => {
  const error: unknown = await work.catch((reason: unknown) => reason);
  return [String(error), ...warnings()].join('\n');
};

describe('a client with a wrong password', () => {
  it('fails its commands, warns once, and tells no password', async () => {
    const text = await told(clientWith(WRONG).get('a'));
    expect(text).toMatch(/WRONGPASS|MaxRetries|NOAUTH/);
    expect(text).not.toMatch(/s3cret/);
    expect(warnings()).toHaveLength(1);
  });

  it('is nothing to the one with the right password', async () => {
    const wrong = told(clientWith(WRONG).get('a'));
    const right = clientWith(RIGHT);
    const replies = Array.from({ length: 100 }, () => right.incr('count'));
    expect(await Promise.all(replies)).toHaveLength(100);
    await wrong;
    expect(right.status).toBe('ready');
  });
});

describe('a server that repeats what it refuses', () => {
  let url: string;

  beforeEach(async () => {
    const echo = createServer((socket) => {
      // ioredis 5.0 keeps the refused AUTH of a cluster to itself: what is
      // refused after it has to repeat the password too.
      let heard = '';
      socket.on('data', (data) => {
        for (const command of data.toString().split('*').slice(1)) {
          const [, ...lines] = command.split('\r\n');
          const words = lines.filter((line) => !line.startsWith('$'));
          heard += words.join(' ');
          socket.write(`-ERR unknown command ${heard}\r\n`);
        }
      });
    }).listen(0);
    await once(echo, 'listening');
    const { port } = echo.address() as AddressInfo;
    url = `redis://user:${RIGHT}@127.0.0.1:${port}`;
    return () => {
      configureRedisClients({
        roles: { ops: { env: ['OPS_REDIS_URL', 'REDIS_URL'] } },
      });
      echo.close();
    };
  });

  it.each<[string, () => unknown]>([
    ['a client of ioredis', () => getOpsRedisClient()],
    ['a cluster', () => getRedisCluster([url])],
    ['a client of node-redis', () => nodeRedis.getOpsRedisClient()],
  ])('does not make %s tell the password', async (_, open) => {
    configureRedisClients({ roles: { ops: () => url } });
    open();
    await vi.waitFor(() => expect(warnings().join()).toContain('user ***'));
    expect(warnings().join()).not.toContain('s3cret');
  });
});

describe('a password that is rotated', () => {
  const rotate = (password: string) =>
    admin.redis.config('SET', 'requirepass', password);

  it('gives a client of its own, while the old one goes on', async () => {
    const old = clientWith(RIGHT);
    await old.ping();
    await rotate(ROTATED);
    const fresh = clientWith(ROTATED);
    expect(fresh).not.toBe(old);
    expect(await fresh.incr('count')).toBe(1);
    expect(await old.incr('count')).toBe(2);
  });

  it('is asked for when the old client has to reconnect: it warns once', async () => {
    const old = clientWith(RIGHT);
    await old.ping();
    await rotate(ROTATED);
    const fresh = clientWith(ROTATED);
    await fresh.ping();
    await admin.killOthers();
    const text = await told(old.get('a'));
    expect(text).toMatch(/WRONGPASS|MaxRetries|NOAUTH/);
    expect(text).not.toMatch(/s3cret/);
    expect(warnings()).toHaveLength(1);
    expect(await fresh.ping()).toBe('PONG');
  });

  it('lets the old client in again when it is taken back', async () => {
    const old = clientWith(RIGHT);
    await old.ping();
    await rotate(ROTATED);
    await admin.killOthers();
    await next(old, 'reconnecting');
    await next(old, 'reconnecting');
    await rotate(RIGHT);
    await next(old, 'ready');
    expect(await old.ping()).toBe('PONG');
    expect(clientWith(RIGHT)).toBe(old);
  });
});

describe('a role whose URL a function knows', () => {
  let password: string;
  let isVaultClosed: boolean;

  const url = () => {
    if (isVaultClosed) throw new Error('no vault');
    return `redis://:${password}@127.0.0.1:${server.port}`;
  };

  beforeEach(() => {
    password = RIGHT;
    isVaultClosed = false;
    configureRedisClients({ roles: { ops: url } });
  });

  afterEach(() => {
    configureRedisClients({
      onError: undefined,
      roles: { ops: { env: ['OPS_REDIS_URL', 'REDIS_URL'] } },
    });
  });

  const rotate = async () => {
    password = ROTATED;
    await admin.redis.config('SET', 'requirepass', ROTATED);
  };

  it('logs in with the password of the moment when it reconnects', async () => {
    const client: Redis = getOpsRedisClient();
    await client.ping();
    await rotate();
    client.disconnect(true);
    await next(client, 'ready');
    expect(await client.incr('count')).toBe(1);
    expect(getOpsRedisClient()).toBe(client);
    expect(await admin.connections()).toBe(1);
  });

  it('does so with node-redis too', async () => {
    const client = await nodeRedis.getOpsRedisClient().connect();
    await rotate();
    await admin.killOthers();
    expect(await client.incr('count')).toBe(1);
    expect(nodeRedis.getOpsRedisClient()).toBe(client);
    expect(await admin.connections()).toBe(1);
  });

  it('logs in as options say where the URL says nothing', async () => {
    const bare = () => `redis://127.0.0.1:${server.port}`;
    configureRedisClients({ roles: { ops: bare } });
    const login = { password: RIGHT };
    expect(await getOpsRedisClient(login).ping()).toBe('PONG');
    expect(await nodeRedis.getOpsRedisClient(login).ping()).toBe('PONG');
  });

  it('goes on with the last password when the function fails', async () => {
    const errors: string[] = [];
    configureRedisClients({
      onError: (error) => void errors.push(error.message),
    });
    const client: Redis = getOpsRedisClient();
    await client.ping();
    isVaultClosed = true;
    client.disconnect(true);
    await next(client, 'ready');
    expect(await client.ping()).toBe('PONG');
    expect(errors).toEqual(['no vault']);
  });
});
