import type { InvalidTestCase } from '@typescript-eslint/rule-tester';

import noClose, {
  type MessageIds as CloseIds,
} from '../../rules/src/rules/no-close-shared-client.js';
import noListener, {
  type MessageIds as ListenerIds,
} from '../../rules/src/rules/no-listener-leak.js';
import noStateful, {
  type MessageIds as StatefulIds,
} from '../../rules/src/rules/no-stateful-command.js';
import { typed } from './typed-tester.js';

/** A close in line 2, which `output` is without. */
function close(
  name: string,
  code: string,
  call: string,
  messageId: CloseIds = 'close',
): InvalidTestCase<CloseIds, []> {
  const suggests = messageId === 'close' && code.includes(`\n${call}();`);
  const output = code.replace(`\n${call}();`, '');
  return {
    name,
    code,
    errors: [
      {
        messageId,
        data: { call },
        line: 2,
        suggestions: suggests ? [{ messageId: 'remove', output }] : null,
      },
    ],
  };
}

typed.run('no-close-shared-client, typed', noClose, {
  valid: [
    {
      name: 'a local class of that name',
      code: "import { Redis } from './look-alikes';\nexport const stop = (redis: Redis) => redis.quit();",
    },
    {
      name: 'a look-alike with a brand of the same name',
      code: "import type { SharedRedis } from './look-alikes';\nexport const stop = (redis: SharedRedis) => redis.quit();",
    },
    {
      name: 'an interface with the same methods',
      code: 'interface SharedRedis { quit(): void; disconnect(): void }\nexport const stop = (redis: SharedRedis) => redis.quit();',
    },
    {
      name: 'a type with the methods of a shared client, and not its brand',
      code: "import type { SharedRedis } from 'shared-redis';\ntype Shape = Pick<SharedRedis, 'quit' | 'get' | 'disconnect'>;\nexport const stop = (redis: Shape) => redis.disconnect();",
    },
    {
      name: "a driver's client, which may be the caller's own",
      code: "import type Redis from 'ioredis';\nexport const stop = (redis: Redis) => redis.quit();",
    },
    {
      name: 'a dedicated client',
      code: "import type { DedicatedRedis } from 'shared-redis';\nimport { dedicated } from './redis';\nexport const stop = (redis: DedicatedRedis) => redis.quit();\ndedicated.disconnect();",
    },
    {
      name: 'shared or not',
      code: "import type Redis from 'ioredis';\nimport type { SharedRedis } from 'shared-redis';\nexport const stop = (redis: SharedRedis | Redis) => redis.quit();",
    },
    {
      name: 'any, unknown, never and an error',
      code: "import { missing } from './redis';\nexport function stop(a: any, b: unknown, c: never) { a.redis.quit(); b.quit(); c.quit(); missing.quit(); }",
    },
    {
      name: 'a type parameter without a constraint, or with one that is not shared',
      code: "import type Redis from 'ioredis';\nexport function stop<A, B extends Redis>(a: A, b: B) { a.quit(); b.quit(); }",
    },
    {
      name: 'what shared clients give',
      code: "import type { SharedRedis } from 'shared-redis';\nexport const scan = (redis: SharedRedis) => redis.scanStream().destroy();\nexport const own = (redis: SharedRedis) => redis.duplicate().quit();",
    },
    {
      name: 'a promise of a client',
      code: "import type { SharedRedis } from 'shared-redis';\nexport const stop = (redis: Promise<SharedRedis> & { quit(): void }) => redis.quit();",
    },
    {
      name: 'a client of its own behind a type that says otherwise',
      code: "import Redis from 'ioredis';\nimport type { SharedRedis } from 'shared-redis';\nconst redis = new Redis() as unknown as SharedRedis;\nredis.quit();",
    },
    {
      name: 'super, in a class that extends a driver',
      code: "import { Client } from './barrel';\nexport class Mine extends Client { quit() { return super.quit(); } }",
    },
  ],
  invalid: [
    close(
      'an import of another file',
      "import { redis } from './redis';\nredis.quit();\n",
      'redis.quit',
    ),
    close(
      'a re-export',
      "import { redis as cache } from './barrel';\ncache.disconnect();\n",
      'cache.disconnect',
    ),
    close(
      'a namespace',
      "import * as clients from './barrel';\nclients.redis.quit();\n",
      'clients.redis.quit',
    ),
    close(
      'the result of a function of another file',
      "import { getRedis } from './barrel';\ngetRedis().quit();\n",
      'getRedis().quit',
    ),
    close(
      'a cluster',
      "import { cluster } from './redis';\ncluster.quit();\n",
      'cluster.quit',
    ),
    close(
      'a client of iovalkey',
      "import { valkey } from './redis';\nvalkey.disconnect();\n",
      'valkey.disconnect',
    ),
    close(
      'a client of node-redis',
      "import { nodeRedis } from './redis';\nnodeRedis.destroy();\n",
      'nodeRedis.destroy',
    ),
    close(
      'what may be undefined',
      "import { optional } from './redis';\noptional?.quit();\n",
      'optional?.quit',
    ),
    close(
      'what is said not to be undefined',
      "import { optional } from './redis';\noptional!.quit();\n",
      'optional!.quit',
    ),
    close(
      'a parameter',
      "import type { SharedRedis } from 'shared-redis';\nexport const stop = (redis: SharedRedis) => redis.quit();",
      'redis.quit',
    ),
    close(
      'a parameter that may be null or undefined',
      "import type { SharedRedis } from 'shared-redis';\nexport const stop = (redis?: SharedRedis | null) => redis?.quit();",
      'redis?.quit',
    ),
    close(
      'one of several shared clients',
      "import type { SharedCluster, SharedRedis } from 'shared-redis';\nexport const stop = (redis: SharedCluster | SharedRedis) => redis.quit();",
      'redis.quit',
    ),
    close(
      'an intersection',
      "import type { SharedRedis } from 'shared-redis';\nexport const stop = (redis: SharedRedis & { name: string }) => redis.quit();",
      'redis.quit',
    ),
    close(
      'a mapped type that keeps the brand',
      "import type { SharedRedis } from 'shared-redis';\nexport const stop = (redis: Omit<SharedRedis, 'get'>) => redis.quit();",
      'redis.quit',
    ),
    close(
      'an alias',
      "import type { Cache } from './barrel';\nexport const stop = (cache: Cache) => cache.quit();",
      'cache.quit',
    ),
    close(
      'an interface that extends it',
      "import type { NamedRedis } from './barrel';\nexport const stop = (redis: NamedRedis) => redis.quit();",
      'redis.quit',
    ),
    close(
      'a type parameter',
      "import type { SharedRedis } from 'shared-redis';\nexport const stop = <R extends SharedRedis>(redis: R) => redis.quit();",
      'redis.quit',
    ),
    close(
      'a type parameter that may be undefined',
      "import type { SharedRedis } from 'shared-redis';\nexport const stop = <R extends SharedRedis>(redis?: R) => redis?.quit();",
      'redis?.quit',
    ),
    close(
      'a field of an injected service',
      "import type { RedisService } from './redis.service';\nexport class Cache { constructor(private readonly service: RedisService) {} stop() { return this.service.client.quit(); } }",
      'this.service.client.quit',
    ),
    close(
      'what a method of an injected service returns',
      "import type { RedisService } from './redis.service';\nexport class Cache { constructor(private readonly service: RedisService) {} stop() { return this.service.getClient().quit(); } }",
      'this.service.getClient().quit',
    ),
    close(
      'an injected field',
      "import type { SharedRedis } from 'shared-redis';\nexport class Cache { constructor(private readonly redis: SharedRedis) {} stop = () => this.redis.quit(); }",
      'this.redis.quit',
    ),
    close(
      'an element',
      "import type { SharedRedis } from 'shared-redis';\nexport const stop = (all: SharedRedis[]) => all.forEach((redis) => redis.disconnect());",
      'redis.disconnect',
    ),
    close(
      'what a promise gives',
      "import type { SharedRedis } from 'shared-redis';\nexport const stop = async (redis: Promise<SharedRedis>) => (await redis).quit();",
      '(await redis).quit',
    ),
    close(
      'a client that a file of no such name exports',
      "import type { RedisService as Service } from './redis.service';\nexport const stop = ({ client }: Service) => client.quit();",
      'client.quit',
    ),
    close(
      'a reference',
      "import { redis } from './redis';\nonExit(redis.quit);",
      'redis.quit',
      'closeReference',
    ),
    close(
      'a bound reference',
      "import { redis } from './redis';\nonExit(redis.quit.bind(redis));",
      'redis.quit',
      'closeReference',
    ),
    close(
      'a method taken out of it',
      "import { redis } from './redis';\nexport const { quit } = redis;",
      'quit',
      'closeReference',
    ),
    {
      name: 'a chain, once',
      code: "import { redis } from './redis';\nexport const end = redis.once('end', log).off('end', log).quit();",
      errors: [{ messageId: 'close', line: 2, suggestions: null }],
    },
    {
      name: 'a variable that is given several',
      code: "import type { SharedRedis } from 'shared-redis';\ndeclare function pick(): SharedRedis;\nlet redis = pick();\nredis = pick();\nvoid redis.quit();\n",
      errors: [
        {
          messageId: 'close',
          line: 5,
          suggestions: [
            {
              messageId: 'remove',
              output:
                "import type { SharedRedis } from 'shared-redis';\ndeclare function pick(): SharedRedis;\nlet redis = pick();\nredis = pick();\n",
            },
          ],
        },
      ],
    },
  ],
});

