import {
  afterEach,
  beforeEach,
  describe,
  expect,
  it,
  type MockInstance,
  vi,
} from 'vitest';
import { getRedisClient, resetRedisClients } from 'shared-redis';
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
