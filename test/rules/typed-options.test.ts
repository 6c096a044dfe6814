import rule from '../../rules/src/rules/stable-client-options.js';
import { typed } from './typed-tester.js';

typed.run('stable-client-options, typed', rule, {
  valid: [
    {
      name: 'options of another file',
      code: "import { getRedisClient } from 'shared-redis';\nimport { options } from './options';\nexport const f = (k: string) => getRedisClient(options).get(k);",
    },
    {
      name: 'a client of another file, whose options are there',
      code: "import { getRedis, redis } from './redis';\nexport const f = (k: string) => redis.get(k);\nexport const g = (k: string) => getRedis().get(k);",
    },
    {
      name: 'a client that is handed in, and functions beside it',
      code: "import type { SharedRedis } from 'shared-redis';\nexport const f = (redis: SharedRedis, k: string) => redis.get(k, () => k);",
    },
    {
      name: 'a field that is injected',
      code: "import type { RedisService } from './redis.service';\nexport class A {\n  constructor(private readonly redis: RedisService) {}\n  get(k: string) { return this.redis.getClient().get(k); }\n}",
    },
    {
      name: 'functions and options of a type, made by the module',
      code: "import type { RedisOptions } from 'ioredis';\nimport { getRedisClient } from 'shared-redis';\nconst retryStrategy: RedisOptions['retryStrategy'] = (times) => times;\nconst options: RedisOptions = { retryStrategy, tls: {} };\nexport const f = (k: string) => getRedisClient(options).get(k);\nexport const g = (k: string) => getRedisClient({ ...options, db: 1 }).get(k);",
    },
  ],
  invalid: [
    {
      name: 'an inline function, whose parameter has its type by the option',
      code: "import { getRedisClient } from 'shared-redis';\nexport const f = (k: string) => getRedisClient({ retryStrategy: (times) => times }).get(k);\n",
      errors: [
        {
          messageId: 'perCall',
          data: {
            option: 'retryStrategy',
            what: 'a new function',
            owner: '`f`',
            getter: 'getRedisClient',
          },
          line: 2,
          column: 50,
          suggestions: [
            {
              messageId: 'hoist',
              data: { name: 'retryStrategy' },
              output:
                "import { getRedisClient } from 'shared-redis';\nconst retryStrategy = (times: number) => times;\n\nexport const f = (k: string) => getRedisClient({ retryStrategy }).get(k);\n",
            },
          ],
        },
      ],
    },
  ],
});
