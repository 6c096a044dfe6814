import { existsSync, readFileSync } from 'node:fs';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startRedisCluster } from '../support/redis-cluster.ts';
import { type RedisServer, startRedisServer } from '../support/redis-server.ts';
import { tracedFolder } from './traced.ts';

let server: RedisServer;
beforeAll(async () => {
  server = await startRedisServer();
});
afterAll(() => server.stop());

const traced = tracedFolder(['ioredis', 'bullmq', 'tsx']);

/** A module with a client that is `redis`, and one line for each statement. */
const withClient = (...lines: readonly string[]): string =>
  [
    `import Redis from 'ioredis';`,
    `const redis = new Redis(${server.port}, '127.0.0.1');`,
    ...lines,
    `process.exit();`,
  ].join('\n');

describe('a program that opens a client per call', () => {
  const leak = () => `
    import Redis from 'ioredis';
    const read = async () => {
      const redis = new Redis(${server.port}, '127.0.0.1');
      return redis.get('key');
    };
    for (let call = 0; call < 7; call++) await read();
    process.exit();`;

  it('has one row for the place, with what is opened, open and sent', async () => {
    await traced.run(leak());
    expect(traced.opens()).toMatchObject([
      {
        site: { file: 'app.mjs', line: 4, column: 21 },
        driver: expect.stringMatching(/^ioredis@\d/) as string,
        opened: 7,
        open: 7,
        perMinute: 7,
        commands: 7,
        stateful: {},
        endpoints: [`127.0.0.1:${server.port}/0`],
      },
    ]);
  });

  it('is printed as a table when it ends', async () => {
    const { stderr } = await traced.run(leak());
    expect(stderr).toMatch(/opened 7 Redis clients in [\d.]+ s\.\n/);
    expect(stderr).toMatch(
      / 7 +7 +7 +7 +- +ioredis@\S+ +app\.mjs:4:21, from app\.mjs:7/,
    );
    expect(stderr).toContain('Written to shared-redis-trace.json');
  });
});

describe('what counts as opened and open', () => {
  it('a client that was closed is open no more', async () => {
    await traced.run(
      withClient(
        `redis.quit();`,
        `await new Promise((ended) => redis.once('end', ended));`,
      ),
    );
    expect(traced.opens()).toMatchObject([{ opened: 1, open: 0 }]);
  });

  it('a client that never connects is none', async () => {
    await traced.run(
      withClient(
        `await redis.ping();`,
        `new Redis(${server.port}, { lazyConnect: true });`,
      ),
    );
    expect(traced.opens()).toMatchObject([{ site: { line: 2 }, opened: 1 }]);
  });

  it('a lazy client belongs to the place that made it', async () => {
    await traced.run(
      withClient(
        `const lazy = new Redis({ port: ${server.port}, lazyConnect: true });`,
        `await lazy.connect();`,
      ),
    );
    expect(traced.opens()).toContainEqual(
      expect.objectContaining({
        site: { file: 'app.mjs', line: 3, column: 14 },
        opened: 1,
      }),
    );
  });

  it('a reconnect is no new open', async () => {
    await traced.run(
      withClient(
        `await redis.ping();`,
        `redis.disconnect(true);`,
        `await redis.ping();`,
      ),
    );
    expect(traced.opens()).toMatchObject([{ opened: 1, open: 1, commands: 2 }]);
  });

  it('a client whose server is not there is open', async () => {
    await traced.run(`
      import Redis from 'ioredis';
      const redis = new Redis(1, '127.0.0.1');
      redis.once('error', () => process.exit());`);
    expect(traced.opens()).toMatchObject([{ opened: 1, open: 1, commands: 0 }]);
  });

  it('other protocols are none', async () => {
    const { stderr } = await traced.run(`
      import { createServer } from 'node:http';
      const web = createServer((_, response) => response.end('hello')).listen(0);
      const answer = await fetch('http://127.0.0.1:' + web.address().port);
      console.error(await answer.text());
      process.exit();`);
    expect(stderr).toContain('hello');
    expect(traced.opens()).toEqual([]);
  });
});

