import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Observer } from '../runtime/observer.ts';
import { ask, askTimes } from '../support/ask.ts';
import { RecipeProject, startService } from '../support/recipe.ts';
import { type RedisServer, startRedisServer } from '../support/redis-server.ts';

let redis: RedisServer;
let observer: Observer;
let project: RecipeProject;

beforeAll(async () => {
  redis = await startRedisServer();
  observer = new Observer(redis.port);
  project = await new RecipeProject('sessions').compile();
});

afterAll(async () => {
  project[Symbol.dispose]();
  await observer.redis.quit();
  await redis.stop();
});

const start = () =>
  startService(project, 'app.js', {
    REDIS_URL: redis.url,
    SESSION_SECRET: 'of this test',
  });

const visitsIn = (body: string) =>
  (JSON.parse(body) as { visits: number }).visits;

describe('sessions', () => {
  it('outlive the server, each visitor having one', async () => {
    const before = await start();
    const { body, headers } = await ask(before.url);
    expect(visitsIn(body)).toBe(1);
    const cookie = headers['set-cookie']![0]!.split(';')[0]!;
    before.program.signal('SIGTERM');
    expect(await before.program.ends()).toMatchObject({ by: 0, stderr: '' });
    expect(await observer.settlesAt(0)).toBe(0);

    await using after = await start();
    expect(visitsIn((await ask(after.url, { cookie })).body)).toBe(2);
    expect(visitsIn((await ask(after.url)).body)).toBe(1);
  });

  it('of 300 visitors need one connection', async () => {
    await using service = await start();
    await observer.redis.flushall();
    const answers = await askTimes(300, service.url);
    expect(new Set(answers.map(({ body }) => visitsIn(body)))).toEqual(
      new Set([1]),
    );
    expect(await observer.redis.dbsize()).toBe(300);
    expect(await observer.settlesAt(1)).toBe(1);
  });
});
