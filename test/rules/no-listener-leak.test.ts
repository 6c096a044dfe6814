import rule from '../../rules/src/rules/no-listener-leak.js';
import { commonjs, javascript, typescript } from './rule-testers.js';

javascript.run('no-listener-leak', rule, {
  valid: [
    {
      name: 'at import',
      code: "import { getRedisClient } from 'shared-redis';\nconst c = getRedisClient();\nc.on('error', log);\ngetRedisClient(url).once('ready', log);",
    },
    {
      name: 'at import in an IIFE, a loop, a callback of a promise',
      code: "import { getRedisClient } from 'shared-redis';\n(async () => { getRedisClient().on('error', log); })();\nfor (const url of urls) getRedisClient(url).on('error', log);\nurls.forEach((url) => getRedisClient(url).on('error', log));\nload().then(() => getRedisClient().on('error', log));\nnew Promise((resolve) => getRedisClient().once('ready', resolve));",
    },
    {
      name: 'a client of its own',
      code: "import { openDedicatedRedisClient } from 'shared-redis';\nexport function listen() {\n  const c = openDedicatedRedisClient();\n  c.on('error', log);\n  return c;\n}",
    },
    {
      name: 'a direct client and a duplicate',
      code: "import Redis from 'ioredis';\nimport { getRedisClient } from 'shared-redis';\nexport function get() {\n  new Redis().on('error', log);\n  getRedisClient().duplicate().on('error', log);\n}",
    },
    {
      name: 'an emitter of another kind',
      code: "import { getRedisClient } from 'shared-redis';\nexport function get() {\n  process.on('exit', log);\n  emitter.on('error', log);\n  return getRedisClient().get('k');\n}",
    },
    {
      name: 'a stream that a client gives',
      code: "import { getRedisClient } from 'shared-redis';\nexport function scan() {\n  const s = getRedisClient().scanStream();\n  s.on('data', log);\n  return s;\n}",
    },
    {
      name: 'getRedisClient of another module',
      code: "import { getRedisClient } from './redis';\nimport 'shared-redis';\nexport const get = () => getRedisClient().on('error', log);",
    },
    {
      name: 'a redis parameter of unknown origin',
      code: "import { getRedisClient } from 'shared-redis';\nexport function get(redis) { redis.on('error', log); }\ngetRedisClient().get('k');",
    },
    {
      name: 'a shadowing variable',
      code: "import { getRedisClient } from 'shared-redis';\nconst c = getRedisClient();\nexport function get(c) { c.on('error', log); }\nc.get('k');",
    },
    {
      name: 'a function with one call at import',
      code: "import { getRedisClient } from 'shared-redis';\nfunction watchErrors() {\n  getRedisClient().on('error', log);\n}\nwatchErrors();",
    },
    {
      name: 'a function with several calls at import',
      code: "import { getRedisClient } from 'shared-redis';\nfunction watchErrors(c) {\n  c.on('error', log);\n}\nwatchErrors(getRedisClient());\nwatchErrors(getRedisClient(url));",
    },
    {
      name: 'an exported function that the file itself calls at import',
      code: "import { getRedisClient } from 'shared-redis';\nexport function get() {\n  getRedisClient().on('error', log);\n}\nget();",
    },
    {
      name: 'a function that nobody calls',
      code: "import { getRedisClient } from 'shared-redis';\nfunction get() {\n  getRedisClient().on('error', log);\n}",
    },
    {
      name: 'functions that start something',
      code: "import { getRedisClient } from 'shared-redis';\nexport function startServer() {\n  getRedisClient().on('error', log);\n}\nexport class App {\n  async init() {\n    getRedisClient().on('error', log);\n  }\n  onModuleInit() {\n    getRedisClient().on('error', log);\n  }\n}",
    },
    ...[
      'globalSetup',
      'redisPlugin',
      'plugin',
      'instrument',
      'mountRedis',
      'activate',
      'warmUp',
      'enableTracing',
      'addRedisListeners',
      'addErrorHandler',
    ].map((name) => ({
      name: `a function that starts something: ${name}`,
      code: `import { getRedisClient } from 'shared-redis';\nexport function ${name}() {\n  getRedisClient().on('error', log);\n}`,
    })),
    {
      name: 'the handler of a command line',
      code: "import { getRedisClient } from 'shared-redis';\nexport const command = 'flush';\nexport const handler = async (argv) => {\n  getRedisClient(argv.url).on('error', log);\n};",
    },
    {
      name: 'a plugin',
      code: "import { getRedisClient } from 'shared-redis';\nexport default async function (fastify) {\n  getRedisClient().on('error', fastify.log.error);\n}",
    },
    {
      name: 'a callback of an unknown function',
      code: "import { getRedisClient } from 'shared-redis';\nexport default plugin(async (app) => {\n  getRedisClient().on('error', app.log);\n});\ncreateApp(() => getRedisClient().on('error', log));\nconst provider = { useFactory: () => getRedisClient().on('error', log) };",
    },
    {
      name: 'memoised: ??=',
      code: "import { getRedisClient } from 'shared-redis';\nlet c;\nexport function get() {\n  return (c ??= getRedisClient(url).on('error', log));\n}",
    },
    {
      name: 'memoised: if',
      code: "import { getRedisClient } from 'shared-redis';\nlet c;\nexport function get() {\n  if (!c) {\n    c = getRedisClient(url);\n    c.on('error', log);\n  }\n  return c;\n}",
    },
    {
      name: 'memoised: an early return',
      code: "import { getRedisClient } from 'shared-redis';\nlet c;\nexport function get() {\n  if (c) return c;\n  c = getRedisClient(url);\n  c.on('error', log);\n  return c;\n}",
    },
    {
      name: 'memoised: a global',
      code: "import { getRedisClient } from 'shared-redis';\nexport function get() {\n  globalThis.redis ??= make();\n  return globalThis.redis;\n}\nfunction make() {\n  return getRedisClient(url).on('error', log);\n}",
    },
    {
      name: 'memoised: a helper',
      code: "import { getRedisClient } from 'shared-redis';\nexport const get = memoize(() => getRedisClient(url).on('error', log));\nexport const other = singleton('redis', () => getRedisClient(url).on('error', log));",
    },
    {
      name: 'a once guard',
      code: "import { getRedisClient } from 'shared-redis';\nlet listening = false;\nexport function get() {\n  const c = getRedisClient(url);\n  if (!listening) {\n    listening = true;\n    c.on('error', log);\n  }\n  return c;\n}",
    },
    {
      name: 'a once guard that throws',
      code: "import { getRedisClient } from 'shared-redis';\nexport function get() {\n  if (started) throw new Error('twice');\n  started = true;\n  getRedisClient(url).on('error', log);\n}",
    },
    {
      name: 'a guard that counts listeners',
      code: "import { getRedisClient } from 'shared-redis';\nexport function get() {\n  const c = getRedisClient(url);\n  if (c.listenerCount('error') === 0) c.on('error', log);\n  return c;\n}",
    },
    {
      name: 'a guard that remembers clients',
      code: "import { getRedisClient } from 'shared-redis';\nconst known = new WeakSet();\nexport function get() {\n  const c = getRedisClient(url);\n  if (known.has(c)) return c;\n  known.add(c);\n  c.on('error', log);\n  return c;\n}",
    },
    {
      name: 'only while it is not ready',
      code: "import { getRedisClient } from 'shared-redis';\nexport async function get() {\n  const c = getRedisClient(url);\n  if (c.status !== 'ready') await new Promise((resolve) => c.once('ready', resolve));\n  return c.get('k');\n}",
    },
    {
      name: 'removed again in a finally',
      code: "import { getRedisClient } from 'shared-redis';\nexport async function get() {\n  const c = getRedisClient(url);\n  const onError = () => log();\n  c.on('error', onError);\n  try {\n    return await c.get('k');\n  } finally {\n    c.off('error', onError);\n  }\n}",
    },
    {
      name: 'removed again by another client of the same getter',
      code: "import { getRedisClient } from 'shared-redis';\nexport async function get(onError) {\n  getRedisClient(url).on('error', onError);\n  await work();\n  getRedisClient(url).removeListener('error', onError);\n}",
    },
    {
      name: 'removed again by the function that is returned',
      code: "import { getRedisClient } from 'shared-redis';\nexport function get(f) {\n  const c = getRedisClient(url);\n  c.on('error', f);\n  return () => c.off('error', f);\n}",
    },
    {
      name: 'removed again in another method',
      code: "import { getRedisClient } from 'shared-redis';\nexport class A {\n  c = getRedisClient(url);\n  attachAll() {\n    this.c.on('error', this.onError);\n  }\n  detach() {\n    this.c.off('error', this.onError);\n  }\n  watch() {\n    this.c.on('end', this.onEnd);\n  }\n}",
    },
    {
      name: 'all removed',
      code: "import { getRedisClient } from 'shared-redis';\nexport function get() {\n  const c = getRedisClient(url);\n  c.on('error', () => log());\n  return () => c.removeAllListeners('error');\n}",
    },
    {
      name: 'a bound off',
      code: "import { getRedisClient } from 'shared-redis';\nexport function get(f) {\n  const c = getRedisClient(url);\n  c.on('error', f);\n  return c.off.bind(c, 'error', f);\n}",
    },
    {
      name: 'a listener that is given to others too',
      code: "import { getRedisClient } from 'shared-redis';\nexport function get() {\n  const c = getRedisClient(url);\n  const f = () => log();\n  c.on('error', f);\n  cleanUp.push([c, 'error', f]);\n}",
    },
    {
      name: 'with a signal',
      code: "import { getRedisClient } from 'shared-redis';\nexport function get(signal) {\n  getRedisClient(url).on('error', log, { signal });\n}",
    },
    {
      name: 'events.once and events.on, which remove what they add',
      code: "import { once, on } from 'node:events';\nimport { getRedisClient } from 'shared-redis';\nexport async function get(signal) {\n  const c = getRedisClient(url);\n  await once(c, 'ready');\n  for await (const e of on(c, 'error', { signal })) log(e);\n}",
    },
    {
      name: 'one instance of a class',
      code: "import { getRedisClient } from 'shared-redis';\nclass A {\n  constructor() {\n    this.c = getRedisClient(url);\n    this.c.on('error', log);\n  }\n}\nexport const a = new A();",
    },
    {
      name: 'a singleton',
      code: "import { getRedisClient } from 'shared-redis';\nexport class A {\n  static #a;\n  static get() {\n    return (A.#a ??= new A());\n  }\n  constructor() {\n    getRedisClient(url).on('error', log);\n  }\n}",
    },
    {
      name: 'a static field and a static block',
      code: "import { getRedisClient } from 'shared-redis';\nexport class A {\n  static c = getRedisClient(url).on('error', log);\n  static {\n    getRedisClient(url).on('end', log);\n  }\n}",
    },
    {
      name: 'a test and its hooks',
      code: "import { getRedisClient } from 'shared-redis';\ndescribe('x', () => {\n  beforeAll(() => getRedisClient().on('error', log));\n  it('y', () => getRedisClient().once('end', log));\n});",
    },
    {
      name: 'a client that is shared on one path and owned on another',
      code: "import { getRedisClient, openDedicatedRedisClient } from 'shared-redis';\nexport function get(own) {\n  const c = own ? openDedicatedRedisClient() : getRedisClient();\n  c.on('error', log);\n  return c;\n}",
    },
    {
      name: 'a loop that ends',
      code: "import { getRedisClient } from 'shared-redis';\nfor (;;) {\n  const c = getRedisClient(url);\n  c.on('error', log);\n  if (await c.ping()) break;\n}",
    },
    {
      name: 'an error of an attempt',
      code: "import { getRedisClient } from 'shared-redis';\nexport async function get() {\n  const c = getRedisClient(url);\n  try {\n    return await c.get('k');\n  } catch {\n    c.on('error', log);\n  }\n}",
    },
  ],
  invalid: [
    ...[
      ['handler', 'a handler of events', 'event'],
      ['address', 'a name that only begins like one that adds', 'key'],
    ].map(([owner, name, parameter]) => ({
      name: name!,
      code: `import { getRedisClient } from 'shared-redis';\nexport function ${owner}(${parameter}) {\n  getRedisClient().on('end', () => stop());\n}`,
      errors: [{ messageId: 'perCall' as const }],
    })),
    {
      name: 'an exported function',
      code: "import { getRedisClient } from 'shared-redis';\nexport async function get(key) {\n  const redis = getRedisClient(url);\n  redis.on('error', (error) => console.error(error.message));\n  return redis.get(key);\n}\n",
      errors: [
        {
          messageId: 'perCall',
          data: {
            owner: '`get`',
            listener: '`error` listener',
            advice:
              'Remove it: the registry reports connection errors, to configureRedisClients({ onError }) if you like.',
          },
          line: 4,
          column: 9,
          endColumn: 11,
          suggestions: [
            {
              messageId: 'remove',
              output:
                "import { getRedisClient } from 'shared-redis';\nexport async function get(key) {\n  const redis = getRedisClient(url);\n  return redis.get(key);\n}\n",
            },
          ],
        },
      ],
    },
    {
      name: 'console.error itself, and a comment',
      code: "import { getRedisClient } from 'shared-redis';\nexport async function get(key) {\n  const redis = getRedisClient(url);\n  // log\n  redis.on('error', console.error); // all\n  return redis.get(key);\n}\n",
      errors: [
        {
          messageId: 'perCall',
          data: {
            owner: '`get`',
            listener: '`error` listener',
            advice:
              'Remove it: the registry reports connection errors, to configureRedisClients({ onError }) if you like.',
          },
          line: 5,
          column: 9,
          endColumn: 11,
          suggestions: [
            {
              messageId: 'remove',
              output:
                "import { getRedisClient } from 'shared-redis';\nexport async function get(key) {\n  const redis = getRedisClient(url);\n  // log\n  return redis.get(key);\n}\n",
            },
          ],
        },
      ],
    },
    {
      name: 'a listener that does more than log',
      code: "import { getRedisClient } from 'shared-redis';\nexport async function get(key) {\n  const redis = getRedisClient(url);\n  redis.on('error', () => console.error(next()));\n  return redis.get(key);\n}\n",
      errors: [
        {
          messageId: 'perCall',
          data: {
            owner: '`get`',
            listener: '`error` listener',
            advice:
              'Remove it: the registry reports connection errors, to configureRedisClients({ onError }) if you like.',
          },
          line: 4,
          column: 9,
          endColumn: 11,
          suggestions: null,
        },
      ],
    },
    {
      name: 'a client that has no other use',
      code: "import { getRedisClient } from 'shared-redis';\nexport function get() {\n  const redis = getRedisClient(url);\n  redis.on('error', () => {});\n}\n",
      errors: [
        {
          messageId: 'perCall',
          data: {
            owner: '`get`',
            listener: '`error` listener',
            advice:
              'Remove it: the registry reports connection errors, to configureRedisClients({ onError }) if you like.',
          },
          line: 4,
          column: 9,
          endColumn: 11,
          suggestions: null,
        },
      ],
    },
    {
      name: 'every method that adds a listener',
      code: "import { getRedisClient } from 'shared-redis';\nexport function get() {\n  const c = getRedisClient();\n  c.once('ready', log);\n  c.addListener('end', log);\n  c.prependListener('close', log);\n  c.prependOnceListener('connect', log);\n  c?.on?.(event, log);\n  c['on']('message', log);\n}\n",
      errors: [
        {
          messageId: 'perCall',
          data: {
            owner: '`get`',
            listener: '`ready` listener',
            advice:
              'Add it once, where the program starts, or remove it here when it has done its work.',
          },
          line: 4,
          column: 5,
          endColumn: 9,
          suggestions: null,
        },
        {
          messageId: 'perCall',
          data: {
            owner: '`get`',
            listener: '`end` listener',
            advice:
              'Add it once, where the program starts, or remove it here when it has done its work.',
          },
          line: 5,
          column: 5,
          endColumn: 16,
          suggestions: null,
        },
        {
          messageId: 'perCall',
          data: {
            owner: '`get`',
            listener: '`close` listener',
            advice:
              'Add it once, where the program starts, or remove it here when it has done its work.',
          },
          line: 6,
          column: 5,
          endColumn: 20,
          suggestions: null,
        },
        {
          messageId: 'perCall',
          data: {
            owner: '`get`',
            listener: '`connect` listener',
            advice:
              'Add it once, where the program starts, or remove it here when it has done its work.',
          },
          line: 7,
          column: 5,
          endColumn: 24,
          suggestions: null,
        },
        {
          messageId: 'perCall',
          data: {
            owner: '`get`',
            listener: 'listener',
            advice:
              'Add it once, where the program starts, or remove it here when it has done its work.',
          },
          line: 8,
          column: 6,
          endColumn: 8,
          suggestions: null,
        },
        {
          messageId: 'perCall',
          data: {
            owner: '`get`',
            listener: '`message` listener',
            advice:
              'Add it once, where the program starts, or remove it here when it has done its work.',
          },
          line: 9,
          column: 5,
          endColumn: 9,
          suggestions: null,
        },
      ],
    },
    {
      name: 'a chain of listeners',
      code: "import { getRedisClient } from 'shared-redis';\nexport const get = () =>\n  getRedisClient().on('error', log).on('end', log);\n",
      errors: [
        {
          messageId: 'perCall',
          data: {
            owner: '`get`',
            listener: '`error` listener',
            advice:
              'Remove it: the registry reports connection errors, to configureRedisClients({ onError }) if you like.',
          },
          line: 3,
          column: 20,
          endColumn: 22,
          suggestions: null,
        },
        {
          messageId: 'perCall',
          data: {
            owner: '`get`',
            listener: '`end` listener',
            advice:
              'Add it once, where the program starts, or remove it here when it has done its work.',
          },
          line: 3,
          column: 37,
          endColumn: 39,
          suggestions: null,
        },
      ],
    },
    {
      name: 'export lists and default exports',
      code: "import { getRedisClient } from 'shared-redis';\nfunction a() {\n  getRedisClient().on('error', log);\n}\nconst b = function () {\n  getRedisClient().on('error', log);\n};\nexport { a as x, b };\nexport default function c() {\n  getRedisClient().on('error', log);\n}\n",
      errors: [
        {
          messageId: 'perCall',
          data: {
            owner: '`a`',
            listener: '`error` listener',
            advice:
              'Remove it: the registry reports connection errors, to configureRedisClients({ onError }) if you like.',
          },
          line: 3,
          column: 20,
          endColumn: 22,
          suggestions: null,
        },
        {
          messageId: 'perCall',
          data: {
            owner: '`b`',
            listener: '`error` listener',
            advice:
              'Remove it: the registry reports connection errors, to configureRedisClients({ onError }) if you like.',
          },
          line: 6,
          column: 20,
          endColumn: 22,
          suggestions: null,
        },
        {
          messageId: 'perCall',
          data: {
            owner: '`c`',
            listener: '`error` listener',
            advice:
              'Remove it: the registry reports connection errors, to configureRedisClients({ onError }) if you like.',
          },
          line: 10,
          column: 20,
          endColumn: 22,
          suggestions: null,
        },
      ],
    },
    {
      name: 'handlers of requests',
      code: "import { getRedisClient } from 'shared-redis';\napp.get('/x', (q, r) => getRedisClient().on('error', log));\napp.use((req, res, next) => getRedisClient().on('error', log));\nrouter.post('/y', handle);\nfunction handle() {\n  getRedisClient().on('error', log);\n}\nserver.on('request', () => getRedisClient().on('error', log));\nsetInterval(() => getRedisClient().on('error', log), 1000);\n",
      errors: [
        {
          messageId: 'perCall',
          data: {
            owner: 'its function',
            listener: '`error` listener',
            advice:
              'Remove it: the registry reports connection errors, to configureRedisClients({ onError }) if you like.',
          },
          line: 2,
          column: 42,
          endColumn: 44,
          suggestions: null,
        },
        {
          messageId: 'perCall',
          data: {
            owner: 'its function',
            listener: '`error` listener',
            advice:
              'Remove it: the registry reports connection errors, to configureRedisClients({ onError }) if you like.',
          },
          line: 3,
          column: 46,
          endColumn: 48,
          suggestions: null,
        },
        {
          messageId: 'perCall',
          data: {
            owner: '`handle`',
            listener: '`error` listener',
            advice:
              'Remove it: the registry reports connection errors, to configureRedisClients({ onError }) if you like.',
          },
          line: 6,
          column: 20,
          endColumn: 22,
          suggestions: null,
        },
        {
          messageId: 'perCall',
          data: {
            owner: 'its function',
            listener: '`error` listener',
            advice:
              'Remove it: the registry reports connection errors, to configureRedisClients({ onError }) if you like.',
          },
          line: 8,
          column: 45,
          endColumn: 47,
          suggestions: null,
        },
        {
          messageId: 'perCall',
          data: {
            owner: 'its function',
            listener: '`error` listener',
            advice:
              'Remove it: the registry reports connection errors, to configureRedisClients({ onError }) if you like.',
          },
          line: 9,
          column: 36,
          endColumn: 38,
          suggestions: null,
        },
      ],
    },
    {
      name: 'a helper that is called with every request',
      code: "import { getRedisClient } from 'shared-redis';\nfunction client() {\n  const c = getRedisClient();\n  c.on('error', log);\n  return c;\n}\nexport const get = (k) => client().get(k);\nexport const set = (k, v) => client().set(k, v);\n",
      errors: [
        {
          messageId: 'perCall',
          data: {
            owner: '`get`',
            listener: '`error` listener',
            advice:
              'Remove it: the registry reports connection errors, to configureRedisClients({ onError }) if you like.',
          },
          line: 4,
          column: 5,
          endColumn: 7,
          suggestions: null,
        },
      ],
    },
    {
      name: 'a hoisted helper, a parameter',
      code: "import { getRedisClient } from 'shared-redis';\nexport const get = (k) => withLog(getRedisClient()).get(k);\nfunction withLog(c) {\n  c.on('error', log);\n  return c;\n}\n",
      errors: [
        {
          messageId: 'perCall',
          data: {
            owner: '`get`',
            listener: '`error` listener',
            advice:
              'Remove it: the registry reports connection errors, to configureRedisClients({ onError }) if you like.',
          },
          line: 4,
          column: 5,
          endColumn: 7,
          suggestions: null,
        },
      ],
    },
    {
      name: 'a client of the module',
      code: "import { getRedisClient } from 'shared-redis';\nconst c = getRedisClient();\nexport function get(k) {\n  c.on('error', log);\n  return c.get(k);\n}\n",
      errors: [
        {
          messageId: 'perCall',
          data: {
            owner: '`get`',
            listener: '`error` listener',
            advice:
              'Remove it: the registry reports connection errors, to configureRedisClients({ onError }) if you like.',
          },
          line: 4,
          column: 5,
          endColumn: 7,
          suggestions: null,
        },
      ],
    },
    {
      name: 'a promise for an event that has come already',
      code: "import { getRedisClient } from 'shared-redis';\nexport async function get(k) {\n  const c = getRedisClient();\n  await new Promise((resolve) => c.once('ready', resolve));\n  return c.get(k);\n}\n",
      errors: [
        {
          messageId: 'perCall',
          data: {
            owner: '`get`',
            listener: '`ready` listener',
            advice:
              'Add it once, where the program starts, or remove it here when it has done its work.',
          },
          line: 4,
          column: 36,
          endColumn: 40,
          suggestions: null,
        },
      ],
    },
    {
      name: 'a constructor and fields',
      code: "import { getRedisClient } from 'shared-redis';\nexport class A {\n  #c = getRedisClient().on('end', log);\n  constructor() {\n    this.#c.on('error', log);\n  }\n}\nexport default class {\n  constructor() {\n    getRedisClient().on('error', log);\n  }\n}\n",
      errors: [
        {
          messageId: 'perInstance',
          data: {
            owner: '`A`',
            listener: '`end` listener',
            advice:
              'Add it once, where the program starts, or remove it here when it has done its work.',
          },
          line: 3,
          column: 25,
          endColumn: 27,
          suggestions: null,
        },
        {
          messageId: 'perInstance',
          data: {
            owner: '`A`',
            listener: '`error` listener',
            advice:
              'Remove it: the registry reports connection errors, to configureRedisClients({ onError }) if you like.',
          },
          line: 5,
          column: 13,
          endColumn: 15,
          suggestions: null,
        },
        {
          messageId: 'perInstance',
          data: {
            owner: 'its class',
            listener: '`error` listener',
            advice:
              'Remove it: the registry reports connection errors, to configureRedisClients({ onError }) if you like.',
          },
          line: 10,
          column: 22,
          endColumn: 24,
          suggestions: null,
        },
      ],
    },
    {
      name: 'a class that is instantiated with every request',
      code: "import { getRedisClient } from 'shared-redis';\nclass A {\n  constructor() {\n    getRedisClient().on('error', log);\n  }\n}\napp.get('/', (req, res) => res.send(new A()));\n",
      errors: [
        {
          messageId: 'perInstance',
          data: {
            owner: '`A`',
            listener: '`error` listener',
            advice:
              'Remove it: the registry reports connection errors, to configureRedisClients({ onError }) if you like.',
          },
          line: 4,
          column: 22,
          endColumn: 24,
          suggestions: null,
        },
      ],
    },
    {
      name: 'methods',
      code: "import { getRedisClient } from 'shared-redis';\nclass A {\n  c = getRedisClient();\n  find(k) {\n    this.c.on('error', log);\n    return this.#find(k);\n  }\n  #find(k) {\n    this.c.on('end', log);\n    return this.c.get(k);\n  }\n}\nexport const a = new A();\n",
      errors: [
        {
          messageId: 'perCall',
          data: {
            owner: '`find`',
            listener: '`error` listener',
            advice:
              'Remove it: the registry reports connection errors, to configureRedisClients({ onError }) if you like.',
          },
          line: 5,
          column: 12,
          endColumn: 14,
          suggestions: null,
        },
        {
          messageId: 'perCall',
          data: {
            owner: '`find`',
            listener: '`end` listener',
            advice:
              'Add it once, where the program starts, or remove it here when it has done its work.',
          },
          line: 9,
          column: 12,
          endColumn: 14,
          suggestions: null,
        },
      ],
    },
    {
      name: 'a loop without end',
      code: "import { getRedisClient } from 'shared-redis';\nwhile (true) {\n  const c = getRedisClient(url);\n  c.on('error', log);\n  await c.incr('n');\n}\n",
      errors: [
        {
          messageId: 'perRound',
          data: {
            listener: '`error` listener',
            advice:
              'Remove it: the registry reports connection errors, to configureRedisClients({ onError }) if you like.',
          },
          line: 4,
          column: 5,
          endColumn: 7,
          suggestions: null,
        },
      ],
    },
    {
      name: 'messages of a stream',
      code: "import { getRedisClient } from 'shared-redis';\nfor await (const m of messages) {\n  getRedisClient(url).on('error', log).incr(m);\n}\n",
      errors: [
        {
          messageId: 'perRound',
          data: {
            listener: '`error` listener',
            advice:
              'Remove it: the registry reports connection errors, to configureRedisClients({ onError }) if you like.',
          },
          line: 3,
          column: 23,
          endColumn: 25,
          suggestions: null,
        },
      ],
    },
    {
      name: 'conditions of parameters and of the environment only',
      code: "import { getRedisClient } from 'shared-redis';\nexport function get(k, verbose) {\n  if (!k) throw new Error('no key');\n  const c = getRedisClient();\n  if (verbose && process.env.DEBUG === '1') c.on('error', log);\n  return c.get(k);\n}\n",
      errors: [
        {
          messageId: 'perCall',
          data: {
            owner: '`get`',
            listener: '`error` listener',
            advice:
              'Remove it: the registry reports connection errors, to configureRedisClients({ onError }) if you like.',
          },
          line: 5,
          column: 47,
          endColumn: 49,
          suggestions: null,
        },
      ],
    },
    {
      name: 'a factory that is configured by constants',
      code: "import { env } from './env';\nimport { getRedisClient } from 'shared-redis';\nexport const createRedis = (options = {}) => {\n  if (env.REDIS_CLUSTER_ENABLED === 'true') return null;\n  const instance = env.REDIS_URL ? getRedisClient(env.REDIS_URL, options) : null;\n  instance?.on('error', (error) => logError('Redis error', error));\n  return instance;\n};\n",
      errors: [
        {
          messageId: 'perCall',
          data: {
            owner: '`createRedis`',
            listener: '`error` listener',
            advice:
              'Remove it: the registry reports connection errors, to configureRedisClients({ onError }) if you like.',
          },
          line: 6,
          column: 13,
          endColumn: 15,
          suggestions: null,
        },
      ],
    },
    {
      name: 'another listener that is removed',
      code: "import { getRedisClient } from 'shared-redis';\nexport function get(f, g) {\n  const c = getRedisClient();\n  c.on('error', f);\n  c.on('error', g);\n  c.on('error', () => f());\n  c.off('error', g);\n}\n",
      errors: [
        {
          messageId: 'perCall',
          data: {
            owner: '`get`',
            listener: '`error` listener',
            advice:
              'Remove it: the registry reports connection errors, to configureRedisClients({ onError }) if you like.',
          },
          line: 6,
          column: 5,
          endColumn: 7,
          suggestions: null,
        },
      ],
    },
    {
      name: 'a handed cluster client',
      code: "import { getRedisCluster } from 'shared-redis';\nexport function get() {\n  const c = getRedisCluster([7000]);\n  c.on('+node', log);\n  c.get('k');\n}\n",
      errors: [
        {
          messageId: 'perCall',
          data: {
            owner: '`get`',
            listener: '`+node` listener',
            advice:
              'Add it once, where the program starts, or remove it here when it has done its work.',
          },
          line: 4,
          column: 5,
          endColumn: 7,
          suggestions: null,
        },
      ],
    },
  ],
});

