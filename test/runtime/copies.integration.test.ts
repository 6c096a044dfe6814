import { cp, mkdir, mkdtemp, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type RedisServer, startRedisServer } from '../support/redis-server.ts';
import { Script } from './script.ts';

const RUNTIME = fileURLToPath(new URL('../../runtime', import.meta.url));
const IOREDIS = fileURLToPath(
  new URL('../../node_modules/ioredis', import.meta.url),
);

let server: RedisServer;
let folder: string;

beforeAll(async () => {
  server = await startRedisServer();
  folder = await mkdtemp(join(tmpdir(), 'shared-redis-copies-'));
});

afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});

/** What a script says that can connect to the server and import the package. */
async function said(source: string, env = {}): Promise<unknown> {
  const script = new Script(
    `const url = process.env.URL_UNDER_TEST;
    const say = (value) => console.log(JSON.stringify(value));
    ${source}`,
    { URL_UNDER_TEST: server.url, ...env },
  );
  const { lines } = await script.ends();
  return JSON.parse(lines.join('\n'));
}

/** A second installation, of another version, with the same ioredis. */
async function secondInstallation(): Promise<string> {
  const modules = join(folder, 'node_modules');
  const copy = join(modules, 'shared-redis');
  await mkdir(modules, { recursive: true });
  await cp(join(RUNTIME, 'dist'), join(copy, 'dist'), { recursive: true });
  await symlink(await realpath(IOREDIS), join(modules, 'ioredis'), 'junction');
  return pathToFileURL(join(copy, 'dist/esm/index.js')).href;
}

describe('one registry and one connection are used by', () => {
  it('two installations of the package', async () => {
    const second = await secondInstallation();
    const result = await said(
      `const [one, two] = await Promise.all([
        import('shared-redis'), import(process.env.SECOND),
      ]);
      const client = one.getRedisClient(url);
      const isOne = client === two.getRedisClient(url + '/0');
      await client.ping();
      await two.resetRedisClients();
      say({
        areTwo: one.getRedisClient !== two.getRedisClient,
        isOne,
        status: client.status,
      });`,
      { SECOND: second },
    );
    expect(result).toEqual({ areTwo: true, isOne: true, status: 'end' });
  });

  it('an entry that is imported once more, with a query', async () => {
    const result = await said(
      `const first = await import('shared-redis');
      const again = await import(import.meta.resolve('shared-redis') + '?t=1');
      const client = first.getRedisClient(url);
      say({ areTwo: first !== again, isOne: client === again.getRedisClient(url) });`,
    );
    expect(result).toEqual({ areTwo: true, isOne: true });
  });

  it('all modules when a development server evaluates them anew', async () => {
    const before = await import('shared-redis');
    const client = before.getRedisClient(server.url);
    const id = await client.client('ID');
    vi.resetModules();
    const after = await import('shared-redis');
    expect(after.getRedisClient).not.toBe(before.getRedisClient);
    expect(after.getRedisClient(server.url)).toBe(client);
    expect(await client.client('ID')).toBe(id);
    await after.resetRedisClients();
    expect(client.status).toBe('end');
  });
});

it('worker threads have a registry each', async () => {
  const result = await said(
    `import { once } from 'node:events';
    import { Worker } from 'node:worker_threads';
    import { getRedisClient } from 'shared-redis';
    const inWorker = \`import('shared-redis').then(async (redis) => {
      const { parentPort, workerData } = await import('node:worker_threads');
      const id = await redis.getRedisClient(workerData).client('ID');
      await redis.resetRedisClients();
      parentPort.postMessage(id);
    })\`;
    const client = getRedisClient(url);
    const ids = [await client.client('ID')];
    for (let i = 0; i < 2; i++) {
      const worker = new Worker(inWorker, { eval: true, workerData: url });
      ids.push((await once(worker, 'message'))[0]);
      await once(worker, 'exit');
    }
    say({ connections: new Set(ids).size, own: await client.client('ID') === ids[0] });`,
  );
  expect(result).toEqual({ connections: 3, own: true });
});
