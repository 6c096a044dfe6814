import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RedisServer, startRedisServer } from '../support/redis-server.ts';
import { tracedFolder } from './traced.ts';

let server: RedisServer;
beforeAll(async () => {
  server = await startRedisServer();
});
afterAll(() => server.stop());

const traced = tracedFolder(['iovalkey']);

it('traces the clients of iovalkey', async () => {
  await traced.run(`
    import { Redis } from 'iovalkey';
    const redis = new Redis(${server.port}, '127.0.0.1');
    await redis.set('key', 'value');
    await redis.blpop('list', 0.01);
    process.exit();`);
  expect(traced.opens()).toMatchObject([
    {
      site: { file: 'app.mjs', line: 3, column: 19 },
      driver: expect.stringMatching(/^iovalkey@/) as string,
      opened: 1,
      open: 1,
      commands: 2,
      stateful: { BLPOP: 1 },
    },
  ]);
});
