import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RedisServer, startRedisServer } from '../support/redis-server.ts';
import { startTlsProxy, TLS_BY_KEY } from '../support/tls-proxy.ts';
import { tracedFolder } from './traced.ts';

let server: RedisServer;
beforeAll(async () => {
  server = await startRedisServer();
});
afterAll(() => server.stop());

const traced = tracedFolder(['redis', '@redis/client']);

/** A module with a connected client that is `client`, and further lines. */
const withClient = (...lines: readonly string[]): string =>
  [
    `import { createClient } from 'redis';`,
    `const client = createClient({ url: '${server.url}/2' });`,
    `client.on('error', () => {});`,
    `await client.connect();`,
    ...lines,
    `process.exit();`,
  ].join('\n');

it('traces a client at the place that creates it, and not where it connects', async () => {
  await traced.run(withClient(`await client.set('key', 'value');`));
  expect(traced.opens()).toMatchObject([
    {
      site: { file: 'app.mjs', line: 2, column: 16 },
      driver: expect.stringMatching(/^@redis\/client@/) as string,
      opened: 1,
      open: 1,
      commands: 1,
      stateful: {},
      endpoints: [`127.0.0.1:${server.port}/2`],
    },
  ]);
});

it('counts commands with any value, in any chunks', async () => {
  await traced.run(
    withClient(
      `await client.set('größe', 'ö'.repeat(100_000));`,
      `await client.set('key', Buffer.from('*1\\r\\n$4\\r\\nPING\\r\\n'));`,
      `await client.set('large', 'x'.repeat(1_000_000));`,
      `await Promise.all([client.get('a'), client.get('ü'), client.get('b')]);`,
      `await client.blPop('list', 0.01);`,
    ),
  );
  expect(traced.opens()).toMatchObject([
    { commands: 7, stateful: { BLPOP: 1 } },
  ]);
});

it('a client that was closed is open no more', async () => {
  await traced.run(withClient(`await client.ping();`, `await client.quit();`));
  expect(traced.opens()).toMatchObject([{ opened: 1, open: 0 }]);
});

it('a duplicate belongs to the place that made it', async () => {
  await traced.run(
    withClient(
      `const other = client.duplicate();`,
      `await other.connect();`,
      `await other.subscribe('channel', () => 0);`,
    ),
  );
  expect(traced.opens()).toMatchObject([
    { site: { line: 2 }, opened: 1, stateful: {} },
    { site: { line: 5 }, opened: 1, stateful: { SUBSCRIBE: 1 } },
  ]);
});

it.each([
  [`await client.multi().set('a', '1').get('a').exec();`],
  [`await client.multi().set('a', '1').get('a').execAsPipeline();`],
  [`await client.xRead({ key: 'block', id: '0' }, { COUNT: 1 });`],
])('sees no stateful use in %s', async (line) => {
  await traced.run(withClient(line));
  expect(traced.opens()).toMatchObject([{ stateful: {} }]);
});

describe('after the server has dropped its connection', () => {
  /** Two clients, so that it matters whose a new socket is. */
  const reconnecting = (url: string, socket = '{}') => `
    import { createClient } from 'redis';
    const open = () => createClient({ url: '${url}', socket: ${socket} }).on('error', () => {});
    const one = open();
    const other = open();
    await Promise.all([one.connect(), other.connect()]);
    const id = await one.sendCommand(['CLIENT', 'ID']);
    const ready = new Promise((resolve) => one.once('ready', resolve));
    await other.sendCommand(['CLIENT', 'KILL', 'ID', String(id)]);
    await ready;
    await one.blPop('list', 0.01);
    process.exit();`;

  const rows = () =>
    traced
      .opens()
      .map(({ opened, stateful }) => [opened, Object.keys(stateful).join()]);

  it('a client is the same one, and no new open', async () => {
    await traced.run(reconnecting(server.url));
    expect(rows()).toEqual([
      [1, 'BLPOP'],
      [1, ''],
    ]);
  });

  it('also with TLS', async () => {
    const proxy = await startTlsProxy(server.port);
    const url = `rediss://localhost:${proxy.port}`;
    await traced.run(reconnecting(url, `{ tls: true, ...${TLS_BY_KEY} }`));
    await proxy.stop();
    expect(rows()).toEqual([
      [1, 'BLPOP'],
      [1, ''],
    ]);
  });
});