commonjs.run('no-listener-leak', rule, {
  valid: [],
  invalid: [
    {
      name: 'module.exports',
      code: "const { getRedisClient } = require('shared-redis');\nfunction a() {\n  getRedisClient().on('error', log);\n}\nmodule.exports = { a };\nexports.b = () => getRedisClient().on('error', log);\nmodule.exports.c = function () {\n  getRedisClient().on('error', log);\n};\n",
      errors: [
        {
          messageId: 'perCall',
          data: {
            owner: '`a`',
            listener: '`error` listener',
            advice:
              'Remove it: the registry reports connection errors, to configureRedisClients({ onError }) if you like.',
          },
          line: 3,
          column: 20,
          endColumn: 22,
          suggestions: null,
        },
        {
          messageId: 'perCall',
          data: {
            owner: '`b`',
            listener: '`error` listener',
            advice:
              'Remove it: the registry reports connection errors, to configureRedisClients({ onError }) if you like.',
          },
          line: 6,
          column: 36,
          endColumn: 38,
          suggestions: null,
        },
        {
          messageId: 'perCall',
          data: {
            owner: '`c`',
            listener: '`error` listener',
            advice:
              'Remove it: the registry reports connection errors, to configureRedisClients({ onError }) if you like.',
          },
          line: 8,
          column: 20,
          endColumn: 22,
          suggestions: null,
        },
      ],
    },
  ],
});

