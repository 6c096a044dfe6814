import type { InvalidTestCase } from '@typescript-eslint/rule-tester';

import rule, {
  type MessageIds,
} from '../../rules/src/rules/no-direct-client.js';
import { typed } from './typed-tester.js';

/** A client that line 2 opens and exports, and the functions of the registry that are suggested for it. */
function exported(
  name: string,
  lines: readonly [string, string],
  opened: string,
  from: string,
): InvalidTestCase<MessageIds, []> {
  const [, variable] = /const (\w+)/.exec(lines[1]) ?? [];
  return {
    name,
    code: lines.join('\n'),
    errors: [
      {
        messageId: 'atImport',
        data: {
          opened: `${opened}()`,
          owner: 'its function',
          advice: `Before you use getRedisClient() from '${from}', note: exported as \`${variable}\`: what other files do with it cannot be seen here.`,
        },
        line: 2,
        suggestions: ['getRedisClient', 'openDedicatedRedisClient'].map(
          (call) => ({
            messageId: 'useRegistry',
            data: { call, module: from },
            output: `import { ${call} } from '${from}';\n${lines[1].replace(opened, call)}`,
          }),
        ),
      },
    ],
  };
}

/** An open in line 2, for which no suggestion is made. */
function open(
  name: string,
  code: string,
  messageId: MessageIds,
  opened: string,
  advice: string,
  owner = 'its function',
): InvalidTestCase<MessageIds, []> {
  return {
    name,
    code,
    errors: [
      {
        messageId,
        data: { opened, owner, advice },
        line: 2,
        suggestions: null,
      },
    ],
  };
}

/** A `duplicate()` in line 2, for which a dedicated client is suggested. */
function copied(
  name: string,
  code: string,
  messageId: MessageIds,
  client: string,
  owner?: string,
): InvalidTestCase<MessageIds, []> {
  const call = 'openDedicatedRedisClient';
  const opened = `${client}.duplicate()`;
  const found = open(name, code, messageId, opened, OWN, owner);
  const output = code
    .replace(opened, `${call}(${client}.options)`)
    .replace('\n', `\nimport { ${call} } from 'shared-redis';\n`);
  const data = { call, module: 'shared-redis' };
  const suggestions = [{ messageId: 'useRegistry', data, output }] as const;
  return {
    ...found,
    errors: found.errors.map((error) => ({ ...error, suggestions })),
  };
}

const OWN =
  "Use openDedicatedRedisClient() from 'shared-redis': a duplicate() asks for a connection of its own.";
const NOTE = "Before you use getRedisClient() from 'shared-redis', note: ";
const DUPLICATE =
  'a duplicate() asks for a connection of its own: open it with openDedicatedRedisClient(), or use the client it copies.';
const DECIDED_LATER = 'which class it opens is decided while the program runs.';
const SUBCLASS =
  'it opens a subclass of the driver: the registry would open the driver itself.';