describe('stateful use', () => {
  it.each([
    ['SUBSCRIBE', `await redis.subscribe('channel');`],
    ['BLPOP', `await redis.blpop('list', 0.01);`],
    ['WATCH', `await redis.watch('key');`],
    ['SELECT', `await redis.select(3);`],
    ['MONITOR', `await redis.monitor();`],
    ['XREAD', `await redis.xread('BLOCK', 1, 'STREAMS', 's', '$');`],
    ['CLIENT', `await redis.client('NO-EVICT', 'ON');`],
    [
      'MULTI',
      `await redis.multi({ pipeline: false }); await redis.set('a', 1); await redis.exec();`,
    ],
  ])('sees %s', async (name, line) => {
    await traced.run(withClient(line));
    const seen = traced
      .opens()
      .flatMap(({ stateful }) => Object.keys(stateful));
    expect(seen).toContain(name);
  });

  it.each([
    [`await redis.multi().set('a', 1).blpop('none', 0).exec();`],
    [`await redis.pipeline().get('a').get('b').exec();`],
    [`await redis.xread('COUNT', 1, 'STREAMS', 'block', 0);`],
    [`await redis.eval('return 1', 0);`],
    [`await redis.quit();`],
  ])('sees nothing in %s', async (line) => {
    await traced.run(withClient(line));
    expect(traced.opens()).toMatchObject([{ stateful: {} }]);
  });

  it('takes the set-up of a connection for none', async () => {
    await traced.run(
      withClient(
        `const other = new Redis({ port: ${server.port}, db: 2, connectionName: 'a' });`,
        `await other.get('key');`,
      ),
    );
    expect(traced.opens().find(({ site }) => site?.line === 3)).toMatchObject({
      stateful: {},
      endpoints: [`localhost:${server.port}/2`],
    });
  });

  it('of a cluster is seen at the cluster', async () => {
    await using cluster = await startRedisCluster();
    const nodes = JSON.stringify(cluster.nodes);
    await traced.run(`
      import { Cluster } from 'ioredis';
      const cluster = new Cluster(${nodes});
      await cluster.set('key', 'value');
      await cluster.subscribe('channel');
      process.exit();`);
    expect(traced.opens().find(({ site }) => site?.line === 3)).toMatchObject({
      opened: 1,
      stateful: { SUBSCRIBE: 1 },
    });
  }, 30_000);
});

describe('secrets', () => {
  it('are neither written nor printed', async () => {
    await using locked = await startRedisServer({
      args: ['--requirepass', 'hunter2'],
    });
    const { stderr } = await traced.run(`
      import Redis from 'ioredis';
      const redis = new Redis('redis://:hunter2@127.0.0.1:${locked.port}/1');
      await redis.set('hunter2', 'hunter2');
      await redis.auth('hunter2');
      new Redis('redis//default:hunter2@127.0.0.1').on('error', () => process.exit());`);
    const written = readFileSync(
      traced.pathOf('shared-redis-trace.json'),
      'utf8',
    );
    expect(written).toContain(`"127.0.0.1:${locked.port}/1"`);
    expect(written + stderr).not.toContain('hunter2');
  });
});

describe('who opens', () => {
  it('names the dependency, and the place that called it', async () => {
    await traced.run(`
      import { Queue, Worker } from 'bullmq';
      const connection = { port: ${server.port}, host: '127.0.0.1' };
      const queue = new Queue('jobs', { connection });
      const worker = new Worker('jobs', () => 0, { connection });
      await queue.add('job', {});
      setTimeout(() => process.exit(), 500);`);
    const rows = traced
      .opens()
      .map(({ via, site, stateful }) => [
        via,
        site?.line,
        Object.keys(stateful).join(),
      ]);
    expect(rows).toContainEqual(['bullmq → Queue', 4, '']);
    expect(rows).toContainEqual(['bullmq → Worker', 5, 'BZPOPMIN']);
  });

  it('finds a copy of the driver that a dependency has bundled', async () => {
    traced.write(
      'dep.mjs',
      `import Redis from 'ioredis'; export const open = (port) => new Redis(port, '127.0.0.1');`,
    );
    const bundle = await rolldown({
      input: traced.pathOf('dep.mjs'),
      platform: 'node',
    });
    await bundle.write({
      file: traced.pathOf('node_modules/dep/index.js'),
      format: 'cjs',
    });
    traced.write('node_modules/dep/package.json', '{ "name": "dep" }');
    await traced.run(`
      import { open } from 'dep';
      import Redis from 'ioredis';
      const own = new Redis(${server.port}, '127.0.0.1');
      const bundled = open(${server.port});
      await Promise.all([own.get('key'), bundled.blpop('key', 0.01)]);
      process.exit();`);
    expect(
      traced
        .opens()
        .map(({ driver, site, stateful }) => [
          driver.replace(/@.*/, ''),
          site?.line,
          Object.keys(stateful).join(),
        ]),
    ).toEqual([
      ['ioredis', 4, ''],
      ['dep', 5, 'BLPOP'],
    ]);
  });

  it('finds CommonJS, and works with --require', async () => {
    traced.write(
      'app.cjs',
      `const Redis = require('ioredis');
       const redis = new Redis(${server.port}, '127.0.0.1');
       redis.get('key').then(() => process.exit());`,
    );
    await traced.start(['--require', 'shared-redis/trace', 'app.cjs']).ended;
    expect(traced.opens()).toMatchObject([
      { site: { file: 'app.cjs', line: 2 }, opened: 1, commands: 1 },
    ]);
  });

  it('gives the lines of TypeScript that tsx runs', async () => {
    traced.write(
      'app.ts',
      `import Redis from 'ioredis';
interface Gone {
  readonly line: number;
}
const port: number = ${server.port};
const redis: Redis = new Redis(port, '127.0.0.1');
await redis.get('key');
process.exit();
`,
    );
    traced.write('package.json', '{ "type": "module" }');
    await traced.start(['--import', 'tsx', 'app.ts']).ended;
    expect(traced.opens()).toMatchObject([
      { site: { file: 'app.ts', line: 6, column: 22 } },
    ]);
  });
});

