import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Observer } from '../runtime/observer.ts';
import { ask, askTimes } from '../support/ask.ts';
import {
  RecipeProject,
  type Service,
  startService,
} from '../support/recipe.ts';
import { type RedisServer, startRedisServer } from '../support/redis-server.ts';

let redis: RedisServer;
let observer: Observer;
let project: RecipeProject;
let services: Service[];

beforeAll(async () => {
  redis = await startRedisServer();
  observer = new Observer(redis.port);
  project = await new RecipeProject('rate-limiter').compile();
  const env = { REDIS_URL: redis.url };
  services = await Promise.all(
    [1, 2].map(() => startService(project, 'app.js', env)),
  );
});

afterAll(async () => {
  await Promise.all(services.map((one) => one[Symbol.asyncDispose]()));
  project[Symbol.dispose]();
  await observer.redis.quit();
  await redis.stop();
});

describe('a rate limiter', () => {
  it('lets 20 of 300 requests pass, on two servers together with a connection each', async () => {
    const answers = await Promise.all(
      services.map(({ url }) => askTimes(150, url)),
    );
    const statuses = answers.flat().map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(20);
    expect(statuses.filter((status) => status === 429)).toHaveLength(280);
    expect(await observer.connections()).toBe(2);
  });

  it('says when to come back', async () => {
    const { headers } = await ask(services[0]!.url);
    const seconds = Number(headers['retry-after']);
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(60);
  });

  it('ends at SIGTERM, with nothing to close', async () => {
    for (const { program } of services) {
      program.signal('SIGTERM');
      expect(await program.ends()).toMatchObject({ by: 0, stderr: '' });
    }
    expect(await observer.settlesAt(0)).toBe(0);
  });
});
