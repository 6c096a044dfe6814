import rule from '../../rules/src/rules/no-stateful-command.js';
import { commonjs, javascript, typescript } from './rule-testers.js';

javascript.run('no-stateful-command', rule, {
  valid: [
    {
      name: 'ordinary commands',
      code: "import { getRedisClient } from 'shared-redis';\nconst c = getRedisClient();\nc.get('k');\nc.eval(lua, 1, 'k');\nc.publish('news', 'x');\nc.multi().set('k', 1).exec();\nc.pipeline([['get', 'k']]).exec();",
    },
    {
      name: 'a client of its own',
      code: "import { openDedicatedRedisClient } from 'shared-redis';\nconst c = openDedicatedRedisClient();\nawait c.subscribe('news');\nawait c.blpop('q', 0);\nawait c.watch('k');",
    },
    {
      name: 'subscribeRedis',
      code: "import { subscribeRedis } from 'shared-redis';\nawait subscribeRedis(url, 'news', onMessage);",
    },
    {
      name: 'a duplicate of a shared client',
      code: "import { getRedisClient } from 'shared-redis';\nconst c = getRedisClient().duplicate();\nawait c.subscribe('news');",
    },
    {
      name: 'a direct client',
      code: "import Redis from 'ioredis';\nimport 'shared-redis';\nnew Redis().subscribe('news');",
    },
    {
      name: 'a client that is shared on one path and owned on another',
      code: "import { getRedisClient, openDedicatedRedisClient } from 'shared-redis';\nconst c = mode === 'block' ? openDedicatedRedisClient() : getRedisClient();\nif (mode === 'block') await c.blpop('q', 0);",
    },
    {
      name: 'a parameter that gets clients of both kinds',
      code: "import { getRedisClient, openDedicatedRedisClient } from 'shared-redis';\nfunction next(c, waits) {\n  return waits ? c.blpop('q', 0) : c.lpop('q');\n}\nnext(getRedisClient(), false);\nnext(openDedicatedRedisClient(), true);",
    },
    {
      name: 'a variable that is given something else later',
      code: "import { getRedisClient } from 'shared-redis';\nlet c = getRedisClient();\nawait c.get('k');\nc = connectElsewhere();\nc.subscribe('news');",
    },
    {
      name: 'a client of another library with the same method names',
      code: "import { getRedisClient } from 'shared-redis';\nimport { Client } from 'nats';\ngetRedisClient().get('k');\nnew Client().subscribe('news');\ndb.select('id');\npage.watch('k');",
    },
    {
      name: 'a local function called subscribe',
      code: "import { getRedisClient } from 'shared-redis';\nfunction subscribe(name) { return getRedisClient().get(name); }\nsubscribe('k');",
    },
    {
      name: 'a redis parameter of unknown origin',
      code: "import { getRedisClient } from 'shared-redis';\nexport function listen(redis) { redis.subscribe('news'); }\ngetRedisClient().get('k');",
    },
    {
      name: 'getRedisClient of another module',
      code: "import { getRedisClient } from './redis';\nimport 'shared-redis';\ngetRedisClient().subscribe('news');",
    },
    {
      name: 'a local function called getRedisClient',
      code: "import 'shared-redis';\nfunction getRedisClient() { return bus; }\ngetRedisClient().subscribe('news');",
    },
    {
      name: 'a shadowing variable',
      code: "import { getRedisClient } from 'shared-redis';\nconst c = getRedisClient();\nfunction f(c) { c.subscribe('news'); }\nf(bus);\nc.get('k');",
    },
    {
      name: 'a pubsubClient that only publishes',
      code: "import { getRedisClient } from 'shared-redis';\nconst pubsubClient = getRedisClient();\npubsubClient.publish('news', 'x');\npubsubClient.pubsub('CHANNELS');",
    },
    {
      name: 'a blockingRedis that only runs SET',
      code: "import { getRedisClient } from 'shared-redis';\nconst blockingRedis = getRedisClient();\nblockingRedis.set('k', 1);",
    },
    {
      name: 'blocking commands inside a transaction',
      code: "import { getRedisClient } from 'shared-redis';\ngetRedisClient().multi().blpop('q', 0).wait(1, 0).exec();\ngetRedisClient().multi([['blpop', 'q', 0]]).exec();\nconst p = getRedisClient().pipeline();\np.multi();\np.blpop('q', 0);\np.exec();\ngetRedisClient().pipeline([['multi'], ['blpop', 'q', 0], ['exec']]).exec();",
    },
    {
      name: 'ZMPOP and LMPOP, which do not block',
      code: "import { getRedisClient } from 'shared-redis';\ngetRedisClient().zmpop(1, 'z', 'MIN');\ngetRedisClient().lmpop(1, 'q', 'LEFT');",
    },
    {
      name: 'XREAD without BLOCK',
      code: "import { getRedisClient } from 'shared-redis';\nconst c = getRedisClient();\nc.xread('COUNT', 1, 'STREAMS', 's', '0');\nc.xreadgroup('GROUP', 'block', 'c', 'STREAMS', 's', '>');\nc.xread(['COUNT', 1, 'STREAMS', 'block', '0']);",
    },
    {
      name: 'XREAD with arguments that cannot be read',
      code: "import { getRedisClient } from 'shared-redis';\nconst c = getRedisClient();\nc.xread(...args);\nc.xread(mode, 5, 'STREAMS', 's', '0');",
    },
    {
      name: 'multi with options that cannot be read',
      code: "import { getRedisClient } from 'shared-redis';\nconst c = getRedisClient();\nc.multi(options);\nc.multi({ pipeline });\nc.multi({});\nc.multi({ pipeline: true });\nc.multi({ pipeline: false, ...options });",
    },
    {
      name: 'what CLIENT and HELLO only tell',
      code: "import { getRedisClient } from 'shared-redis';\nconst c = getRedisClient();\nc.client('ID');\nc.client('LIST');\nc.client('KILL', 'ID', 7);\nc.client(subcommand);\nc.hello();\nc.script('LOAD', lua);",
    },
    {
      name: 'commands by a name that cannot be read',
      code: "import { getRedisClient } from 'shared-redis';\nconst c = getRedisClient();\nc.call(name, 'k');\nc.sendCommand(command);\nc.sendCommand(new Command('SUBSCRIBE', ['news']));",
    },
    {
      name: 'what the options of the client say already',
      code: "import { getRedisClient } from 'shared-redis';\ngetRedisClient().select(0);\ngetRedisClient(url).select('0');\ngetRedisClient({ protocol: 3 }).hello(3);\ngetRedisClient(url).call('AUTH', ...login);\ngetRedisClient('redis://a:6379/3').select(3);\ngetRedisClient({ db: 3 }).select(3);\ngetRedisClient(url, { password: secret }).auth(secret);\ngetRedisClient({ connectionName: 'api' }).client('SETNAME', 'api');",
    },
    {
      name: 'a listener for messages, which changes nothing',
      code: "import { getRedisClient } from 'shared-redis';\ngetRedisClient().on('message', log);",
    },
    {
      name: 'methods that are only looked at',
      code: "import { getRedisClient } from 'shared-redis';\nconst c = getRedisClient();\nif (c.subscribe) c.get('k');\nexpect(c.blpop).not.toHaveBeenCalled();",
    },
    {
      name: 'a close, which is for another rule',
      code: "import { getRedisClient } from 'shared-redis';\ngetRedisClient().quit();",
    },
  ],
  invalid: [
    {
      name: 'SUBSCRIBE',
      code: "import { getRedisClient } from 'shared-redis';\ngetRedisClient().subscribe('news');\n",
      errors: [
        {
          messageId: 'takesOver',
          data: {
            command: 'SUBSCRIBE',
            advice: 'Use subscribeRedis() or openDedicatedRedisClient().',
          },
          line: 2,
          column: 18,
          endColumn: 27,
          suggestions: null,
        },
      ],
    },
    {
      name: 'UNSUBSCRIBE and the like, optional calls and brackets',
      code: "import { getRedisClient } from 'shared-redis';\nconst c = getRedisClient(url);\nc?.psubscribe?.('n*');\nc['ssubscribe']('n');\nc.punsubscribe();\nc.get('k');\n",
      errors: [
        {
          messageId: 'takesOver',
          data: {
            command: 'PSUBSCRIBE',
            advice: 'Use subscribeRedis() or openDedicatedRedisClient().',
          },
          line: 3,
          column: 4,
          endColumn: 14,
          suggestions: null,
        },
        {
          messageId: 'takesOver',
          data: {
            command: 'SSUBSCRIBE',
            advice: 'Use subscribeRedis() or openDedicatedRedisClient().',
          },
          line: 4,
          column: 3,
          endColumn: 15,
          suggestions: null,
        },
        {
          messageId: 'takesOver',
          data: {
            command: 'PUNSUBSCRIBE',
            advice: 'Use subscribeRedis() or openDedicatedRedisClient().',
          },
          line: 5,
          column: 3,
          endColumn: 15,
          suggestions: null,
        },
      ],
    },
    {
      name: 'a subscriber of its own in all but name',
      code: "import { getRedisClient } from 'shared-redis';\nconst sub = getRedisClient(url);\nsub.on('message', log);\nawait sub.subscribe('news');\n",
      errors: [
        {
          messageId: 'takesOver',
          data: {
            command: 'SUBSCRIBE',
            advice: 'Use subscribeRedis() or openDedicatedRedisClient().',
          },
          line: 4,
          column: 11,
          endColumn: 20,
          suggestions: [
            {
              messageId: 'useDedicated',
              data: { call: 'openDedicatedRedisClient' },
              output:
                "import { openDedicatedRedisClient } from 'shared-redis';\nconst sub = openDedicatedRedisClient(url);\nsub.on('message', log);\nawait sub.subscribe('news');\n",
            },
          ],
        },
      ],
    },
    {
      name: 'a client of node-redis that only subscribes',
      code: "import { getRedisClient } from 'shared-redis/redis-client';\nconst c = getRedisClient();\nawait c.connect();\nawait c.subscribe('news', log);\n",
      errors: [
        {
          messageId: 'takesOver',
          data: {
            command: 'SUBSCRIBE',
            advice: 'Use openDedicatedRedisClient().',
          },
          line: 4,
          column: 9,
          endColumn: 18,
          suggestions: [
            {
              messageId: 'useDedicated',
              data: { call: 'openDedicatedRedisClient' },
              output:
                "import { openDedicatedRedisClient } from 'shared-redis/redis-client';\nconst c = openDedicatedRedisClient();\nawait c.connect();\nawait c.subscribe('news', log);\n",
            },
          ],
        },
      ],
    },
    {
      name: 'a client of iovalkey that only blocks',
      code: "import { getRedisClient } from 'shared-redis/iovalkey';\nconst c = getRedisClient();\nawait c.blpop('q', 5);\n",
      errors: [
        {
          messageId: 'blocks',
          data: { command: 'BLPOP', advice: 'Use openDedicatedRedisClient().' },
          line: 3,
          column: 9,
          endColumn: 14,
          suggestions: [
            {
              messageId: 'useDedicated',
              data: { call: 'openDedicatedRedisClient' },
              output:
                "import { openDedicatedRedisClient } from 'shared-redis/iovalkey';\nconst c = openDedicatedRedisClient();\nawait c.blpop('q', 5);\n",
            },
          ],
        },
      ],
    },
    {
      name: 'a blocking client that its function closes',
      code: "// queue\nimport { getRedisClient } from 'shared-redis';\nexport async function take(url) {\n  // waits\n  const c = getRedisClient(url /* main */, { db: 1 });\n  try {\n    return await c.blpop('q', 5);\n  } finally {\n    await c.quit();\n  }\n}\n",
      errors: [
        {
          messageId: 'blocks',
          data: { command: 'BLPOP', advice: 'Use openDedicatedRedisClient().' },
          line: 7,
          column: 20,
          endColumn: 25,
          suggestions: [
            {
              messageId: 'useDedicated',
              data: { call: 'openDedicatedRedisClient' },
              output:
                "// queue\nimport { openDedicatedRedisClient } from 'shared-redis';\nexport async function take(url) {\n  // waits\n  const c = openDedicatedRedisClient(url /* main */, { db: 1 });\n  try {\n    return await c.blpop('q', 5);\n  } finally {\n    await c.quit();\n  }\n}\n",
            },
          ],
        },
      ],
    },
    {
      name: 'another getter in the same import',
      code: "import { getOpsRedisClient, getRedisClient } from 'shared-redis';\nconst c = getRedisClient(url);\nc.monitor();\ngetOpsRedisClient().get('k');\n",
      errors: [
        {
          messageId: 'takesOver',
          data: {
            command: 'MONITOR',
            advice: 'Use openDedicatedRedisClient().',
          },
          line: 3,
          column: 3,
          endColumn: 10,
          suggestions: [
            {
              messageId: 'useDedicated',
              data: { call: 'openDedicatedRedisClient' },
              output:
                "import { getOpsRedisClient, openDedicatedRedisClient } from 'shared-redis';\nconst c = openDedicatedRedisClient(url);\nc.monitor();\ngetOpsRedisClient().get('k');\n",
            },
          ],
        },
      ],
    },
    {
      name: 'an import that is used elsewhere too',
      code: "import { getRedisClient } from 'shared-redis';\nconst c = getRedisClient(url);\nc.subscribe('news');\ngetRedisClient(url).get('k');\n",
      errors: [
        {
          messageId: 'takesOver',
          data: {
            command: 'SUBSCRIBE',
            advice: 'Use subscribeRedis() or openDedicatedRedisClient().',
          },
          line: 3,
          column: 3,
          endColumn: 12,
          suggestions: [
            {
              messageId: 'useDedicated',
              data: { call: 'openDedicatedRedisClient' },
              output:
                "import { getRedisClient, openDedicatedRedisClient } from 'shared-redis';\nconst c = openDedicatedRedisClient(url);\nc.subscribe('news');\ngetRedisClient(url).get('k');\n",
            },
          ],
        },
      ],
    },
    {
      name: 'a name that is taken',
      code: "import { getRedisClient } from 'shared-redis';\nconst openDedicatedRedisClient = 1;\nconst c = getRedisClient(url);\nc.subscribe('news');\n",
      errors: [
        {
          messageId: 'takesOver',
          data: {
            command: 'SUBSCRIBE',
            advice: 'Use subscribeRedis() or openDedicatedRedisClient().',
          },
          line: 4,
          column: 3,
          endColumn: 12,
          suggestions: [
            {
              messageId: 'useDedicated',
              data: { call: 'openDedicatedRedisClient' },
              output:
                "import { openDedicatedRedisClient as sharedOpenDedicatedRedisClient } from 'shared-redis';\nconst openDedicatedRedisClient = 1;\nconst c = sharedOpenDedicatedRedisClient(url);\nc.subscribe('news');\n",
            },
          ],
        },
      ],
    },
    {
      name: 'a blocking client that nobody would close',
      code: "import { getRedisClient } from 'shared-redis';\nexport async function take() {\n  const c = getRedisClient(url);\n  return c.blpop('q', 5);\n}\n",
      errors: [
        {
          messageId: 'blocks',
          data: { command: 'BLPOP', advice: 'Use openDedicatedRedisClient().' },
          line: 4,
          column: 12,
          endColumn: 17,
          suggestions: null,
        },
      ],
    },
    {
      name: 'a client that also runs ordinary commands',
      code: "import { getRedisClient } from 'shared-redis';\nconst c = getRedisClient(url);\nc.subscribe('news');\nc.get('k');\n",
      errors: [
        {
          messageId: 'takesOver',
          data: {
            command: 'SUBSCRIBE',
            advice: 'Use subscribeRedis() or openDedicatedRedisClient().',
          },
          line: 3,
          column: 3,
          endColumn: 12,
          suggestions: null,
        },
      ],
    },
    {
      name: 'blocking commands',
      code: "import { getRedisClient } from 'shared-redis';\nconst c = getRedisClient();\nc.get('k');\nc.brpoplpushBuffer('a', 'b', 0);\nc.xread('COUNT', 1, 'BLOCK', 0, 'STREAMS', 's', '$');\nc.xreadgroup('GROUP', 'g', 'c', 'COUNT', 1, 'BLOCK', 5, 'STREAMS', 's', '>');\nc.xread(['BLOCK', 0, 'STREAMS', 's', '$']);\nc.wait(1, 0);\nc.waitaof(1, 0, 0);\n",
      errors: [
        {
          messageId: 'blocks',
          data: {
            command: 'BRPOPLPUSH',
            advice: 'Use openDedicatedRedisClient().',
          },
          line: 4,
          column: 3,
          endColumn: 19,
          suggestions: null,
        },
        {
          messageId: 'blocks',
          data: {
            command: 'XREAD with BLOCK',
            advice: 'Use openDedicatedRedisClient().',
          },
          line: 5,
          column: 3,
          endColumn: 8,
          suggestions: null,
        },
        {
          messageId: 'blocks',
          data: {
            command: 'XREADGROUP with BLOCK',
            advice: 'Use openDedicatedRedisClient().',
          },
          line: 6,
          column: 3,
          endColumn: 13,
          suggestions: null,
        },
        {
          messageId: 'blocks',
          data: {
            command: 'XREAD with BLOCK',
            advice: 'Use openDedicatedRedisClient().',
          },
          line: 7,
          column: 3,
          endColumn: 8,
          suggestions: null,
        },
        {
          messageId: 'blocks',
          data: { command: 'WAIT', advice: 'Use openDedicatedRedisClient().' },
          line: 8,
          column: 3,
          endColumn: 7,
          suggestions: null,
        },
        {
          messageId: 'blocks',
          data: {
            command: 'WAITAOF',
            advice: 'Use openDedicatedRedisClient().',
          },
          line: 9,
          column: 3,
          endColumn: 10,
          suggestions: null,
        },
      ],
    },
    {
      name: 'commands that change what comes next',
      code: "import { getRedisClient } from 'shared-redis';\nconst c = getRedisClient();\nc.get('k');\nc.unwatch();\nc.reset();\nc.hello(3);\nc.readonly();\nc.exec();\nc.script('DEBUG', 'YES');\n",
      errors: [
        {
          messageId: 'changes',
          data: {
            command: 'UNWATCH',
            advice: 'Use openDedicatedRedisClient().',
          },
          line: 4,
          column: 3,
          endColumn: 10,
          suggestions: null,
        },
        {
          messageId: 'changes',
          data: { command: 'RESET', advice: 'Use openDedicatedRedisClient().' },
          line: 5,
          column: 3,
          endColumn: 8,
          suggestions: null,
        },
        {
          messageId: 'changes',
          data: {
            command: 'HELLO',
            advice:
              'Say it in the options (`protocol`), or use openDedicatedRedisClient().',
          },
          line: 6,
          column: 3,
          endColumn: 8,
          suggestions: null,
        },
        {
          messageId: 'changes',
          data: {
            command: 'READONLY',
            advice: 'Use openDedicatedRedisClient().',
          },
          line: 7,
          column: 3,
          endColumn: 11,
          suggestions: null,
        },
        {
          messageId: 'changes',
          data: { command: 'EXEC', advice: 'Use openDedicatedRedisClient().' },
          line: 8,
          column: 3,
          endColumn: 7,
          suggestions: null,
        },
        {
          messageId: 'changes',
          data: {
            command: 'SCRIPT DEBUG',
            advice: 'Use openDedicatedRedisClient().',
          },
          line: 9,
          column: 3,
          endColumn: 9,
          suggestions: null,
        },
      ],
    },
    {
      name: 'WATCH with the transaction it is for',
      code: "import { getRedisClient } from 'shared-redis';\nexport async function take(url) {\n  const c = getRedisClient(url);\n  await c.watch('stock');\n  const stock = await c.get('stock');\n  const done = await c.multi().set('stock', stock - 1).exec();\n  c.disconnect();\n  return done;\n}\n",
      errors: [
        {
          messageId: 'changes',
          data: { command: 'WATCH', advice: 'Use openDedicatedRedisClient().' },
          line: 4,
          column: 11,
          endColumn: 16,
          suggestions: [
            {
              messageId: 'useDedicated',
              data: { call: 'openDedicatedRedisClient' },
              output:
                "import { openDedicatedRedisClient } from 'shared-redis';\nexport async function take(url) {\n  const c = openDedicatedRedisClient(url);\n  await c.watch('stock');\n  const stock = await c.get('stock');\n  const done = await c.multi().set('stock', stock - 1).exec();\n  c.disconnect();\n  return done;\n}\n",
            },
          ],
        },
      ],
    },
    {
      name: 'what the options can say',
      code: "import { getRedisClient } from 'shared-redis';\nconst c = getRedisClient(url);\nc.get('k');\nc.select(3);\nc.auth('p');\nc.client('SETNAME', 'api');\ngetRedisClient({ db: 3 }).select(4);\ngetRedisClient('redis://a:6379/3?x=1').select(0);\ngetRedisClient({ db: 3 }).select(0);\n",
      errors: [
        {
          messageId: 'changes',
          data: {
            command: 'SELECT',
            advice:
              'Say it in the options (`db`), or use openDedicatedRedisClient().',
          },
          line: 4,
          column: 3,
          endColumn: 9,
          suggestions: null,
        },
        {
          messageId: 'changes',
          data: {
            command: 'AUTH',
            advice:
              'Say it in the options (`password`), or use openDedicatedRedisClient().',
          },
          line: 5,
          column: 3,
          endColumn: 7,
          suggestions: null,
        },
        {
          messageId: 'changes',
          data: {
            command: 'CLIENT SETNAME',
            advice:
              'Say it in the options (`connectionName`), or use openDedicatedRedisClient().',
          },
          line: 6,
          column: 3,
          endColumn: 9,
          suggestions: null,
        },
        {
          messageId: 'changes',
          data: {
            command: 'SELECT',
            advice:
              'Say it in the options (`db`), or use openDedicatedRedisClient().',
          },
          line: 7,
          column: 27,
          endColumn: 33,
          suggestions: null,
        },
        {
          messageId: 'changes',
          data: {
            command: 'SELECT',
            advice:
              'Say it in the options (`db`), or use openDedicatedRedisClient().',
          },
          line: 8,
          column: 40,
          endColumn: 46,
          suggestions: null,
        },
        {
          messageId: 'changes',
          data: {
            command: 'SELECT',
            advice:
              'Say it in the options (`db`), or use openDedicatedRedisClient().',
          },
          line: 9,
          column: 27,
          endColumn: 33,
          suggestions: null,
        },
      ],
    },
    {
      name: 'CLIENT with subcommands that change the connection',
      code: "import { getRedisClient } from 'shared-redis';\nconst c = getRedisClient();\nc.get('k');\nc.client('TRACKING', 'ON');\nc.client('reply', 'off');\nc.client(['NO-EVICT', 'ON']);\n",
      errors: [
        {
          messageId: 'changes',
          data: {
            command: 'CLIENT TRACKING',
            advice: 'Use openDedicatedRedisClient().',
          },
          line: 4,
          column: 3,
          endColumn: 9,
          suggestions: null,
        },
        {
          messageId: 'changes',
          data: {
            command: 'CLIENT REPLY',
            advice: 'Use openDedicatedRedisClient().',
          },
          line: 5,
          column: 3,
          endColumn: 9,
          suggestions: null,
        },
        {
          messageId: 'changes',
          data: {
            command: 'CLIENT NO-EVICT',
            advice: 'Use openDedicatedRedisClient().',
          },
          line: 6,
          column: 3,
          endColumn: 9,
          suggestions: null,
        },
      ],
    },
    {
      name: 'commands that take over',
      code: "import { getRedisClient } from 'shared-redis';\nconst c = getRedisClient();\nc.get('k');\nc.monitor();\nc.call('PSYNC', '?', -1);\nc.sync();\n",
      errors: [
        {
          messageId: 'takesOver',
          data: {
            command: 'MONITOR',
            advice: 'Use openDedicatedRedisClient().',
          },
          line: 4,
          column: 3,
          endColumn: 10,
          suggestions: null,
        },
        {
          messageId: 'takesOver',
          data: { command: 'PSYNC', advice: 'Use openDedicatedRedisClient().' },
          line: 5,
          column: 3,
          endColumn: 7,
          suggestions: null,
        },
        {
          messageId: 'takesOver',
          data: { command: 'SYNC', advice: 'Use openDedicatedRedisClient().' },
          line: 6,
          column: 3,
          endColumn: 7,
          suggestions: null,
        },
      ],
    },
    {
      name: 'multi without a pipeline',
      code: "import { getRedisClient } from 'shared-redis';\nconst c = getRedisClient();\nc.multi({ pipeline: false });\nc.multi([['get', 'k']], { pipeline: false });\nc.call('MULTI');\n",
      errors: [
        {
          messageId: 'changes',
          data: {
            command: 'MULTI without a pipeline',
            advice: 'Use openDedicatedRedisClient().',
          },
          line: 3,
          column: 3,
          endColumn: 8,
          suggestions: [
            {
              messageId: 'useDedicated',
              data: { call: 'openDedicatedRedisClient' },
              output:
                "import { openDedicatedRedisClient } from 'shared-redis';\nconst c = openDedicatedRedisClient();\nc.multi({ pipeline: false });\nc.multi([['get', 'k']], { pipeline: false });\nc.call('MULTI');\n",
            },
          ],
        },
        {
          messageId: 'changes',
          data: {
            command: 'MULTI without a pipeline',
            advice: 'Use openDedicatedRedisClient().',
          },
          line: 4,
          column: 3,
          endColumn: 8,
          suggestions: [
            {
              messageId: 'useDedicated',
              data: { call: 'openDedicatedRedisClient' },
              output:
                "import { openDedicatedRedisClient } from 'shared-redis';\nconst c = openDedicatedRedisClient();\nc.multi({ pipeline: false });\nc.multi([['get', 'k']], { pipeline: false });\nc.call('MULTI');\n",
            },
          ],
        },
        {
          messageId: 'changes',
          data: {
            command: 'MULTI without a pipeline',
            advice: 'Use openDedicatedRedisClient().',
          },
          line: 5,
          column: 3,
          endColumn: 7,
          suggestions: [
            {
              messageId: 'useDedicated',
              data: { call: 'openDedicatedRedisClient' },
              output:
                "import { openDedicatedRedisClient } from 'shared-redis';\nconst c = openDedicatedRedisClient();\nc.multi({ pipeline: false });\nc.multi([['get', 'k']], { pipeline: false });\nc.call('MULTI');\n",
            },
          ],
        },
      ],
    },
    {
      name: 'in a pipeline and in a transaction',
      code: "import { getRedisClient } from 'shared-redis';\nconst c = getRedisClient();\nc.pipeline().get('k').blpop('q', 0).exec();\nconst p = c.pipeline();\np.subscribe('news');\nc.multi().watch('k').exec();\nc.pipeline([['get', 'k'], ['blpop', 'q', 0]]).exec();\n",
      errors: [
        {
          messageId: 'blocks',
          data: { command: 'BLPOP', advice: 'Use openDedicatedRedisClient().' },
          line: 3,
          column: 23,
          endColumn: 28,
          suggestions: null,
        },
        {
          messageId: 'takesOver',
          data: {
            command: 'SUBSCRIBE',
            advice: 'Use subscribeRedis() or openDedicatedRedisClient().',
          },
          line: 5,
          column: 3,
          endColumn: 12,
          suggestions: null,
        },
        {
          messageId: 'changes',
          data: { command: 'WATCH', advice: 'Use openDedicatedRedisClient().' },
          line: 6,
          column: 11,
          endColumn: 16,
          suggestions: null,
        },
        {
          messageId: 'blocks',
          data: { command: 'BLPOP', advice: 'Use openDedicatedRedisClient().' },
          line: 7,
          column: 3,
          endColumn: 11,
          suggestions: null,
        },
      ],
    },
    {
      name: 'by name',
      code: "import { getRedisClient } from 'shared-redis';\nconst c = getRedisClient();\nc.get('k');\nc.call('SUBSCRIBE', 'news');\nc.callBuffer('blpop', 'q', 0);\nc.send_command('XREAD', ['BLOCK', 0, 'STREAMS', 's', '$']);\n",
      errors: [
        {
          messageId: 'takesOver',
          data: {
            command: 'SUBSCRIBE',
            advice: 'Use subscribeRedis() or openDedicatedRedisClient().',
          },
          line: 4,
          column: 3,
          endColumn: 7,
          suggestions: null,
        },
        {
          messageId: 'blocks',
          data: { command: 'BLPOP', advice: 'Use openDedicatedRedisClient().' },
          line: 5,
          column: 3,
          endColumn: 13,
          suggestions: null,
        },
        {
          messageId: 'blocks',
          data: {
            command: 'XREAD with BLOCK',
            advice: 'Use openDedicatedRedisClient().',
          },
          line: 6,
          column: 3,
          endColumn: 15,
          suggestions: null,
        },
      ],
    },
    {
      name: 'as a Command',
      code: "import { Command } from 'ioredis';\nimport { getRedisClient } from 'shared-redis';\nconst c = getRedisClient();\nc.sendCommand(new Command('SUBSCRIBE', ['news']));\nc.sendCommand(new Command('get', ['k']));\n",
      errors: [
        {
          messageId: 'takesOver',
          data: {
            command: 'SUBSCRIBE',
            advice: 'Use subscribeRedis() or openDedicatedRedisClient().',
          },
          line: 4,
          column: 3,
          endColumn: 14,
          suggestions: null,
        },
      ],
    },
    {
      name: 'a hoisted function, reported once for two clients',
      code: "import { getRedisClient } from 'shared-redis';\nlisten(getRedisClient());\nlisten(getRedisClient(url));\nfunction listen(c) {\n  c.subscribe('news');\n}\n",
      errors: [
        {
          messageId: 'takesOver',
          data: {
            command: 'SUBSCRIBE',
            advice: 'Use subscribeRedis() or openDedicatedRedisClient().',
          },
          line: 5,
          column: 5,
          endColumn: 14,
          suggestions: null,
        },
      ],
    },
    {
      name: 'a loop',
      code: "import { getRedisClient } from 'shared-redis';\nconst c = getRedisClient();\nfor (;;) {\n  const job = await c.blpop('q', 0);\n  await c.incr('done');\n}\n",
      errors: [
        {
          messageId: 'blocks',
          data: { command: 'BLPOP', advice: 'Use openDedicatedRedisClient().' },
          line: 4,
          column: 23,
          endColumn: 28,
          suggestions: null,
        },
      ],
    },
    {
      name: 'an alias, and a client that may be given instead',
      code: "import { getRedisClient } from 'shared-redis';\nexport function listen(own) {\n  const c = own ?? getRedisClient();\n  const d = c;\n  d.subscribe('news');\n}\n",
      errors: [
        {
          messageId: 'takesOver',
          data: {
            command: 'SUBSCRIBE',
            advice: 'Use subscribeRedis() or openDedicatedRedisClient().',
          },
          line: 5,
          column: 5,
          endColumn: 14,
          suggestions: null,
        },
      ],
    },
    {
      name: 'a destructured member of an object',
      code: "import { getRedisClient } from 'shared-redis';\nconst clients = { main: getRedisClient() };\nclients.main.subscribe('news');\n",
      errors: [
        {
          messageId: 'takesOver',
          data: {
            command: 'SUBSCRIBE',
            advice: 'Use subscribeRedis() or openDedicatedRedisClient().',
          },
          line: 3,
          column: 14,
          endColumn: 23,
          suggestions: null,
        },
      ],
    },
    {
      name: 'returned from a local function',
      code: "import { getRedisClient } from 'shared-redis';\nconst redis = () => getRedisClient(url);\nredis().subscribe('news');\nredis().get('k');\n",
      errors: [
        {
          messageId: 'takesOver',
          data: {
            command: 'SUBSCRIBE',
            advice: 'Use subscribeRedis() or openDedicatedRedisClient().',
          },
          line: 3,
          column: 9,
          endColumn: 18,
          suggestions: null,
        },
      ],
    },
    {
      name: 'private and public fields',
      code: "import { getRedisClient } from 'shared-redis';\nexport class A {\n  #a = getRedisClient();\n  constructor() {\n    this.b = getRedisClient();\n  }\n  run() {\n    this.#a.watch('k');\n    this.b.subscribe('news');\n  }\n}\n",
      errors: [
        {
          messageId: 'changes',
          data: { command: 'WATCH', advice: 'Use openDedicatedRedisClient().' },
          line: 8,
          column: 13,
          endColumn: 18,
          suggestions: null,
        },
        {
          messageId: 'takesOver',
          data: {
            command: 'SUBSCRIBE',
            advice: 'Use subscribeRedis() or openDedicatedRedisClient().',
          },
          line: 9,
          column: 12,
          endColumn: 21,
          suggestions: null,
        },
      ],
    },
    {
      name: 'one client that publishes and another that subscribes in another method',
      code: "import { getRedisClient } from 'shared-redis';\nexport class Bus {\n  pub = getRedisClient(url);\n  sub = getRedisClient(url);\n  send(m) {\n    return this.pub.publish('c', m);\n  }\n  listen() {\n    return this.sub.subscribe('c');\n  }\n}\n",
      errors: [
        {
          messageId: 'takesOver',
          data: {
            command: 'SUBSCRIBE',
            advice: 'Use subscribeRedis() or openDedicatedRedisClient().',
          },
          line: 9,
          column: 21,
          endColumn: 30,
          suggestions: null,
        },
      ],
    },
    {
      name: 'a client of a Redis Cluster',
      code: "import { getRedisCluster } from 'shared-redis';\ngetRedisCluster([7000]).ssubscribe('news');\n",
      errors: [
        {
          messageId: 'takesOver',
          data: {
            command: 'SSUBSCRIBE',
            advice:
              'Use subscribeRedis() or duplicate(), which gives a client of your own.',
          },
          line: 2,
          column: 25,
          endColumn: 35,
          suggestions: null,
        },
      ],
    },
    {
      name: 'a namespace import and its other clients',
      code: "import * as redis from 'shared-redis';\nconst c = redis.getRedisClient(url);\nc.subscribe('news');\nredis.getOpsRedisClient().watch('k');\nredis.getBrokerRedisClient().blpop('q', 0);\n",
      errors: [
        {
          messageId: 'takesOver',
          data: {
            command: 'SUBSCRIBE',
            advice: 'Use subscribeRedis() or openDedicatedRedisClient().',
          },
          line: 3,
          column: 3,
          endColumn: 12,
          suggestions: [
            {
              messageId: 'useDedicated',
              data: { call: 'openDedicatedRedisClient' },
              output:
                "import * as redis from 'shared-redis';\nconst c = redis.openDedicatedRedisClient(url);\nc.subscribe('news');\nredis.getOpsRedisClient().watch('k');\nredis.getBrokerRedisClient().blpop('q', 0);\n",
            },
          ],
        },
        {
          messageId: 'changes',
          data: { command: 'WATCH', advice: 'Use openDedicatedRedisClient().' },
          line: 4,
          column: 27,
          endColumn: 32,
          suggestions: null,
        },
        {
          messageId: 'blocks',
          data: { command: 'BLPOP', advice: 'Use openDedicatedRedisClient().' },
          line: 5,
          column: 30,
          endColumn: 35,
          suggestions: null,
        },
      ],
    },
  ],
});

