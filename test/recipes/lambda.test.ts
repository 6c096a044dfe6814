import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
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
  redis = await startRedisServer();
  observer = new Observer(redis.port);
  proxy = await startTcpProxy(redis.port);
  project = new RecipeProject('lambda').compile();
  writeFileSync(project.path('runtime.js'), RUNTIME);
  lambda = project.run('runtime.js', {
    REDIS_URL: `redis://127.0.0.1:${proxy.port}`,
  });
});

afterEach(async () => {
  await lambda[Symbol.asyncDispose]();
  project[Symbol.dispose]();
  await observer.redis.quit();
  await proxy.stop();
  await redis.stop();
});

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
    for (let event = 1; event <= 20; event++) {
      expect(await invoke()).toEqual({ hits: event });
      expect(await observer.connections()).toBe(1);
    }
    expect(proxy.accepted()).toBe(1);
  });

  it('counts each event once when the server drops idle connections', async () => {
    for (let event = 1; event <= 20; event++) {
      expect(await invoke()).toEqual({ hits: event });
      await observer.killOthers();
    }
    expect(await observer.redis.get('hits:home')).toBe('20');
    expect(proxy.accepted()).toBe(20);
  });

  it('counts on when the connection died without a word', async () => {
    expect(await invoke()).toEqual({ hits: 1 });
    proxy.hang();
    expect(await invoke()).toEqual({ hits: 2 });
    expect(await observer.redis.get('hits:home')).toBe('2');
    expect(proxy.accepted()).toBe(2);
  });

  it('counts on when Redis was started anew in the meantime', async () => {
    expect(await invoke()).toEqual({ hits: 1 });
    await redis.stop();
    await observer.redis.quit().catch(() => undefined);
    redis = await startRedisServer({ port: redis.port });
    observer = new Observer(redis.port);
    expect(await invoke()).toEqual({ hits: 1 });
  });

  it('answers with an error, and later with data, when Redis is away for long', async () => {
    expect(await invoke()).toEqual({ hits: 1 });
    await redis.stop();
    expect(await invoke()).toMatch(/max retries|closed/i);
    redis = await startRedisServer({ port: redis.port });
    await sleep(1_000);
    expect(await invoke()).toEqual({ hits: 1 });
  });

  it('ends by itself when it gets no more events', async () => {
    await invoke();
    lambda.signal('SIGCONT');
    lambda.endInput();
    expect((await lambda.ends()).by).toBe(0);
    expect(await observer.settlesAt(0)).toBe(0);
  });
});
