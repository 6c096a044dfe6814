import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
  getRedisClient,
  openDedicatedRedisClient,
  resetRedisClients,
} from 'shared-redis';
import {
  freePort,
  type RedisServer,
  startRedisServer,
} from '../support/redis-server.ts';
import { next, Observer } from './observer.ts';

/** Every command waits for its server, however long that takes. */
const patient = { maxRetriesPerRequest: null, retryStrategy: () => 20 };

let emitWarning: MockInstance<typeof process.emitWarning>;

beforeEach(() => {
  emitWarning = vi.spyOn(process, 'emitWarning').mockReturnValue();
});

afterEach(async () => {
  emitWarning.mockRestore();
  await resetRedisClients();
});

const warnings = () => emitWarning.mock.calls.map(([text]) => String(text));

const openDedicated = ({ url }: RedisServer): Redis =>
  openDedicatedRedisClient(url, patient).on('error', () => undefined);

const clientsOf = (server: RedisServer): Redis[] => [
  getRedisClient(server.url, patient),
  getRedisClient(server.url, { ...patient, keyPrefix: '', keepAlive: 1 }),
  getRedisClient(server.url, { ...patient, enableAutoPipelining: true }),
  openDedicated(server),
];

/** Calls a command on each client, again as soon as it is answered. */
class Load {
  acknowledged = 0;
  #isOver = false;
  readonly #callers: Promise<void>[];

  constructor(clients: readonly Redis[], command: (redis: Redis) => unknown) {
    const callers = clients.flatMap((client) => Array<Redis>(25).fill(client));
    this.#callers = callers.map(async (client) => {
      while (!this.#isOver) {
        await command(client);
        this.acknowledged++;
      }
    });
  }

  async hasMade(more: number): Promise<void> {
    const goal = this.acknowledged + more;
    await vi.waitFor(() => expect(this.acknowledged).toBeGreaterThan(goal), {
      timeout: 20_000,
      interval: 5,
    });
  }

  /** Waits until nothing is acknowledged any more. */
  async stalls(): Promise<void> {
    let before = -1;
    const same = () => {
      const last = before;
      before = this.acknowledged;
      expect(before).toBe(last);
    };
    await vi.waitFor(same, { timeout: 20_000, interval: 100 });
  }

  async end(): Promise<void> {
    this.#isOver = true;
    await Promise.all(this.#callers);
  }
}

describe('a server that is killed and restarted under load', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'persistent-redis-'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  /** Like a database: what it has acknowledged is on disk. */
  const startPersistent = (port: number) =>
    startRedisServer({
      port,
      args: [
        ...['--dir', folder, '--appendonly', 'yes', '--appendfsync', 'always'],
      ],
    });

  it('has counted every acknowledged INCR once, and no other', async () => {
    const port = await freePort();
    await using first = await startPersistent(port);
    const clients = clientsOf(first);
    const load = new Load(clients, (redis) => redis.incr('count'));
    await load.hasMade(1_000);

    // What it executes but cannot acknowledge would be sent, and count, again.
    const admin = new Observer(port);
    await admin.redis.call('CLIENT', 'PAUSE', '60000', 'ALL');
    await load.stalls();
    admin.redis.disconnect();
    await first.stop();

    await using second = await startPersistent(port);
    expect(second.port).toBe(port);
    await load.hasMade(1_000);
    await load.end();
    expect(await getRedisClient(second.url, patient).get('count')).toBe(
      String(load.acknowledged),
    );
    await resetRedisClients();
  });

  it('keeps all that any client had acknowledged, three times in a row', async () => {
    const port = await freePort();
    await using first = await startPersistent(port);
    const clients = clientsOf(first);
    let id = 0;
    const load = new Load(clients, (redis) => redis.sadd('ids', ++id));
    await load.hasMade(500);
    await first.stop();
    for (let restart = 0; restart < 2; restart++) {
      await using again = await startPersistent(port);
      expect(again.port).toBe(port);
      await load.hasMade(500);
    }
    await using last = await startPersistent(port);
    await load.hasMade(500);
    await load.end();
    expect(await getRedisClient(last.url, patient).scard('ids')).toBe(
      load.acknowledged,
    );
    expect(clients.map(({ status }) => status)).toEqual(
      clients.map(() => 'ready'),
    );
    await resetRedisClients();
  });
});

describe('connections that the server ends', () => {
  it('lose no command: CLIENT KILL, ten times under load', async () => {
    await using server = await startRedisServer();
    const observer = new Observer(server.port);
    const clients = clientsOf(server);
    let id = 0;
    const load = new Load(clients, (redis) => redis.sadd('ids', ++id));
    for (let kill = 0; kill < 10; kill++) {
      await load.hasMade(200);
      await observer.killOthers();
    }
    await load.hasMade(200);
    await load.end();
    expect(await observer.redis.scard('ids')).toBe(load.acknowledged);
    expect(await observer.settlesAt(clients.length)).toBe(clients.length);
    observer.redis.disconnect();
    await resetRedisClients();
  });

  it('are opened once more when maxclients is reached and a place is free', async () => {
    await using server = await startRedisServer({
      args: ['--maxclients', '2'],
    });
    const inside = openDedicated(server);
    const leaving = openDedicated(server);
    await Promise.all([inside.ping(), leaving.ping()]);

    const late = getRedisClient(server.url, patient);
    // Depending on its version, the driver keeps it or passes the reason on.
    const early = Promise.allSettled([late.ping()]);
    for (let i = 0; i < 3; i++) await next(late, 'reconnecting');
    expect(await inside.ping()).toBe('PONG');
    // The server's reason, or the end of a connection that it never read.
    expect(warnings().length).toBeGreaterThan(0);
    expect(new Set(warnings()).size).toBe(warnings().length);

    const ready = next(late, 'ready');
    await leaving.quit();
    await ready;
    expect(await late.ping()).toBe('PONG');
    await early;
    await resetRedisClients();
  });
});
