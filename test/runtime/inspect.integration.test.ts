import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import {
  afterAll,
  afterEach,
  beforeAll,
  describe,
  expect,
  it,
  vi,
} from 'vitest';
import {
  getOpsRedisClient,
  getRedisClient,
  inspectRedisClients,
  openDedicatedRedisClient,
  type RedisClientInfo,
  resetRedisClients,
  subscribeRedis,
} from 'shared-redis';
import * as nodeRedis from 'shared-redis/node-redis';
import { type RedisServer, startRedisServer } from '../support/redis-server.ts';
import { Observer } from './observer.ts';

let server: RedisServer;
let observer: Observer;

beforeAll(async () => {
  server = await startRedisServer();
  observer = new Observer(server.port);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await resetRedisClients();
});

afterAll(async () => {
  await observer.redis.quit();
  await server.stop();
});

/** The names of all connections but the observer's. */
async function names(): Promise<string[]> {
  const list = String(await observer.redis.client('LIST'));
  const all = [...list.matchAll(/ name=(\S*)/g)].map(([, name]) => name!);
  return all.filter((name) => name !== '').sort();
}

/** The one open client of a kind. */
function only(kind: RedisClientInfo['kind']): RedisClientInfo {
  const [info, ...others] = inspectRedisClients().filter(
    (each) => each.kind === kind,
  );
  expect(others).toEqual([]);
  return info!;
}

describe('inspectRedisClients', () => {
  it('tells of every kind of client', async () => {
    await getRedisClient(server.url).ping();
    await openDedicatedRedisClient(server.url).ping();
    await subscribeRedis(server.url, 'news', () => undefined);
    await nodeRedis.getRedisClient(server.url).connect();

    const drivers = inspectRedisClients().map(
      ({ kind, driver, status, endpoint }) => [kind, driver, status, endpoint],
    );
    const endpoint = `127.0.0.1:${server.port}`;
    const ioredis = expect.stringMatching(/^ioredis@[56]$/) as string;
    const redis = expect.stringMatching(/^redis@[56]$/) as string;
    expect(drivers).toEqual([
      ['shared', ioredis, 'ready', endpoint],
      ['dedicated', ioredis, 'ready', endpoint],
      ['subscriber', ioredis, 'ready', endpoint],
      ['shared', redis, 'ready', endpoint],
    ]);
  });

  it('counts commands without a reply, and gets after the first', async () => {
    const client = getRedisClient(server.url);
    await client.ping();
    for (let i = 0; i < 4; i++) getRedisClient(server.url);
    const replies = [client.get('a'), client.get('b')];
    expect(only('shared')).toMatchObject({ pending: 2, hits: 4 });
    await Promise.all(replies);
    expect(only('shared')).toMatchObject({ pending: 0, hits: 4 });
  });

  it('shows where a client was opened, without the frames of the package', () => {
    openDedicatedRedisClient(server.url);
    const { stack } = only('dedicated');
    expect(stack[0]).toContain('inspect.integration.test');
    expect(stack.join('\n')).not.toContain('runtime/src');
  });

  it('shows every role of a client', () => {
    vi.stubEnv('REDIS_URL', server.url);
    getOpsRedisClient();
    getRedisClient(server.url);
    expect(only('shared')).toMatchObject({ role: 'ops', roles: ['ops'] });
  });
});