/** A command in line 2. */
function command(
  name: string,
  code: string,
  messageId: StatefulIds,
  spelled: string,
): InvalidTestCase<StatefulIds, []> {
  return {
    name,
    code,
    errors: [
      {
        messageId,
        data: { command: spelled, advice: expectAdvice(spelled) },
        line: 2,
        suggestions: null,
      },
    ],
  };
}

function expectAdvice(spelled: string): string {
  return spelled === 'SUBSCRIBE'
    ? 'Use subscribeRedis() or openDedicatedRedisClient().'
    : 'Use openDedicatedRedisClient().';
}

typed.run('no-stateful-command, typed', noStateful, {
  valid: [
    {
      name: "a driver's client",
      code: "import type Redis from 'ioredis';\nexport const wait = (redis: Redis) => redis.blpop('q', 0);",
    },
    {
      name: 'shared or not',
      code: "import type Redis from 'ioredis';\nimport type { SharedRedis } from 'shared-redis';\nexport const wait = (redis: SharedRedis | Redis) => redis.blpop('q', 0);",
    },
    {
      name: 'a look-alike',
      code: "import type { SharedRedis } from './look-alikes';\nexport const listen = (redis: SharedRedis) => redis.subscribe('news');",
    },
    {
      name: 'ordinary commands',
      code: "import type { SharedRedis } from 'shared-redis';\nexport const get = (redis: SharedRedis) => redis.pipeline().get('k').exec();\nexport const all = (redis: SharedRedis) => redis.multi().get('k').exec();",
    },
  ],
  invalid: [
    command(
      'a parameter that subscribes',
      "import type { SharedRedis } from 'shared-redis';\nexport const listen = (redis: SharedRedis) => redis.subscribe('news');",
      'takesOver',
      'SUBSCRIBE',
    ),
    command(
      'an injected field that blocks',
      "import type { SharedRedis } from 'shared-redis';\nexport class Queue { constructor(private readonly redis: SharedRedis) {} next() { return this.redis.blpopBuffer('q', 0); } }",
      'blocks',
      'BLPOP',
    ),
    command(
      'an import that watches',
      "import { redis } from './redis';\nawait redis.watch('k');",
      'changes',
      'WATCH',
    ),
    {
      name: 'a cluster, which has no other way to one of its own',
      code: "import { cluster } from './redis';\nawait cluster.blpop('q', 0);",
      errors: [
        {
          messageId: 'blocks',
          data: {
            command: 'BLPOP',
            advice: 'Use duplicate(), which gives a client of your own.',
          },
          line: 2,
          suggestions: null,
        },
      ],
    },
    command(
      'a pipeline',
      "import { redis } from './redis';\nawait redis.pipeline().get('k').blpop('q', 0).exec();",
      'blocks',
      'BLPOP',
    ),
    command(
      'a client of node-redis',
      "import { nodeRedis } from './redis';\nawait nodeRedis.blPop('q', 0);",
      'blocks',
      'BLPOP',
    ),
    {
      name: 'one that syntax shows, where a type shows an open on another path',
      code: "import { getRedisClient } from 'shared-redis';\nimport { Redis } from './drivers';\nconst redis = process.env.OWN ? new Redis() : getRedisClient();\nawait redis.blpop('q', 0);",
      errors: [{ messageId: 'blocks', line: 4, suggestions: null }],
    },
    {
      name: 'a variable that is given several',
      code: "import type { SharedRedis } from 'shared-redis';\ndeclare function pick(): SharedRedis;\nlet redis = pick();\nredis = pick();\nredis.blpop('q', 0);",
      errors: [{ messageId: 'blocks', line: 5, suggestions: null }],
    },
  ],
});

