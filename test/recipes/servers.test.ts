import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Observer } from '../runtime/observer.ts';
import { ask, askTimes } from '../support/ask.ts';
import {
  RecipeProject,
  type Service,
  startService,
} from '../support/recipe.ts';
import { type RedisServer, startRedisServer } from '../support/redis-server.ts';

const REQUESTS = 500;

const hitsIn = (body: string) => (JSON.parse(body) as { hits: number }).hits;

/** The status of the answer, or the code of the error where there is none. */
const statusOf = (url: string): Promise<unknown> =>
  ask(url).then(
    ({ status }) => status,
    (error: unknown) => (error as NodeJS.ErrnoException).code,
  );

describe.each([
  {
    name: 'Express',
    recipe: 'express',
    file: 'app.js',
    connections: 1,
    endedBy: 0,
  },
  {
    name: 'Fastify',
    recipe: 'fastify',
    file: 'app.js',
    connections: 1,
    endedBy: 0,
  },
  {
    name: 'NestJS',
    recipe: 'nestjs',
    file: 'main.js',
    // One is for its subscription.
    connections: 2,
    endedBy: 'SIGTERM',
  },
])('$name', ({ recipe, file, connections, endedBy }) => {
  let redis: RedisServer;
  let observer: Observer;
  let project: RecipeProject;
  let service: Service;

  beforeAll(async () => {
    redis = await startRedisServer();
    observer = new Observer(redis.port);
    project = await new RecipeProject(recipe).compile();
    service = await startService(project, file, { REDIS_URL: redis.url });
  });

  afterAll(async () => {
    await service[Symbol.asyncDispose]();
    project[Symbol.dispose]();
    await observer.redis.quit();
    await redis.stop();
  });

  it(`answers ${REQUESTS} requests, each right, on a constant number of connections`, async () => {
    const answers = await askTimes(REQUESTS, `${service.url}/hits/home`);
    const hits = answers.map(({ body }) => hitsIn(body));
    expect(hits.sort((one, other) => one - other)).toEqual(
      Array.from({ length: REQUESTS }, (_, index) => index + 1),
    );
    expect(await observer.connections()).toBe(connections);
  });

  if (recipe === 'nestjs') {
    it('hears what is published', async () => {
      await observer.redis.publish('news', 'Rain');
      const latest = async () => (await ask(`${service.url}/news`)).body;
      await expect.poll(latest).toBe('{"news":"Rain"}');
    });
  }

  it('answers what is under way at SIGTERM, then ends and leaves no connection', async () => {
    await observer.redis.call('CLIENT', 'PAUSE', '20000', 'WRITE');
    const answer = ask(`${service.url}/hits/shutdown`);
    await observer.sees(/ flags=b /);
    service.program.signal('SIGTERM');
    await sleep(100);
    // A subscription has ended, and the request still has its connection.
    expect(await observer.settlesAt(1)).toBe(1);
    const late = statusOf(`${service.url}/hits/shutdown`);
    await observer.redis.call('CLIENT', 'UNPAUSE');

    expect(hitsIn((await answer).body)).toBe(1);
    expect([200, 'ECONNREFUSED']).toContain(await late);
    const { by, stderr } = await service.program.ends();
    expect({ by, stderr }).toEqual({ by: endedBy, stderr: '' });
    expect(await observer.settlesAt(0)).toBe(0);
  });
});
