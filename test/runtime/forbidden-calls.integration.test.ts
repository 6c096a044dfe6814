import type { Redis } from 'ioredis';
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  expect,
  it,
  vi,
} from 'vitest';
import {
  configureRedisClients,
  getRedisClient,
  resetRedisClients,
} from 'shared-redis';
import { type RedisServer, startRedisServer } from '../support/redis-server.ts';

let server: RedisServer;
let client: Redis;

const emitWarning = vi.spyOn(process, 'emitWarning');

beforeAll(async () => {
  server = await startRedisServer();
  configureRedisClients({ onForbiddenCall: 'warn' });
});

beforeEach(() => {
  emitWarning.mockReset();
  client = getRedisClient(server.url);
});

afterEach(() => resetRedisClients());

afterAll(async () => {
  configureRedisClients({ onForbiddenCall: 'throw' });
  await server.stop();
});

const warnings = () =>
  emitWarning.mock.calls.map(([message, options]) => ({
    text: String(message),
    code: (options as { code?: string }).code,
  }));

it('a command is sent all the same, with one warning', async () => {
  expect(await client.watch('a')).toBe('OK');
  expect(await client.watch('b')).toBe('OK');
  expect(warnings()).toEqual([
    {
      text: expect.stringMatching(
        /^WATCH .*openDedicatedRedisClient\(\)/,
      ) as string,
      code: 'SHARED_REDIS_FORBIDDEN_CALL',
    },
  ]);
});

it('a command of a pipeline or a transaction is sent too', async () => {
  expect(await client.pipeline().unwatch().set('a', 1).exec()).toEqual([
    [null, 'OK'],
    [null, 'OK'],
  ]);
  expect(await client.multi().select(0).select(1).exec()).toEqual([
    [null, 'OK'],
    [null, 'OK'],
  ]);
  expect(warnings()).toHaveLength(2);
});

it('monitor() opens its connection', async () => {
  const monitor = await client.monitor();
  monitor.disconnect();
  expect(warnings()).toHaveLength(1);
});

it('a close does nothing', async () => {
  expect(await client.quit()).toBe('OK');
  expect(await client.call('QUIT')).toBe('OK');
  expect(await client.pipeline().quit().ping().exec()).toEqual([
    [null, 'OK'],
    [null, 'PONG'],
  ]);
  for (const close of ['disconnect', 'end'] as const) client[close]();
  expect(await client.ping()).toBe('PONG');
  expect(client.status).toBe('ready');
  expect(warnings().map(({ text }) => text.split(' ', 1)[0])).toEqual([
    'quit()',
    'disconnect()',
    'end()',
  ]);
});