typescript.run('no-listener-leak', rule, {
  valid: [
    {
      name: 'a class that a container makes',
      code: "import { getRedisClient } from 'shared-redis';\n@Injectable()\nexport class A {\n  private readonly c = getRedisClient(url);\n  constructor() {\n    this.c.on('error', log);\n  }\n}",
    },
    {
      name: 'a private constructor',
      code: "import { getRedisClient } from 'shared-redis';\nexport class A {\n  private static instance?: A;\n  private constructor() {\n    getRedisClient(url).on('error', log);\n  }\n  static get() {\n    A.instance ??= new this();\n    return A.instance;\n  }\n}",
    },
  ],
  invalid: [
    {
      name: 'casts and types',
      code: "import { getRedisClient } from 'shared-redis';\nexport async function get(key: string): Promise<string> {\n  const redis = getRedisClient(url) as Redis;\n  (redis as any)!.on('error', (e: Error): void => {\n    console.warn(`redis: ${e.message}`);\n  });\n  return redis.get(key);\n}\n",
      errors: [
        {
          messageId: 'perCall',
          data: {
            owner: '`get`',
            listener: '`error` listener',
            advice:
              'Remove it: the registry reports connection errors, to configureRedisClients({ onError }) if you like.',
          },
          line: 4,
          column: 19,
          endColumn: 21,
          suggestions: null,
        },
      ],
    },
    {
      name: 'a method of a class that a container makes',
      code: "import { getRedisClient } from 'shared-redis';\n@Injectable()\nexport class A {\n  constructor(private readonly c = getRedisClient(url)) {}\n  async find(k: string) {\n    this.c.on('error', log);\n    return this.c.get(k);\n  }\n}\n",
      errors: [
        {
          messageId: 'perCall',
          data: {
            owner: '`find`',
            listener: '`error` listener',
            advice:
              'Remove it: the registry reports connection errors, to configureRedisClients({ onError }) if you like.',
          },
          line: 6,
          column: 12,
          endColumn: 14,
          suggestions: null,
        },
      ],
    },
  ],
});