describe('the end of a program', () => {
  const open = (then: string) => withClient(`await redis.ping();`, then);
  const start = (then: string, env?: NodeJS.ProcessEnv) => {
    traced.write('app.mjs', open(then));
    return traced.start(['app.mjs'], env);
  };
  const written = () => traced.opens()[0]?.opened;

  it('by an exception is as without it, and written', async () => {
    const { code, stderr } = await start(`throw new Error('boom');`).ended;
    expect({ code, written: written() }).toEqual({ code: 1, written: 1 });
    expect(stderr).toContain('Error: boom');
  });

  it('by process.exit() keeps its code', async () => {
    const { code } = await start(`process.exit(3);`).ended;
    expect({ code, written: written() }).toEqual({ code: 3, written: 1 });
  });

  it('by itself is not held up', async () => {
    const { code } = await start(
      `await redis.quit(); process.exitCode = 0; await 0; if (false)`,
    ).ended;
    expect({ code, written: written() }).toEqual({ code: 0, written: 1 });
  });

  it('by a signal is one by that signal', async () => {
    const program = start(`console.log('ready'); await new Promise(() => 0);`);
    await program.prints('ready');
    program.child.kill('SIGTERM');
    const { signal } = await program.ended;
    expect({ signal, written: written() }).toEqual({
      signal: 'SIGTERM',
      written: 1,
    });
  });

  it('by its own handler of a signal is up to it', async () => {
    const program = start(
      `process.once('SIGTERM', () => { console.log(process.listenerCount('SIGTERM')); process.exit(5); });
       await 0; console.log('ready ' + process.listenerCount('SIGTERM')); await new Promise(() => 0);`,
    );
    await program.prints('ready 1');
    program.child.kill('SIGTERM');
    const { code } = await program.ended;
    expect({ code, written: written() }).toEqual({ code: 5, written: 1 });
  });

  it('need not come: SIGUSR2 prints and writes what there is so far', async () => {
    const program = start(`console.log('ready'); await new Promise(() => 0);`);
    await program.prints('ready');
    program.child.kill('SIGUSR2');
    await program.prints('Written to shared-redis-trace.json');
    expect(written()).toBe(1);
    expect(program.child.exitCode).toBeNull();
    program.child.kill('SIGKILL');
    await program.ended;
  });

  it('need not come: it is written from time to time', async () => {
    const program = start(`console.log('ready'); await new Promise(() => 0);`);
    await program.prints('ready');
    while (!existsSync(traced.pathOf('shared-redis-trace.json'))) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(written()).toBe(1);
    program.child.kill('SIGKILL');
    await program.ended;
  }, 15_000);
});

describe('the file', () => {
  it('has the threads and processes that a program starts', async () => {
    traced.write('child.mjs', withClient(`await redis.get('key');`));
    const { stderr } = await traced.run(`
      import { fork } from 'node:child_process';
      import { once } from 'node:events';
      import { Worker } from 'node:worker_threads';
      await Promise.all([
        once(fork('./child.mjs'), 'exit'),
        once(new Worker('./child.mjs'), 'exit'),
      ]);`);
    expect(stderr).toMatch(/thread 1 of \d+ opened 1 Redis client /);
    const { processes } = traced.trace();
    expect(processes.map(({ opens }) => opens.length)).toEqual([1, 1]);
    expect(new Set(processes.map(({ pid }) => pid)).size).toBe(2);
  });

  it('is the one that SHARED_REDIS_TRACE names', async () => {
    await traced.run(withClient(`await redis.ping();`), {
      SHARED_REDIS_TRACE: 'other.json',
    });
    expect(traced.trace('other.json')).toMatchObject({ version: 1 });
    expect(existsSync(traced.pathOf('shared-redis-trace.json'))).toBe(false);
  });

  it('holds nothing of an earlier run', async () => {
    await traced.run(withClient(`await redis.ping();`));
    await traced.run(`await 0;`);
    expect(traced.opens()).toEqual([]);
  });

  it('that cannot be written is said, and the program goes on', async () => {
    const { stderr } = await traced.run(withClient(`await redis.ping();`), {
      SHARED_REDIS_TRACE: 'no/such/folder.json',
    });
    expect(stderr).toContain('no/such/folder.json cannot be written: ENOENT');
  });
});
