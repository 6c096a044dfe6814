import { describe } from 'vitest';

import { expectAll, type Files } from './support.ts';

// Clients that a function calls what it is given with: `withClient(run)`.

const RUNNER = `export async function withClient(client, run) {
  return run(client);
}
`;

/** A runner, and a file that gives it a client and a callback. */
const running = (callback: string, more: Files = {}): Files => ({
  'src/with-client.ts': RUNNER,
  'src/a.ts': `import Redis from 'ioredis';
import { withClient } from './with-client';
export const f = (k) => withClient(new Redis(process.env.REDIS_URL), ${callback});
`,
  ...more,
});

/** The same with another runner. */
const by = (runner: string, callback = '(c) => c.get(k)'): Files =>
  running(callback, { 'src/with-client.ts': runner });

const OTHER_CALL = (callback: string): Files => ({
  'src/b.ts': `import { withClient } from './with-client';
export const g = (c) => withClient(c, ${callback});
`,
});

describe('shares a client whose callbacks only run commands', () => {
  expectAll('share', {
    'a callback in its place': running('(client) => client.get(k)'),
    'a callback that another file exports': {
      ...running('callback'),
      'src/callback.ts': `export const callback = (client) => client.get('a');`,
      'src/a.ts': `import Redis from 'ioredis';
import { callback } from './callback';
import { withClient } from './with-client';
export const f = () => withClient(new Redis(process.env.REDIS_URL), callback);
`,
    },
    'a callback that takes nothing': running(
      '(client) => client.get(k)',
      OTHER_CALL('() => 1'),
    ),
    'a runner that opens itself': {
      'src/a.ts': `import Redis from 'ioredis';
async function withRedis(run) {
  const client = new Redis(process.env.REDIS_URL);
  try {
    return await run(client);
  } finally {
    await client.quit();
  }
}
export const f = (k) => withRedis((client) => client.get(k));
`,
    },
    'a runner of a runner': by(
      `const inner = (client, run) => run(client);
export const withClient = (client, run) => inner(client, (c) => run(c));`,
    ),
  });
});

describe('sees a SUBSCRIBE behind', () => {
  expectAll('dedicate', {
    'a callback': running(`(client) => client.subscribe('a')`),
    'another callback': running(
      '(client) => client.get(k)',
      OTHER_CALL(`(client) => client.subscribe('a')`),
    ),
    'a part of what a callback takes': by(
      `export const withClient = (client, run) => run({ client });`,
      `({ client }) => client.subscribe('a')`,
    ),
    'a callback of a runner of a runner': by(
      `const inner = (client, run) => run(client);
export const withClient = (client, run) => inner(client, (c) => run(c));`,
      `(c) => c.subscribe('a')`,
    ),
    'what a callback returns': {
      'src/with-client.ts': RUNNER,
      'src/a.ts': `import Redis from 'ioredis';
import { withClient } from './with-client';
export const f = async () => {
  const c = await withClient(new Redis(process.env.REDIS_URL), (client) => client);
  await c.subscribe('a');
};
`,
    },
  });
});

describe('leaves to the reader', () => {
  expectAll('manual', {
    'a callback that is not seen': by(RUNNER, 'globalThis.callback'),
    'a callback that uses arguments': running(
      'function () { return arguments[0].get(k); }',
    ),
    'a callback that may not be given': by(
      `export const withClient = (client, run = other) => run(client);`,
    ),
    'a callback that is replaced': by(
      `export function withClient(client, run) { run = wrap(run); return run(client); }`,
    ),
    'a callback in spread arguments': {
      ...running('(client) => client.get(k)'),
      'src/b.ts': `import { withClient } from './with-client';
export const g = (...all) => withClient(...all);
`,
    },
    'a runner that is handed on': running('(client) => client.get(k)', {
      'src/b.ts': `import { withClient } from './with-client';
import { provide } from 'a-library';
provide(withClient);
`,
    }),
    'a runner of a package that others install': running(
      '(client) => client.get(k)',
      { 'package.json': '{ "name": "lib", "main": "src/with-client.ts" }' },
    ),
    'a runner that nothing calls': {
      'src/with-client.ts': `import Redis from 'ioredis';
const redis = new Redis();
redis.get('a');
function unused(run) { run(redis); }
`,
    },
    'a runner that a framework may call': {
      'src/a.ts': `import Redis from 'ioredis';
export class Middleware {
  #redis = new Redis();
  get() { return this.#redis.get('a'); }
  handle(request, next) { return next(this.#redis); }
}
`,
    },
    'a runner that is given itself': by(
      `export const withClient = (client, run) => run(client);`,
      'withClient',
    ),
  });
});
