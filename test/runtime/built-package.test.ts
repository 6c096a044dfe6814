import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { Script } from './script.ts';

const LOAD = {
  esm: `const load = (name) => import(name);`,
  cjs: `const load = createRequire(process.cwd() + '/');`,
};

async function run(system: keyof typeof LOAD, source: string) {
  const script = new Script(`
    import { createRequire } from 'node:module';
    ${LOAD[system]}
    ${source}
  `);
  return (await script.ends()).lines.join('\n');
}

const DRIVERS = {
  'shared-redis': 'ioredis',
  'shared-redis/iovalkey': 'iovalkey',
  'shared-redis/node-redis': 'redis @redis/client',
  'shared-redis/redis-client': '@redis/client',
};

it.each([
  ['cluster of ioredis', 'shared-redis', 'getRedisCluster([{}]).quit()'],
  [
    'client of node-redis',
    'shared-redis/node-redis',
    'getRedisClient().quit()',
  ],
  [
    'client of node-redis',
    'shared-redis/node-redis',
    'getRedisClient().close()',
  ],
])(
  'warns when a %s is not closed, which nobody awaits',
  async (_, entry, call) => {
    const warned = await run(
      'esm',
      `const shared = await load('${entry}');
    process.on('warning', ({ code }) => console.log(code));
    shared.configureRedisClients({ onError: () => undefined });
    shared.${call};
    setTimeout(() => process.exit(), 100);`,
    );
    expect(warned).toBe('SHARED_REDIS_FORBIDDEN_CALL');
  },
);

it('has types of every driver for bundlers', () => {
  const folder = fileURLToPath(
    new URL('../../runtime/dist/esm/', import.meta.url),
  );
  const files = Object.keys(DRIVERS).map(
    (entry) => `${folder}${entry.split('/')[1] ?? 'index'}.d.ts`,
  );
  const program = ts.createProgram(files, {
    lib: ['lib.es2022.d.ts', 'lib.esnext.disposable.d.ts'],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    strict: true,
    types: ['node'],
  });
  const problems = files.flatMap((file) =>
    program.getSemanticDiagnostics(program.getSourceFile(file)),
  );
  expect(problems.map(({ messageText }) => messageText)).toEqual([]);
});

describe.each(['esm', 'cjs'] as const)('the built package as %s', (system) => {
  it.each(Object.entries(DRIVERS))(
    'loads for %s only %s',
    async (entry, own) => {
      const loaded = await run(
        system,
        `await load('${entry}');
      const files = Object.keys(createRequire(process.cwd() + '/').cache).join();
      const drivers = ['ioredis', 'iovalkey', 'redis', '@redis/client'];
      console.log(...drivers.filter((name) =>
        files.replaceAll('\\\\', '/').includes('node_modules/' + name + '/')));`,
      );
      expect(loaded).toBe(own);
    },
  );

  it('has one state for all entries', async () => {
    const same = await run(
      system,
      `const names = ${JSON.stringify(Object.keys(DRIVERS))};
      const copies = await Promise.all(names.map(load));
      console.log(new Set(copies.map((copy) => copy.SharedRedisError)).size);`,
    );
    expect(same).toBe('1');
  });

  it.each(Object.keys(DRIVERS))(
    'has, as %s, what is for the clients of all drivers',
    async (entry) => {
      const missing = await run(
        system,
        `const its = await load('${entry}');
        const names = ['closeOnSignals', 'configureRedisClients', 'inspectRedisClients', 'resetRedisClients'];
        console.log(...names.filter((name) => typeof its[name] !== 'function'));`,
      );
      expect(missing).toBe('');
    },
  );

  it('names the places that ask for too many clients, none of its own', async () => {
    const message = await run(
      system,
      `const { configureRedisClients, getOpsRedisClient, getRedisClient } =
        await load('shared-redis');
      process.env.OPS_REDIS_URL = 'redis://leaky';
      process.on('warning', ({ message }) => console.log(message));
      configureRedisClients({ maxClientsPerEndpoint: 1 });
      const options = () => ({ lazyConnect: true, retryStrategy() {} });
      getOpsRedisClient(options());
      getRedisClient('redis://leaky', options());`,
    );
    expect(message).toMatch(
      /Asked for by [^ ]*\[eval1\]:\d+:\d+, [^ ]*\[eval1\]:\d+:\d+\.$/,
    );
  });
});
