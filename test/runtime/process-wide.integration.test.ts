import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RedisServer, startRedisServer } from '../support/redis-server.ts';
import { Script } from './script.ts';

let server: RedisServer;

beforeAll(async () => {
  server = await startRedisServer();
});

afterAll(() => server.stop());

async function runModule(source: string): Promise<unknown> {
  const script = new Script(source, { URL_UNDER_TEST: server.url });
  const { lines } = await script.ends();
  return JSON.parse(lines.join('\n'));
}

const imports = `
  import { createRequire } from 'node:module';
  import * as esm from 'shared-redis';
  const cjs = createRequire(process.cwd() + '/')('shared-redis');
  const url = process.env.URL_UNDER_TEST;
`;

describe('the built package', () => {
  it('has one registry for its ESM and its CommonJS copy', async () => {
    const result = await runModule(`${imports}
      const client = esm.getRedisClient(url);
      const same = client === cjs.getRedisClient(url + '/0');
      const copies = esm.getRedisClient !== cjs.getRedisClient;
      await client.ping();
      await cjs.resetRedisClients();
      console.log(JSON.stringify({ copies, same, status: client.status }));
    `);
    expect(result).toEqual({ copies: true, same: true, status: 'end' });
  });

  it('leaves no enumerable trace on globalThis', async () => {
    const result = await runModule(`${imports}
      esm.getRedisClient(url, { lazyConnect: true });
      const place = Object.getOwnPropertySymbols(globalThis)
        .find((symbol) => String(symbol).includes('shared-redis'));
      const { enumerable, writable } = Object.getOwnPropertyDescriptor(globalThis, place);
      console.log(JSON.stringify({ enumerable, writable }));
    `);
    expect(result).toEqual({ enumerable: false, writable: false });
  });

  it('throws errors that both copies tell by their code', async () => {
    const result = await runModule(`${imports}
      const error = await cjs.getRedisClient(url).quit().catch((reason) => reason);
      await esm.resetRedisClients();
      console.log(JSON.stringify({ code: error.code }));
    `);
    expect(result).toEqual({ code: 'ERR_SHARED_REDIS_CLOSE' });
  });

  it('ends lazy clients when the process has nothing left to do', async () => {
    const result = await runModule(`${imports}
      const client = esm.getRedisClient(url, { lazyConnect: true });
      client.on('end', () => console.log(JSON.stringify('closed')));
    `);
    expect(result).toBe('closed');
  });
});