function listener(
  name: string,
  code: string,
  messageId: ListenerIds,
): InvalidTestCase<ListenerIds, []> {
  return { name, code, errors: [{ messageId, line: 2, suggestions: null }] };
}

typed.run('no-listener-leak, typed', noListener, {
  valid: [
    {
      name: 'at import',
      code: "import { redis } from './redis';\nredis.on('error', console.error);",
    },
    {
      name: "a driver's client",
      code: "import type Redis from 'ioredis';\nexport const get = (redis: Redis) => redis.on('error', console.error);",
    },
    {
      name: 'a listener that is removed from the same field',
      code: "import type { SharedRedis } from 'shared-redis';\nconst log = () => {};\nexport class Cache { constructor(private readonly redis: SharedRedis) {}\nget() { this.redis.on('error', log); }\nstop() { this.redis.off('error', log); } }",
    },
    {
      name: 'an emitter of another kind',
      code: "import type { EventEmitter } from 'node:events';\nimport './redis';\nexport const get = (redis: EventEmitter) => redis.on('error', console.error);",
    },
  ],
  invalid: [
    listener(
      'a parameter',
      "import type { SharedRedis } from 'shared-redis';\nexport function get(redis: SharedRedis) { redis.on('error', console.error); return redis.get('k'); }",
      'perCall',
    ),
    listener(
      'a field of an injected service',
      "import type { RedisService } from './redis.service';\nexport class Cache { constructor(private readonly redis: RedisService) {} get() { this.redis.client.once('end', console.error); } }",
      'perCall',
    ),
    listener(
      'one that syntax shows, beside a removal that only a type shows',
      "import { getRedisClient, type SharedRedis } from 'shared-redis';\nexport function get() { getRedisClient().on('error', console.error); }\nexport const stop = (redis: SharedRedis) => redis.removeAllListeners();",
      'perCall',
    ),
    listener(
      'an import, in a loop',
      "import { redis } from './redis';\nexport function get() { for (;;) redis.on('error', console.error); }",
      'perRound',
    ),
  ],
});
