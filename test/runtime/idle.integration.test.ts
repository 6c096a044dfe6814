import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  freePort,
  type RedisServer,
  startRedisServer,
} from '../support/redis-server.ts';
import { scriptWith, SOON } from './idle-script.ts';
import { Observer } from './observer.ts';

const socketPath = join(tmpdir(), `shared-redis-idle-${process.pid}.sock`);

let server: RedisServer;
let observer: Observer;

beforeAll(async () => {
  server = await startRedisServer({ args: ['--unixsocket', socketPath] });
  observer = new Observer(server.port);
});

afterAll(async () => {
  await observer.redis.quit();
  await server.stop();
  rmSync(socketPath, { force: true });
});

const script = (body: string, port = server.port) => scriptWith(port, body);

describe('a script ends by itself, with its last reply,', () => {
  it.each([
    ['of a command', `await client.set('a', '1');`],
    ['of a pipeline', `await client.pipeline().set('a', 1).get('a').exec();`],
    ['of a transaction', `await client.multi().set('a', 1).exec();`],
    ['of a script', `await client.eval('return 1', 0);`],
    ['of a scan', `for await (const keys of client.scanStream()) keys;`],
    ['after a pause', `await client.ping(); await sleep(300);`],
    [
      'of a command after a pause',
      `await client.ping(); await sleep(300); await client.ping();`,
    ],
    [
      'that the server delays',
      `await client.call('CLIENT', 'PAUSE', 600, 'ALL'); await client.ping();`,
    ],
    ['after connect()', `await client.connect();`],
    ['having done nothing', ``],
    [
      'of a client that lost its connection, after removeAllListeners()',
      `client.on('error', () => {}); await client.ping(); client.removeAllListeners(); const other = openDedicatedRedisClient(port, host); await other.client('KILL', 'ID', await client.client('ID')); await other.quit(); await sleep(300); await client.ping();`,
    ],
  ])('%s', async (_, work) => {
    const { lines, lingered } = await script(`
      const client = getRedisClient(port, host);
      ${work}
      console.log('done');
    `).ends();
    expect(lines).toEqual(['done']);
    expect(lingered).toBeLessThan(SOON);
  });

  it.each([
    ['{ lazyConnect: true }', 'await client.ping()'],
    ['{ lazyConnect: true }', 'await client.connect()'],
    ['{ lazyConnect: true }', ''],
    ['{ enableAutoPipelining: true }', 'await client.ping()'],
    ['{ enableReadyCheck: false }', 'await client.ping()'],
    ['{ connectionName: "name", db: 1 }', 'await client.ping()'],
    [`{ path: ${JSON.stringify(socketPath)} }`, 'await client.ping()'],
  ])('with %s: %s', async (options, work) => {
    const { lines, lingered } = await script(`
      const client = getRedisClient({ host, port, ...${options} });
      ${work};
      console.log('done');
    `).ends();
    expect(lines).toEqual(['done']);
    expect(lingered).toBeLessThan(SOON);
  });

  it('closing its connections gracefully', async () => {
    const before = await observer.connections();
    const { lines } = await script(`
      const client = getRedisClient(port, host);
      client.on('end', () => console.log('closed'));
      await client.ping();
      const send = client.sendCommand;
      client.sendCommand = function (command, ...rest) {
        console.log(command.name);
        return send.call(client, command, ...rest);
      };
    `).ends();
    expect(lines).toEqual(['quit', 'closed']);
    expect(await observer.settlesAt(before)).toBe(before);
  });
});

describe('a script does not end before', () => {
  it('commands that nobody awaits are done', async () => {
    await script(`
      const client = getRedisClient(port, host);
      for (let i = 0; i < 500; i++) client.incr('idle:fired');
    `).ends();
    expect(await observer.redis.get('idle:fired')).toBe('500');
  });

  it('commands that nobody awaits are done on a client that was idle', async () => {
    await script(`
      const client = getRedisClient(port, host);
      await client.ping();
      await sleep(100);
      for (let i = 0; i < 500; i++) client.incr('idle:again');
    `).ends();
    expect(await observer.redis.get('idle:again')).toBe('500');
  });

  it('a command that waits for its server is done', async () => {
    await using first = await startRedisServer();
    const restarted = script(
      `const client = getRedisClient(port, host, { retryStrategy: () => 200 });
      await client.ping();
      console.log('up');
      await until(client, 'reconnecting');
      console.log('down');
      console.log(await client.set('a', 1));`,
      first.port,
    );
    await restarted.prints('up');
    await first.stop();
    await restarted.prints('down');
    await sleep(1_200);
    await using second = await startRedisServer({ port: first.port });
    const { lines, lingered } = await restarted.ends();
    expect(lines).toEqual(['up', 'down', 'OK']);
    expect(lingered).toBeLessThan(SOON);
    expect(second.port).toBe(first.port);
  });

  it('a command in flight is sent again and done', async () => {
    const { lines, lingered } = await script(`
      const client = getRedisClient(port, host, { retryStrategy: () => 700 });
      await client.ping();
      await client.call('CLIENT', 'PAUSE', 300, 'WRITE');
      const reply = client.set('a', 1);
      const other = openDedicatedRedisClient(port, host);
      await other.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
      await other.quit();
      console.log(await reply);
    `).ends();
    expect(lines).toEqual(['OK']);
    expect(lingered).toBeLessThan(SOON);
  });

  it('a command of a client that was idle when its server went is done', async () => {
    const { lines } = await script(`
      const client = getRedisClient(port, host, { retryStrategy: () => 700 });
      await client.ping();
      const down = until(client, 'reconnecting');
      const other = openDedicatedRedisClient(port, host);
      await other.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
      await down;
      await other.quit();
      client.echo('done').then(console.log);
    `).ends();
    expect(lines).toEqual(['done']);
  });

  it('a dedicated client is closed', async () => {
    const open = script(`
      const client = openDedicatedRedisClient(port, host);
      await client.ping();
    `);
    expect(await open.stillRunsAfter(1_500)).toBe(true);
  });

  it('a subscription is over, also across a restart', async () => {
    await using first = await startRedisServer();
    const { port } = first;
    const subscribed = script(
      `configureRedisClients({ onForbiddenCall: 'warn' });
      const client = getRedisClient(port, host, { retryStrategy: () => 200 });
      client.on('message', async (channel, text) => {
        await client.unsubscribe();
        console.log(text);
      });
      await client.subscribe('news');
      console.log('subscribed');`,
      port,
    );
    await subscribed.prints('subscribed');
    await first.stop();
    await sleep(1_000);
    await using second = await startRedisServer({ port });
    const publisher = new Observer(second.port).redis;
    while ((await publisher.publish('news', 'published')) === 0) {
      await sleep(50);
    }
    await publisher.quit();
    const { lines, lingered } = await subscribed.ends();
    expect(lines).toEqual(['subscribed', 'published']);
    expect(lingered).toBeLessThan(SOON);
  });

  it('the first attempt to connect has its outcome', async () => {
    const { lines } = await script(
      `const client = getRedisClient(port, host, { lazyConnect: true });
      client.connect().catch(() => console.log('failed'));`,
      await freePort(),
    ).ends();
    expect(lines).toEqual(['failed']);
  });
});