describe('CLIENT LIST', () => {
  it('shows what each connection is for, and the id of inspection', async () => {
    vi.stubEnv('REDIS_URL', server.url);
    await getOpsRedisClient().ping();
    await getRedisClient(server.url, { db: 1 }).ping();
    await openDedicatedRedisClient(server.url).ping();
    await subscribeRedis(server.url, 'news', () => undefined);
    expect(await names()).toEqual(
      inspectRedisClients()
        .map(({ role, kind, id }) => `shared-redis:${role ?? kind}:${id}`)
        .sort(),
    );
  });

  it('shows the name that the user chose', async () => {
    await getRedisClient(server.url, { connectionName: 'mine' }).ping();
    expect(await names()).toEqual(['mine']);
  });

  it('shows no name of ours for a copy that the user makes', async () => {
    const copy = getRedisClient(server.url).duplicate();
    expect(await copy.client('GETNAME')).toBeNull();
    await copy.quit();
  });

  it('shows nothing where the user may not call CLIENT SETNAME', async () => {
    await observer.redis.acl(
      'SETUSER',
      'no',
      'on',
      '>pw',
      '~*',
      '+@all',
      '-client',
    );
    const url = `redis://no:pw@127.0.0.1:${server.port}`;
    expect(await getRedisClient(url).ping()).toBe('PONG');
    for (const RESP of [2, 3] as const) {
      const client = nodeRedis.getRedisClient(url, { RESP });
      expect(await client.ping()).toBe('PONG');
    }
    expect(await names()).toEqual([]);
  });

  it('shows clients of node-redis too', async () => {
    const client = await nodeRedis.getRedisClient(server.url).connect();
    expect(await client.clientGetName()).toBe(
      `shared-redis:shared:${only('shared').id}`,
    );
  });
});

describe('the channels of node:diagnostics_channel', () => {
  /** Runs work; returns what a channel published meanwhile. */
  async function published(
    event: string,
    work: () => unknown,
  ): Promise<unknown[]> {
    const messages: unknown[] = [];
    const listener = (message: unknown) => void messages.push(message);
    subscribe(`shared-redis:${event}`, listener);
    try {
      await work();
    } finally {
      unsubscribe(`shared-redis:${event}`, listener);
    }
    return messages;
  }

  const identity = (kind: string) => ({
    id: expect.stringMatching(/^[0-9a-f]{8}$/) as string,
    kind,
    driver: expect.stringMatching(/@/) as string,
    endpoint: `127.0.0.1:${server.port}`,
    role: undefined,
  });

  it('tell of opened clients', async () => {
    const messages = await published('open', () => {
      getRedisClient(server.url);
      getRedisClient(server.url);
      openDedicatedRedisClient(server.url);
    });
    expect(messages).toEqual([identity('shared'), identity('dedicated')]);
  });

  it('tell of hits, with the role that asked', async () => {
    vi.stubEnv('REDIS_URL', server.url);
    getRedisClient(server.url);
    const messages = await published('hit', () => {
      getRedisClient(server.url);
      getOpsRedisClient();
    });
    expect(messages).toEqual([
      identity('shared'),
      { ...identity('shared'), role: 'ops' },
    ]);
  });

  it('tell of closed clients', async () => {
    await getRedisClient(server.url).ping();
    const own = openDedicatedRedisClient(server.url);
    await own.ping();
    const messages = await published('close', async () => {
      await own.quit();
      await resetRedisClients();
    });
    expect(messages).toEqual([identity('dedicated'), identity('shared')]);
  });

  it('tell of refused calls, and nothing of their arguments', async () => {
    const client = getRedisClient(server.url);
    const ofNodeRedis = nodeRedis.getRedisClient(server.url);
    const messages = await published('reject', async () => {
      expect(() => (client as { disconnect(): void }).disconnect()).toThrow();
      await Promise.allSettled([
        client.call('BLPOP', 's3cret', 0),
        client.pipeline().call('SUBSCRIBE', 's3cret').exec(),
        client.call('quit'),
        ofNodeRedis.sendCommand(['WATCH', 's3cret']),
        (ofNodeRedis as unknown as { close(): Promise<void> }).close(),
      ]);
    });
    const refused = (call: string, code: string) => ({
      ...identity('shared'),
      call,
      code: `ERR_SHARED_REDIS_${code}`,
    });
    expect(messages).toEqual(
      expect.arrayContaining([
        refused('blpop', 'STATE'),
        refused('subscribe', 'STATE'),
        refused('quit', 'CLOSE'),
        refused('disconnect', 'CLOSE'),
        refused('WATCH', 'STATE'),
        refused('close', 'CLOSE'),
      ]),
    );
    expect(messages).toHaveLength(6);
  });
});
