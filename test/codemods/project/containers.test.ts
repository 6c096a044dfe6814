import { describe } from 'vitest';

import { BASE, expectAll, type Files } from './support.ts';

/** A client in a container of awilix, and a file that asks for it. */
const awilix = (asks: string): Files => ({
  ...BASE,
  'src/container.ts': `import { asValue, createContainer } from 'awilix';
import { redis } from './redis';
export const container = createContainer();
container.register({ redisClient: asValue(redis) });
`,
  'src/asks.ts': asks,
});

/** A client that Fastify hands out, and a file that asks for it. */
const fastify = (asks: string, closes = ''): Files => ({
  'src/app.ts': `import Redis from 'ioredis';
export default async (fastify) => {
  const redis = new Redis(process.env.REDIS_URL);
  await redis.get('a');
  fastify.decorate('redis', redis);
  ${closes}
};
`,
  'src/asks.ts': asks,
});

/** A client that is handed to a function called \`register\` that is not awilix'. */
const registered = (call: string): Files => ({
  ...BASE,
  'src/app.ts': `import { redis } from './redis';
import { app, plugin } from './framework';
${call}
`,
});

describe('sees a SUBSCRIBE behind', () => {
  expectAll('dedicate', {
    'a parameter of a container': awilix(
      `export class S { constructor({ redisClient }) { redisClient.subscribe('a'); } }`,
    ),
    'container.resolve()': awilix(
      `export const f = (c) => c.resolve('redisClient').subscribe('a');`,
    ),
    'container.cradle': awilix(
      `export const f = (c) => c.cradle.redisClient.subscribe('a');`,
    ),
    'a decorator of Fastify': fastify(
      `export const f = (app) => app.redis.subscribe('a');`,
    ),
    'getDecorator() of Fastify': fastify(
      `export const f = (app) => app.getDecorator('redis').subscribe('a');`,
    ),
  });
});

describe('leaves to the reader', () => {
  expectAll('manual', {
    'options of a plugin': registered(`app.register(plugin, { redis });`),
    'register() of something else': registered(`app.register({ redis });`),
    'a close of a decorator': fastify(
      `export const f = (app) => app.redis.get('a');`,
      `fastify.addHook('onClose', (app) => app.redis.quit());`,
    ),
  });
});

describe('shares a client that only runs commands behind', () => {
  expectAll('share', {
    'a parameter of a container': awilix(
      `export class S { constructor({ redisClient }) { redisClient.get('a'); } }`,
    ),
    'a decorator of Fastify': fastify(
      `export const f = (app) => app.redis.set('a', 1);`,
    ),
  });
});