typed.run('no-direct-client, typed', rule, {
  valid: [
    {
      name: 'a function of the application, which may return one that it has',
      code: "import { createRedis } from './drivers';\nexport const redis = createRedis();",
    },
    {
      name: 'a function of the application that has the name of a driver',
      code: "import { createClient } from './look-alikes';\nexport const redis = createClient();",
    },
    {
      name: 'a stand-in whose instances have the type of the driver',
      code: "import Redis from 'ioredis-mock';\nexport const redis = new Redis();",
    },
    {
      name: 'a driver that the test mocks, through a parameter too',
      code: "import Redis from 'ioredis';\nvi.mock('ioredis');\nexport const twin = (redis: Redis, Class: typeof Redis) => [redis.duplicate(), new Class()];",
    },
    {
      name: 'a local class of that name, and its duplicate()',
      code: "import { Redis } from './look-alikes';\nexport const redis = new Redis().duplicate();",
    },
    {
      name: 'an interface with a duplicate() of its own',
      code: "import type { SharedRedis } from './look-alikes';\nexport const twin = (redis: SharedRedis) => redis.duplicate();",
    },
    {
      name: 'other classes of the driver',
      code: "import * as drivers from 'ioredis';\nconst { Command } = drivers;\nexport const command = new Command('get');",
    },
    {
      name: 'this class or another',
      code: "import type { Redis } from './drivers';\nimport type { Redis as Other } from './look-alikes';\nexport const open = (Either: typeof Redis | typeof Other) => new Either();",
    },
    {
      name: 'any, globals and an interface with a construct signature',
      code: "import type Redis from 'ioredis';\ninterface Opener { new (): Redis }\nexport const open = (Any: any, Class: Opener) => [new Any(), new Class(), new Map()];",
    },
    {
      name: 'a method that builds on the one it overrides',
      code: "import { TracedRedis } from './drivers';\nexport class Mine extends TracedRedis { duplicate() { return super.duplicate(); } }",
    },
    {
      name: 'a copy of a shared cluster, of which the registry opens none for one alone',
      code: "import { cluster } from './barrel';\nexport const own = cluster.duplicate();",
    },
    {
      name: 'a duplicate() that is only mentioned',
      code: "import type Redis from 'ioredis';\nexport const can = (redis: Redis) => typeof redis.duplicate === 'function';",
    },
  ],
  invalid: [
    {
      name: 're-exported from another file',
      code: "import { Redis } from './drivers';\nexport const redis = new Redis(url);",
      errors: [
        {
          messageId: 'atImport',
          data: {
            opened: 'new Redis()',
            advice: `${NOTE}exported as \`redis\`: what other files do with it cannot be seen here.`,
          },
          line: 2,
          suggestions: [
            {
              messageId: 'useRegistry',
              data: { call: 'getRedisClient', module: 'shared-redis' },
              output:
                "import { getRedisClient } from 'shared-redis';\nexport const redis = getRedisClient(url);",
            },
            {
              messageId: 'useRegistry',
              data: {
                call: 'openDedicatedRedisClient',
                module: 'shared-redis',
              },
              output:
                "import { openDedicatedRedisClient } from 'shared-redis';\nexport const redis = openDedicatedRedisClient(url);",
            },
          ],
        },
      ],
    },
    open(
      'a subclass of another file',
      "import { TracedRedis } from './drivers';\nexport const redis = new TracedRedis();",
      'atImport',
      'new TracedRedis()',
      NOTE + SUBCLASS,
    ),
    open(
      'a subclass of a subclass',
      "import { Client as TracedRedis } from './barrel'; class Mine extends TracedRedis {}\nexport const redis = new Mine();",
      'atImport',
      'new Mine()',
      NOTE + SUBCLASS,
    ),
    open(
      'a mixin',
      "import { Redis } from './drivers'; const mix = <B extends new (...args: any[]) => object>(Base: B) => class extends Base { on = 1 };\nexport const redis = new (mix(Redis))();",
      'atImport',
      'new (mix(Redis))()',
      NOTE + SUBCLASS,
    ),
    exported(
      'iovalkey',
      [
        "import { Valkey } from './drivers';",
        'export const valkey = new Valkey();',
      ],
      'new Valkey',
      'shared-redis/iovalkey',
    ),
    exported(
      'createClient of node-redis, re-exported from another file',
      [
        "import { createClient } from './drivers';",
        'export const redis = createClient();',
      ],
      'createClient',
      'shared-redis/node-redis',
    ),
    exported(
      'createClient of @redis/client, in a namespace of another file',
      [
        "import * as drivers from './drivers';",
        'export const redis = drivers.client.createClient();',
      ],
      'drivers.client.createClient',
      'shared-redis/redis-client',
    ),
    open(
      'a class that is handed in',
      "import type Redis from 'ioredis';\nexport const open = (Class: typeof Redis) => new Class();",
      'perCall',
      'new Class()',
      NOTE + DECIDED_LATER,
      '`open`',
    ),
    open(
      'a type parameter',
      "import type Redis from 'ioredis';\nexport const open = <C extends typeof Redis>(Class: C) => new Class();",
      'perCall',
      'new Class()',
      NOTE + DECIDED_LATER,
      '`open`',
    ),
    open(
      'duplicate() of a parameter',
      "import type Redis from 'ioredis';\nexport const twin = (redis?: Redis) => redis?.duplicate();",
      'perCall',
      'redis?.duplicate()',
      NOTE + DUPLICATE,
      '`twin`',
    ),
    open(
      'duplicate() of a client or a cluster',
      "import type { Cluster, Redis } from './drivers';\nexport const twin = (redis: Redis | Cluster) => redis.duplicate();",
      'perCall',
      'redis.duplicate()',
      "Before you use getRedisCluster() from 'shared-redis', note: a duplicate() asks for a connection of its own: take it of getRedisCluster() instead, and close it.",
      '`twin`',
    ),
    copied(
      'duplicate() of an injected field',
      "import type Redis from 'ioredis';\nexport class Queue { constructor(private readonly redis: Redis) {} listen() { return this.redis.duplicate(); } }",
      'perCall',
      'this.redis',
      '`listen`',
    ),
    open(
      'duplicate() of a subclass, on this',
      "import { TracedRedis } from './drivers'; export class Mine extends TracedRedis {\n  twin() { return this.duplicate(); }\n}",
      'perCall',
      'this.duplicate()',
      NOTE + DUPLICATE,
      '`twin`',
    ),
    copied(
      'duplicate() of a shared client, or one of its own',
      "import type { DedicatedRedis, SharedRedis } from 'shared-redis';\nexport const twin = (redis: SharedRedis | DedicatedRedis) => redis.duplicate();",
      'perCall',
      'redis',
      '`twin`',
    ),
    copied(
      'duplicate() of a shared client of another file',
      "import { redis } from './barrel';\nexport const twin = redis.duplicate();",
      'atImport',
      'redis',
    ),
    open(
      'duplicate() of a client of node-redis',
      "import type { RedisClientType } from 'redis';\nexport const twin = (redis: RedisClientType) => redis.duplicate();",
      'perCall',
      'redis.duplicate()',
      "Before you use getRedisClient() from 'shared-redis/node-redis', note: a duplicate() asks for a connection of its own: open it with openDedicatedRedisClient(), or use the client it copies.",
      '`twin`',
    ),
    open(
      'duplicate() of what createClient() returns',
      "import type { createClient } from 'redis';\nexport const twin = (redis: ReturnType<typeof createClient>) => redis.duplicate();",
      'perCall',
      'redis.duplicate()',
      "Before you use getRedisClient() from 'shared-redis/node-redis', note: a duplicate() asks for a connection of its own: open it with openDedicatedRedisClient(), or use the client it copies.",
      '`twin`',
    ),
  ],
});