commonjs.run('no-stateful-command', rule, {
  valid: [],
  invalid: [
    {
      name: 'require',
      code: "const { getRedisClient } = require('shared-redis');\nconst c = getRedisClient(url);\nc.subscribe('news');\n",
      errors: [
        {
          messageId: 'takesOver',
          data: {
            command: 'SUBSCRIBE',
            advice: 'Use subscribeRedis() or openDedicatedRedisClient().',
          },
          line: 3,
          column: 3,
          endColumn: 12,
          suggestions: [
            {
              messageId: 'useDedicated',
              data: { call: 'openDedicatedRedisClient' },
              output:
                "const { openDedicatedRedisClient } = require('shared-redis');\nconst c = openDedicatedRedisClient(url);\nc.subscribe('news');\n",
            },
          ],
        },
      ],
    },
    {
      name: 'a member of require',
      code: "const redis = require('shared-redis');\nvar c = redis.getRedisClient(url);\nc.subscribe('news');\n",
      errors: [
        {
          messageId: 'takesOver',
          data: {
            command: 'SUBSCRIBE',
            advice: 'Use subscribeRedis() or openDedicatedRedisClient().',
          },
          line: 3,
          column: 3,
          endColumn: 12,
          suggestions: null,
        },
      ],
    },
  ],
});

