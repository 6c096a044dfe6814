import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Observer } from '../runtime/observer.ts';
import type { Program } from '../support/program.ts';
import { RecipeProject } from '../support/recipe.ts';
import { type RedisServer, startRedisServer } from '../support/redis-server.ts';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';

/** What stands between Lambda and a handler: an event in, an answer out. */
const RUNTIME = `
  import { createInterface } from 'node:readline';
  import { handler } from './handler.js';
  for await (const line of createInterface({ input: process.stdin })) {
    const answer = await handler(JSON.parse(line)).catch(({ message }) => message);
    console.log(JSON.stringify(answer));
  }
`;

let redis: RedisServer;
let observer: Observer;
let proxy: TcpProxy;
let project: RecipeProject;
let lambda: Program;

beforeEach(async () => {
  await startRedis();
  proxy = await startTcpProxy(redis.port);
  project = await new RecipeProject('lambda').compile();
  writeFileSync(project.path('runtime.js'), RUNTIME);
});

afterEach(async () => {
  await lambda[Symbol.asyncDispose]();
  project[Symbol.dispose]();
  await proxy.stop();
  await stopRedis();
});

async function startRedis(port?: number): Promise<void> {
  redis = await startRedisServer(port === undefined ? {} : { port });
  observer = new Observer(redis.port);
}

async function stopRedis(): Promise<void> {
  await observer.redis.quit();
  await redis.stop();
}

function start(port: number): void {
  const url = `redis://127.0.0.1:${port}`;
  lambda = project.run('runtime.js', { REDIS_URL: url });
}

/** One event and its answer; the function is thawed for it and frozen after. */
async function invoke(): Promise<unknown> {
  const before = lambda.stdout.length;
  lambda.signal('SIGCONT');
  lambda.write(JSON.stringify({ page: 'home' }));
  await lambda.prints('\n', before);
  lambda.signal('SIGSTOP');
  return JSON.parse(lambda.stdout.slice(before));
}

describe('a Lambda function that is frozen between events', () => {
  it('keeps one connection, and counts each event once', async () => {
    start(proxy.port);
    for (let event = 1; event <= 20; event++) {
      expect(await invoke()).toEqual({ hits: event });
      expect(await observer.connections()).toBe(1);
    }
    expect(proxy.accepted()).toBe(1);
  });

  it('counts each event once when the server drops idle connections', async () => {
    start(proxy.port);
    for (let event = 1; event <= 20; event++) {
      expect(await invoke()).toEqual({ hits: event });
      await observer.killOthers();
    }
    expect(await observer.redis.get('hits:home')).toBe('20');
    expect(proxy.accepted()).toBe(20);
  });

  it('counts on when the connection died without a word', async () => {
    start(proxy.port);
    expect(await invoke()).toEqual({ hits: 1 });
    proxy.hang();
    expect(await invoke()).toEqual({ hits: 2 });
    expect(await observer.redis.get('hits:home')).toBe('2');
    expect(proxy.accepted()).toBe(2);
  });

  it('fails, and sends nothing again, where that is wanted', async () => {
    const file = project.path('handler.js');
    const options =
      'autoResendUnfulfilledCommands: false, commandTimeout: 3_000,';
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace('const OPTIONS = {', `$&${options}`),
    );
    start(proxy.port);
    expect(await invoke()).toEqual({ hits: 1 });
    proxy.hang();
    expect(await invoke()).toBe('Command timed out');
    expect(await invoke()).toEqual({ hits: 2 });
  });

  it('counts on when Redis was started anew in the meantime', async () => {
    start(redis.port);
    expect(await invoke()).toEqual({ hits: 1 });
    await stopRedis();
    await startRedis(redis.port);
    expect(await invoke()).toEqual({ hits: 1 });
  });

  it('answers with an error while Redis is away, and with data again after that', async () => {
    start(redis.port);
    expect(await invoke()).toEqual({ hits: 1 });
    await stopRedis();
    expect(await invoke()).toMatch(/max retries per request/);
    await startRedis(redis.port);
    await expect.poll(invoke, { timeout: 10_000 }).toEqual({ hits: 1 });
  });

  it('ends by itself when it gets no more events', async () => {
    start(redis.port);
    await invoke();
    lambda.signal('SIGCONT');
    lambda.endInput();
    expect(await lambda.ends()).toMatchObject({ by: 0, stderr: '' });
    expect(await observer.settlesAt(0)).toBe(0);
  });
});