typescript.run('no-stateful-command', rule, {
  valid: [
    {
      name: 'a type of the same name',
      code: "import { getRedisClient } from 'shared-redis';\ndeclare function listen(subscribe: typeof getRedisClient): void;\nlisten(getRedisClient);",
    },
  ],
  invalid: [
    {
      name: 'casts',
      code: "import { getRedisClient } from 'shared-redis';\nconst c = getRedisClient() as any;\n(c as Redis)!.subscribe('news');\n",
      errors: [
        {
          messageId: 'takesOver',
          data: {
            command: 'SUBSCRIBE',
            advice: 'Use subscribeRedis() or openDedicatedRedisClient().',
          },
          line: 3,
          column: 15,
          endColumn: 24,
          suggestions: null,
        },
      ],
    },
    {
      name: 'a variable with a type of its own',
      code: "import { getRedisClient, type SharedRedis } from 'shared-redis';\nconst c: SharedRedis = getRedisClient();\nc.subscribe('news');\n",
      errors: [
        {
          messageId: 'takesOver',
          data: {
            command: 'SUBSCRIBE',
            advice: 'Use subscribeRedis() or openDedicatedRedisClient().',
          },
          line: 3,
          column: 3,
          endColumn: 12,
          suggestions: null,
        },
      ],
    },
    {
      name: 'a variable without one',
      code: "import { getRedisClient, type SharedRedis } from 'shared-redis';\nconst c = getRedisClient();\nc.subscribe('news');\nexport type { SharedRedis };\n",
      errors: [
        {
          messageId: 'takesOver',
          data: {
            command: 'SUBSCRIBE',
            advice: 'Use subscribeRedis() or openDedicatedRedisClient().',
          },
          line: 3,
          column: 3,
          endColumn: 12,
          suggestions: [
            {
              messageId: 'useDedicated',
              data: { call: 'openDedicatedRedisClient' },
              output:
                "import { type SharedRedis, openDedicatedRedisClient } from 'shared-redis';\nconst c = openDedicatedRedisClient();\nc.subscribe('news');\nexport type { SharedRedis };\n",
            },
          ],
        },
      ],
    },
    {
      name: 'a parameter property',
      code: "import { getRedisClient } from 'shared-redis';\nclass A {\n  constructor(private readonly c = getRedisClient()) {}\n  listen() {\n    return this.c.subscribe('news');\n  }\n}\n",
      errors: [
        {
          messageId: 'takesOver',
          data: {
            command: 'SUBSCRIBE',
            advice: 'Use subscribeRedis() or openDedicatedRedisClient().',
          },
          line: 5,
          column: 19,
          endColumn: 28,
          suggestions: null,
        },
      ],
    },
  ],
});
