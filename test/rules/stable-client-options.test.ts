import rule from '../../rules/src/rules/stable-client-options.js';
import { commonjs, javascript, typescript } from './rule-testers.js';

javascript.run('stable-client-options', rule, {
  valid: [
    {
      name: 'plain data, which counts by content',
      code: "import { getRedisClient } from 'shared-redis';\nexport const get = (k, tenant) =>\n  getRedisClient(url, { db: 1, keyPrefix: `${tenant}:`, sentinels: [{ host: 'a', port }], tls: { ca: readFileSync('ca.pem') }, ...(password && { password }) }).get(k);",
    },
    {
      name: 'bytes, which count by content',
      code: "import { getRedisClient } from 'shared-redis';\nexport const get = (k) => getRedisClient({ tls: { ca: new Uint8Array(4), key: new Buffer('x') }, x: new Array(3) }).get(k);",
    },
    {
      name: 'a function of the module, or imported',
      code: "import { strategy } from './options';\nimport { getRedisClient } from 'shared-redis';\nconst reconnectOnError = () => true;\nexport const get = (k) => getRedisClient({ retryStrategy: strategy, reconnectOnError, Connector }).get(k);",
    },
    {
      name: 'options of the module',
      code: "import { getRedisClient } from 'shared-redis';\nconst options = { retryStrategy: () => 100, Connector: new Connector() };\nexport const get = (k) => getRedisClient(options).get(k);\nexport const set = (k) => getRedisClient({ ...options, db: 1 }).set(k, 1);",
    },
    {
      name: 'at import',
      code: "import { getRedisClient } from 'shared-redis';\nconst c = getRedisClient({ retryStrategy: () => 100, Connector: new Connector() });\nexport const get = (k) => c.get(k);",
    },
    {
      name: 'at import in a loop that ends',
      code: "import { getRedisClient } from 'shared-redis';\nfor (const url of urls) getRedisClient(url, { retryStrategy: () => 100 });",
    },
    {
      name: 'a function that runs once',
      code: "import { getRedisClient } from 'shared-redis';\nfunction main() {\n  return getRedisClient({ retryStrategy: () => 100 });\n}\nmain();",
    },
    {
      name: 'functions that start something, and plugins',
      code: "import { getRedisClient } from 'shared-redis';\nexport async function connect() {\n  return getRedisClient({ retryStrategy: () => 100 });\n}\nexport default plugin(async () => getRedisClient({ retryStrategy: () => 100 }));\nconst provider = { useFactory: () => getRedisClient({ retryStrategy: () => 100 }) };",
    },
    {
      name: 'memoised',
      code: "import { getRedisClient } from 'shared-redis';\nlet c;\nexport const get = () => (c ??= getRedisClient({ retryStrategy: () => 100 }));\nexport function other() {\n  if (!c) c = getRedisClient({ retryStrategy: () => 100 });\n  return c;\n}",
    },
    {
      name: 'one instance of a class',
      code: "import { getRedisClient } from 'shared-redis';\nclass A {\n  c = getRedisClient({ retryStrategy: () => 100 });\n}\nexport const a = new A();",
    },
    {
      name: 'a client of its own',
      code: "import { openDedicatedRedisClient, withDedicatedRedisClient } from 'shared-redis';\nexport const get = () => openDedicatedRedisClient({ retryStrategy: () => 100 });\nexport const use = () => withDedicatedRedisClient({ retryStrategy: () => 100 }, (c) => c.get('k'));",
    },
    {
      name: 'a direct client',
      code: "import Redis from 'ioredis';\nimport 'shared-redis';\nexport const get = () => new Redis({ retryStrategy: () => 100 });",
    },
    {
      name: 'getRedisClient of another module',
      code: "import { getRedisClient } from './redis';\nimport 'shared-redis';\nexport const get = () => getRedisClient({ retryStrategy: () => 100 });",
    },
    {
      name: 'a shadowing name',
      code: "import { getRedisClient } from 'shared-redis';\nexport function get(getRedisClient) {\n  return getRedisClient({ retryStrategy: () => 100 });\n}\ngetRedisClient();",
    },
    {
      name: 'options of a parameter',
      code: "import { getRedisClient } from 'shared-redis';\nexport const get = (options) => getRedisClient(options);\nexport const two = (url, { retryStrategy, ...rest }) => getRedisClient(url, { ...rest, retryStrategy });\nexport const three = (o) => getRedisClient({ retryStrategy: o.retryStrategy ?? (() => 100) });",
    },
    {
      name: 'options of somebody else',
      code: "import { getRedisClient } from 'shared-redis';\nexport const get = () => getRedisClient(optionsFor(() => 100), load(new Date()));\nexport const other = () => getRedisClient({ retryStrategy: backoff(() => 1), db: pick(() => 1), Connector: Connector.shared() });",
    },
    {
      name: 'a function of an outer function that runs once for all calls',
      code: "import { getRedisClient } from 'shared-redis';\nexport function repository() {\n  const retryStrategy = () => 100;\n  const options = { retryStrategy };\n  return { find: (k) => getRedisClient({ retryStrategy, ...options }).get(k) };\n}\nexport function other() {\n  const retryStrategy = () => 100;\n  return function find(k) {\n    return getRedisClient({ retryStrategy }).get(k);\n  };\n}",
    },
    {
      name: 'another property of an object with a function',
      code: "import { getRedisClient } from 'shared-redis';\nexport function get(k) {\n  const config = { url, retry: () => 100 };\n  return getRedisClient(config.url, { db: config.db }).get(k);\n}",
    },
    {
      name: 'what is made of a function or an instance',
      code: "import { getRedisClient } from 'shared-redis';\nexport const get = () => getRedisClient(`redis://${new URL(x).host}`, { connectionName: String(() => 1), lazyConnect: !(() => 1), db: Math.floor(Math.random() * 2), enableReadyCheck: Date.now() > start });",
    },
    {
      name: 'replaced by a later property or spread',
      code: "import { getRedisClient } from 'shared-redis';\nexport function get(options) {\n  return getRedisClient({ retryStrategy: () => 100, ...options });\n}\nexport function other() {\n  const base = { retryStrategy: () => 100, url };\n  return getRedisClient({ ...base, retryStrategy: shared });\n}\nexport const three = () => getRedisClient({ retryStrategy: () => 1, retryStrategy: shared });",
    },
    {
      name: 'a choice of which only one is new',
      code: "import { getRedisClient } from 'shared-redis';\nexport const get = (x) => getRedisClient({ retryStrategy: x ? () => 100 : shared, reconnectOnError: x || (() => true) });\nexport function other(x) {\n  let retryStrategy = shared;\n  if (x) retryStrategy = () => 100;\n  return getRedisClient({ retryStrategy });\n}",
    },
    {
      name: 'options that something else may complete',
      code: "import { getRedisClient } from 'shared-redis';\nexport function get() {\n  const options = { retryStrategy: () => 100 };\n  withDefaults(options);\n  return getRedisClient(options);\n}\nexport function other() {\n  const options = { retryStrategy: () => 100 };\n  options.retryStrategy = shared;\n  return getRedisClient(options);\n}\nexport function three() {\n  const options = { retryStrategy: () => 100 };\n  delete options.retryStrategy;\n  return getRedisClient(options);\n}",
    },
    {
      name: 'options that are cached',
      code: "import { getRedisClient } from 'shared-redis';\nlet cache;\nfunction options() {\n  return (cache ??= { retryStrategy: () => 100 });\n}\nexport const get = () => getRedisClient(options());\nexport function other() {\n  const options = (cache ??= { retryStrategy: () => 100 });\n  return getRedisClient(options);\n}",
    },
    {
      name: 'symbols and times that others define',
      code: "import { getRedisClient } from 'shared-redis';\nfunction v4() { return 'fixed'; }\nconst Date = { now: () => 0 };\nfunction Symbol() { return 1; }\nexport const get = () => getRedisClient({ connectionName: v4(), db: Date.now(), x: Symbol() });\nexport const other = () => getRedisClient({ x: globalThis.Symbol.for('x') });",
    },
    {
      name: 'the listener of subscribeRedis',
      code: "import { subscribeRedis } from 'shared-redis';\nexport const listen = () => subscribeRedis(url, 'news', (m) => log(m));",
    },
    {
      name: 'arguments that are no options',
      code: "import { getRedisClient } from 'shared-redis';\nexport const get = () => getRedisClient(() => url);",
    },
    {
      name: 'computed names and accessors',
      code: "import { getRedisClient } from 'shared-redis';\nexport const get = () => getRedisClient({ [name]: () => 100, get retryStrategy() { return shared; } });",
    },
  ],
  invalid: [
    {
      name: 'an inline function',
      filename: 'file.js',
      code: "import { getRedisClient } from 'shared-redis';\n/** Reads. */\nexport async function get(key) {\n  return getRedisClient(url, {\n    retryStrategy: (times) => Math.min(times * 50, 2000),\n  }).get(key);\n}\n",
      errors: [
        {
          messageId: 'perCall',
          data: {
            option: 'retryStrategy',
            what: 'a new function',
            owner: '`get`',
            getter: 'getRedisClient',
          },
          line: 5,
          column: 5,
          endColumn: 18,
          suggestions: [
            {
              messageId: 'hoist',
              data: { name: 'retryStrategy' },
              output:
                "import { getRedisClient } from 'shared-redis';\nconst retryStrategy = (times) => Math.min(times * 50, 2000);\n\n/** Reads. */\nexport async function get(key) {\n  return getRedisClient(url, {\n    retryStrategy,\n  }).get(key);\n}\n",
            },
          ],
        },
      ],
    },
    {
      name: 'a name that is taken',
      filename: 'file.js',
      code: "import { getRedisClient } from 'shared-redis';\nconst retryStrategy = 1;\nexport const get = (k) => getRedisClient({ retryStrategy: () => 100 }).get(k);\n",
      errors: [
        {
          messageId: 'perCall',
          data: {
            option: 'retryStrategy',
            what: 'a new function',
            owner: '`get`',
            getter: 'getRedisClient',
          },
          line: 3,
          column: 44,
          endColumn: 57,
          suggestions: [
            {
              messageId: 'hoist',
              data: { name: 'sharedRetryStrategy' },
              output:
                "import { getRedisClient } from 'shared-redis';\nconst retryStrategy = 1;\nconst sharedRetryStrategy = () => 100;\n\nexport const get = (k) => getRedisClient({ retryStrategy: sharedRetryStrategy }).get(k);\n",
            },
          ],
        },
      ],
    },
    {
      name: 'a function that closes over a local',
      filename: 'file.js',
      code: "import { getRedisClient } from 'shared-redis';\nexport const get = (k, wait) => getRedisClient({ retryStrategy: () => wait }).get(k);\n",
      errors: [
        {
          messageId: 'perCall',
          data: {
            option: 'retryStrategy',
            what: 'a new function',
            owner: '`get`',
            getter: 'getRedisClient',
          },
          line: 2,
          column: 50,
          endColumn: 63,
          suggestions: null,
        },
      ],
    },
    {
      name: 'a function that closes over the module only',
      filename: 'file.js',
      code: "import { getRedisClient } from 'shared-redis';\nconst wait = 100;\nexport const get = (k) => getRedisClient({ retryStrategy: (n) => Math.min(n * wait, step(n)) }).get(k);\nfunction step(n) {\n  return n;\n}\n",
      errors: [
        {
          messageId: 'perCall',
          data: {
            option: 'retryStrategy',
            what: 'a new function',
            owner: '`get`',
            getter: 'getRedisClient',
          },
          line: 3,
          column: 44,
          endColumn: 57,
          suggestions: [
            {
              messageId: 'hoist',
              data: { name: 'retryStrategy' },
              output:
                "import { getRedisClient } from 'shared-redis';\nconst wait = 100;\nconst retryStrategy = (n) => Math.min(n * wait, step(n));\n\nexport const get = (k) => getRedisClient({ retryStrategy }).get(k);\nfunction step(n) {\n  return n;\n}\n",
            },
          ],
        },
      ],
    },
    {
      name: 'this, arguments and methods, which stay',
      filename: 'file.js',
      code: "import { getRedisClient } from 'shared-redis';\nexport class A {\n  find(k) {\n    return getRedisClient({\n      retryStrategy: () => this.wait,\n      reconnectOnError: function () { return arguments.length; },\n      natMap(x) { return x; },\n    }).get(k);\n  }\n}\n",
      errors: [
        {
          messageId: 'perCall',
          data: {
            option: 'retryStrategy',
            what: 'a new function',
            owner: '`find`',
            getter: 'getRedisClient',
          },
          line: 5,
          column: 7,
          endColumn: 20,
          suggestions: null,
        },
        {
          messageId: 'perCall',
          data: {
            option: 'reconnectOnError',
            what: 'a new function',
            owner: '`find`',
            getter: 'getRedisClient',
          },
          line: 6,
          column: 7,
          endColumn: 23,
          suggestions: null,
        },
        {
          messageId: 'perCall',
          data: {
            option: 'natMap',
            what: 'a new function',
            owner: '`find`',
            getter: 'getRedisClient',
          },
          line: 7,
          column: 7,
          endColumn: 13,
          suggestions: null,
        },
      ],
    },
    {
      name: 'a function that may run before its line',
      filename: 'file.js',
      code: "import { getRedisClient } from 'shared-redis';\nget('k');\nmodule.get = (k) => get(k);\nexport function get(k) {\n  return getRedisClient({ retryStrategy: () => 100 }).get(k);\n}\nsetInterval(() => other('k'), 1);\nfunction other(k) {\n  return getRedisClient({ retryStrategy: () => 100 }).get(k);\n}\n",
      errors: [
        {
          messageId: 'perCall',
          data: {
            option: 'retryStrategy',
            what: 'a new function',
            owner: 'its function',
            getter: 'getRedisClient',
          },
          line: 9,
          column: 27,
          endColumn: 40,
          suggestions: null,
        },
      ],
    },
    {
      name: 'instances, symbols, bound functions',
      filename: 'file.js',
      code: "import { getRedisClient } from 'shared-redis';\nexport const get = (k) =>\n  getRedisClient({\n    Connector: new Connector(),\n    retryStrategy: strategy.bind(null, 1),\n    tls: { checkServerIdentity: () => undefined, agent: new Agent() },\n    tag: Symbol('x'),\n  }).get(k);\n",
      errors: [
        {
          messageId: 'perCall',
          data: {
            option: 'Connector',
            what: 'a new object',
            owner: '`get`',
            getter: 'getRedisClient',
          },
          line: 4,
          column: 5,
          endColumn: 14,
          suggestions: null,
        },
        {
          messageId: 'perCall',
          data: {
            option: 'retryStrategy',
            what: 'a new bound function',
            owner: '`get`',
            getter: 'getRedisClient',
          },
          line: 5,
          column: 5,
          endColumn: 18,
          suggestions: null,
        },
        {
          messageId: 'perCall',
          data: {
            option: 'tls.checkServerIdentity',
            what: 'a new function',
            owner: '`get`',
            getter: 'getRedisClient',
          },
          line: 6,
          column: 12,
          endColumn: 31,
          suggestions: [
            {
              messageId: 'hoist',
              data: { name: 'checkServerIdentity' },
              output:
                "import { getRedisClient } from 'shared-redis';\nconst checkServerIdentity = () => undefined;\n\nexport const get = (k) =>\n  getRedisClient({\n    Connector: new Connector(),\n    retryStrategy: strategy.bind(null, 1),\n    tls: { checkServerIdentity, agent: new Agent() },\n    tag: Symbol('x'),\n  }).get(k);\n",
            },
          ],
        },
        {
          messageId: 'perCall',
          data: {
            option: 'tls.agent',
            what: 'a new object',
            owner: '`get`',
            getter: 'getRedisClient',
          },
          line: 6,
          column: 50,
          endColumn: 55,
          suggestions: null,
        },
        {
          messageId: 'perCall',
          data: {
            option: 'tag',
            what: 'a new symbol',
            owner: '`get`',
            getter: 'getRedisClient',
          },
          line: 7,
          column: 5,
          endColumn: 8,
          suggestions: null,
        },
      ],
    },
    {
      name: 'times and random values',
      code: "import { randomUUID } from 'node:crypto';\nimport { getRedisClient } from 'shared-redis';\nexport const get = (k) =>\n  getRedisClient({ connectionName: `api-${randomUUID()}`, clientInfoTag: 'at' + Date.now(), db: Math.random() }).get(k);\n",
      errors: [
        {
          messageId: 'perCall',
          data: {
            option: 'connectionName',
            what: 'another value',
            owner: '`get`',
            getter: 'getRedisClient',
          },
          line: 4,
          column: 43,
          endColumn: 55,
          suggestions: null,
        },
        {
          messageId: 'perCall',
          data: {
            option: 'clientInfoTag',
            what: 'another value',
            owner: '`get`',
            getter: 'getRedisClient',
          },
          line: 4,
          column: 81,
          endColumn: 91,
          suggestions: null,
        },
        {
          messageId: 'perCall',
          data: {
            option: 'db',
            what: 'another value',
            owner: '`get`',
            getter: 'getRedisClient',
          },
          line: 4,
          column: 93,
          endColumn: 95,
          suggestions: null,
        },
      ],
    },
    {
      name: 'through a variable',
      filename: 'file.js',
      code: "import { getRedisClient } from 'shared-redis';\nexport function get(k) {\n  const retryStrategy = () => 100;\n  return getRedisClient({ retryStrategy }).get(k);\n}\nexport function set(k) {\n  const options = { db: 1, retryStrategy: () => 100 };\n  return getRedisClient(url, options).set(k, 1);\n}\n",
      errors: [
        {
          messageId: 'perCall',
          data: {
            option: 'retryStrategy',
            what: 'a new function',
            owner: '`get`',
            getter: 'getRedisClient',
          },
          line: 3,
          column: 25,
          endColumn: 34,
          suggestions: null,
        },
        {
          messageId: 'perCall',
          data: {
            option: 'retryStrategy',
            what: 'a new function',
            owner: '`set`',
            getter: 'getRedisClient',
          },
          line: 7,
          column: 28,
          endColumn: 41,
          suggestions: [
            {
              messageId: 'hoist',
              data: { name: 'sharedRetryStrategy' },
              output:
                "import { getRedisClient } from 'shared-redis';\nexport function get(k) {\n  const retryStrategy = () => 100;\n  return getRedisClient({ retryStrategy }).get(k);\n}\nconst sharedRetryStrategy = () => 100;\n\nexport function set(k) {\n  const options = { db: 1, retryStrategy: sharedRetryStrategy };\n  return getRedisClient(url, options).set(k, 1);\n}\n",
            },
          ],
        },
      ],
    },
    {
      name: 'a function that is put into the options by its name',
      filename: 'file.js',
      code: "import { getRedisClient } from 'shared-redis';\nexport function get(key) {\n  const retry = () => key.length;\n  const options = { retryStrategy: retry };\n  return getRedisClient(options).get(key);\n}\n",
      errors: [
        {
          messageId: 'perCall',
          data: {
            option: 'retryStrategy',
            what: 'a new function',
            owner: '`get`',
            getter: 'getRedisClient',
          },
          line: 3,
          column: 17,
          suggestions: null,
        },
      ],
    },
    {
      name: 'through a spread',
      filename: 'file.js',
      code: "import { getRedisClient } from 'shared-redis';\nexport function get(k) {\n  const base = { retryStrategy: () => 100 };\n  const options = { ...base, db: 1 };\n  return getRedisClient({ connectionName: 'a', ...options, ...(x && { db: 2 }) }).get(k);\n}\n",
      errors: [
        {
          messageId: 'perCall',
          data: {
            option: 'retryStrategy',
            what: 'a new function',
            owner: '`get`',
            getter: 'getRedisClient',
          },
          line: 3,
          column: 18,
          endColumn: 31,
          suggestions: [
            {
              messageId: 'hoist',
              data: { name: 'retryStrategy' },
              output:
                "import { getRedisClient } from 'shared-redis';\nconst retryStrategy = () => 100;\n\nexport function get(k) {\n  const base = { retryStrategy };\n  const options = { ...base, db: 1 };\n  return getRedisClient({ connectionName: 'a', ...options, ...(x && { db: 2 }) }).get(k);\n}\n",
            },
          ],
        },
      ],
    },
    {
      name: 'through a member and a helper',
      filename: 'file.js',
      code: "import { getRedisClient } from 'shared-redis';\nexport function get(k) {\n  const config = { retry: () => 100, url };\n  return getRedisClient({ retryStrategy: config.retry }).get(k);\n}\nexport const set = (k) => getRedisClient({ ...more() }).set(k, 1);\nfunction more() {\n  return { reconnectOnError: () => true };\n}\n",
      errors: [
        {
          messageId: 'perCall',
          data: {
            option: 'retryStrategy',
            what: 'a new function',
            owner: '`get`',
            getter: 'getRedisClient',
          },
          line: 3,
          column: 20,
          endColumn: 25,
          suggestions: [
            {
              messageId: 'hoist',
              data: { name: 'retry' },
              output:
                "import { getRedisClient } from 'shared-redis';\nconst retry = () => 100;\n\nexport function get(k) {\n  const config = { retry, url };\n  return getRedisClient({ retryStrategy: config.retry }).get(k);\n}\nexport const set = (k) => getRedisClient({ ...more() }).set(k, 1);\nfunction more() {\n  return { reconnectOnError: () => true };\n}\n",
            },
          ],
        },
        {
          messageId: 'perCall',
          data: {
            option: 'reconnectOnError',
            what: 'a new function',
            owner: '`set`',
            getter: 'getRedisClient',
          },
          line: 8,
          column: 12,
          endColumn: 28,
          suggestions: null,
        },
      ],
    },
    {
      name: 'a choice of which both are new',
      filename: 'file.js',
      code: "import { getRedisClient } from 'shared-redis';\nexport const get = (k, x) =>\n  getRedisClient({ retryStrategy: x ? () => 1 : () => 2 }).get(k);\n",
      errors: [
        {
          messageId: 'perCall',
          data: {
            option: 'retryStrategy',
            what: 'a new function',
            owner: '`get`',
            getter: 'getRedisClient',
          },
          line: 3,
          column: 39,
          endColumn: 46,
          suggestions: null,
        },
        {
          messageId: 'perCall',
          data: {
            option: 'retryStrategy',
            what: 'a new function',
            owner: '`get`',
            getter: 'getRedisClient',
          },
          line: 3,
          column: 49,
          endColumn: 56,
          suggestions: null,
        },
      ],
    },
    {
      name: 'an argument list',
      filename: 'file.js',
      code: "import { getRedisClient } from 'shared-redis';\nexport function get(k) {\n  return getRedisClient(6379, 'localhost', { retryStrategy: () => 100 }).get(k);\n}\n",
      errors: [
        {
          messageId: 'perCall',
          data: {
            option: 'retryStrategy',
            what: 'a new function',
            owner: '`get`',
            getter: 'getRedisClient',
          },
          line: 3,
          column: 46,
          endColumn: 59,
          suggestions: [
            {
              messageId: 'hoist',
              data: { name: 'retryStrategy' },
              output:
                "import { getRedisClient } from 'shared-redis';\nconst retryStrategy = () => 100;\n\nexport function get(k) {\n  return getRedisClient(6379, 'localhost', { retryStrategy }).get(k);\n}\n",
            },
          ],
        },
      ],
    },
    {
      name: 'constructors, fields and methods',
      filename: 'file.js',
      code: "import { getRedisClient } from 'shared-redis';\nexport class A {\n  a = getRedisClient({ retryStrategy: () => 100 });\n  constructor() {\n    this.b = getRedisClient({ retryStrategy: () => 100 });\n  }\n  find(k) {\n    return getRedisClient({ retryStrategy: () => 100 }).get(k);\n  }\n}\n",
      errors: [
        {
          messageId: 'perInstance',
          data: {
            option: 'retryStrategy',
            what: 'a new function',
            owner: '`A`',
            getter: 'getRedisClient',
          },
          line: 3,
          column: 24,
          endColumn: 37,
          suggestions: [
            {
              messageId: 'hoist',
              data: { name: 'retryStrategy' },
              output:
                "import { getRedisClient } from 'shared-redis';\nconst retryStrategy = () => 100;\n\nexport class A {\n  a = getRedisClient({ retryStrategy });\n  constructor() {\n    this.b = getRedisClient({ retryStrategy: () => 100 });\n  }\n  find(k) {\n    return getRedisClient({ retryStrategy: () => 100 }).get(k);\n  }\n}\n",
            },
          ],
        },
        {
          messageId: 'perInstance',
          data: {
            option: 'retryStrategy',
            what: 'a new function',
            owner: '`A`',
            getter: 'getRedisClient',
          },
          line: 5,
          column: 31,
          endColumn: 44,
          suggestions: [
            {
              messageId: 'hoist',
              data: { name: 'retryStrategy' },
              output:
                "import { getRedisClient } from 'shared-redis';\nconst retryStrategy = () => 100;\n\nexport class A {\n  a = getRedisClient({ retryStrategy: () => 100 });\n  constructor() {\n    this.b = getRedisClient({ retryStrategy });\n  }\n  find(k) {\n    return getRedisClient({ retryStrategy: () => 100 }).get(k);\n  }\n}\n",
            },
          ],
        },
        {
          messageId: 'perCall',
          data: {
            option: 'retryStrategy',
            what: 'a new function',
            owner: '`find`',
            getter: 'getRedisClient',
          },
          line: 8,
          column: 29,
          endColumn: 42,
          suggestions: [
            {
              messageId: 'hoist',
              data: { name: 'retryStrategy' },
              output:
                "import { getRedisClient } from 'shared-redis';\nconst retryStrategy = () => 100;\n\nexport class A {\n  a = getRedisClient({ retryStrategy: () => 100 });\n  constructor() {\n    this.b = getRedisClient({ retryStrategy: () => 100 });\n  }\n  find(k) {\n    return getRedisClient({ retryStrategy }).get(k);\n  }\n}\n",
            },
          ],
        },
      ],
    },
    {
      name: 'a loop without end',
      filename: 'file.js',
      code: "import { getRedisClient } from 'shared-redis';\nexport async function work() {\n  for (;;) {\n    await getRedisClient({ retryStrategy: () => 100 }).incr('n');\n  }\n}\n",
      errors: [
        {
          messageId: 'perRound',
          data: {
            option: 'retryStrategy',
            what: 'a new function',
            getter: 'getRedisClient',
          },
          line: 4,
          column: 28,
          endColumn: 41,
          suggestions: [
            {
              messageId: 'hoist',
              data: { name: 'retryStrategy' },
              output:
                "import { getRedisClient } from 'shared-redis';\nconst retryStrategy = () => 100;\n\nexport async function work() {\n  for (;;) {\n    await getRedisClient({ retryStrategy }).incr('n');\n  }\n}\n",
            },
          ],
        },
      ],
    },
    {
      name: 'in a handler of requests, optional and with a comment',
      filename: 'file.js',
      code: "import { getRedisClient } from 'shared-redis';\napp.get('/', async (req, res) => {\n  res.send(await getRedisClient(url, { /* soon */ retryStrategy: /* ms */ () => 100 })?.get?.('k'));\n});\n",
      errors: [
        {
          messageId: 'perCall',
          data: {
            option: 'retryStrategy',
            what: 'a new function',
            owner: 'its function',
            getter: 'getRedisClient',
          },
          line: 3,
          column: 51,
          endColumn: 64,
          suggestions: [
            {
              messageId: 'hoist',
              data: { name: 'retryStrategy' },
              output:
                "import { getRedisClient } from 'shared-redis';\nconst retryStrategy = () => 100;\n\napp.get('/', async (req, res) => {\n  res.send(await getRedisClient(url, { /* soon */ retryStrategy: /* ms */ retryStrategy })?.get?.('k'));\n});\n",
            },
          ],
        },
      ],
    },
    {
      name: 'the other getters',
      filename: 'file.js',
      code: "import * as redis from 'shared-redis';\nexport const a = () => redis.getOpsRedisClient({ retryStrategy: () => 100 });\nexport const b = () => redis.getBrokerRedisClient({ retryStrategy: () => 100 });\nexport const c = () => redis.getRedisCluster([7000], { redisOptions: { retryStrategy: () => 100 } });\nexport const d = () => redis.subscribeRedis({ retryStrategy: () => 100 }, 'news', () => {});\n",
      errors: [
        {
          messageId: 'perCall',
          data: {
            option: 'retryStrategy',
            what: 'a new function',
            owner: '`a`',
            getter: 'getOpsRedisClient',
          },
          line: 2,
          column: 50,
          endColumn: 63,
          suggestions: [
            {
              messageId: 'hoist',
              data: { name: 'retryStrategy' },
              output:
                "import * as redis from 'shared-redis';\nconst retryStrategy = () => 100;\n\nexport const a = () => redis.getOpsRedisClient({ retryStrategy });\nexport const b = () => redis.getBrokerRedisClient({ retryStrategy: () => 100 });\nexport const c = () => redis.getRedisCluster([7000], { redisOptions: { retryStrategy: () => 100 } });\nexport const d = () => redis.subscribeRedis({ retryStrategy: () => 100 }, 'news', () => {});\n",
            },
          ],
        },
        {
          messageId: 'perCall',
          data: {
            option: 'retryStrategy',
            what: 'a new function',
            owner: '`b`',
            getter: 'getBrokerRedisClient',
          },
          line: 3,
          column: 53,
          endColumn: 66,
          suggestions: [
            {
              messageId: 'hoist',
              data: { name: 'retryStrategy' },
              output:
                "import * as redis from 'shared-redis';\nexport const a = () => redis.getOpsRedisClient({ retryStrategy: () => 100 });\nconst retryStrategy = () => 100;\n\nexport const b = () => redis.getBrokerRedisClient({ retryStrategy });\nexport const c = () => redis.getRedisCluster([7000], { redisOptions: { retryStrategy: () => 100 } });\nexport const d = () => redis.subscribeRedis({ retryStrategy: () => 100 }, 'news', () => {});\n",
            },
          ],
        },
        {
          messageId: 'perCall',
          data: {
            option: 'redisOptions.retryStrategy',
            what: 'a new function',
            owner: '`c`',
            getter: 'getRedisCluster',
          },
          line: 4,
          column: 72,
          endColumn: 85,
          suggestions: [
            {
              messageId: 'hoist',
              data: { name: 'retryStrategy' },
              output:
                "import * as redis from 'shared-redis';\nexport const a = () => redis.getOpsRedisClient({ retryStrategy: () => 100 });\nexport const b = () => redis.getBrokerRedisClient({ retryStrategy: () => 100 });\nconst retryStrategy = () => 100;\n\nexport const c = () => redis.getRedisCluster([7000], { redisOptions: { retryStrategy } });\nexport const d = () => redis.subscribeRedis({ retryStrategy: () => 100 }, 'news', () => {});\n",
            },
          ],
        },
        {
          messageId: 'perCall',
          data: {
            option: 'retryStrategy',
            what: 'a new function',
            owner: '`d`',
            getter: 'subscribeRedis',
          },
          line: 5,
          column: 47,
          endColumn: 60,
          suggestions: [
            {
              messageId: 'hoist',
              data: { name: 'retryStrategy' },
              output:
                "import * as redis from 'shared-redis';\nexport const a = () => redis.getOpsRedisClient({ retryStrategy: () => 100 });\nexport const b = () => redis.getBrokerRedisClient({ retryStrategy: () => 100 });\nexport const c = () => redis.getRedisCluster([7000], { redisOptions: { retryStrategy: () => 100 } });\nconst retryStrategy = () => 100;\n\nexport const d = () => redis.subscribeRedis({ retryStrategy }, 'news', () => {});\n",
            },
          ],
        },
      ],
    },
  ],
});

commonjs.run('stable-client-options', rule, {
  valid: [],
  invalid: [
    {
      name: 'require',
      filename: 'file.cjs',
      code: "'use strict';\nconst { getRedisClient } = require('shared-redis');\nexports.get = (k) => getRedisClient({ retryStrategy: function (n) { return n; } }).get(k);\n",
      errors: [
        {
          messageId: 'perCall',
          data: {
            option: 'retryStrategy',
            what: 'a new function',
            owner: '`get`',
            getter: 'getRedisClient',
          },
          line: 3,
          column: 39,
          endColumn: 52,
          suggestions: [
            {
              messageId: 'hoist',
              data: { name: 'retryStrategy' },
              output:
                "'use strict';\nconst { getRedisClient } = require('shared-redis');\nconst retryStrategy = function (n) { return n; };\n\nexports.get = (k) => getRedisClient({ retryStrategy }).get(k);\n",
            },
          ],
        },
      ],
    },
  ],
});

typescript.run('stable-client-options', rule, {
  valid: [
    {
      name: 'types only',
      code: "import { getRedisClient } from 'shared-redis';\nexport const get = (o: { retryStrategy: () => number }) => getRedisClient(o as RedisOptions);",
    },
  ],
  invalid: [
    {
      name: 'a parameter without a type, which would not compile elsewhere',
      code: "import { getRedisClient } from 'shared-redis';\nexport const get = (key: string) =>\n  getRedisClient(url, { reconnectOnError: (error) => !error }).get(key);\n",
      errors: [
        {
          messageId: 'perCall',
          data: {
            option: 'reconnectOnError',
            what: 'a new function',
            owner: '`get`',
            getter: 'getRedisClient',
          },
          line: 3,
          column: 25,
          endColumn: 41,
          suggestions: null,
        },
      ],
    },
    {
      name: 'a parameter of a delay, which is a number',
      code: "import { getRedisClient } from 'shared-redis';\nexport const get = (key: string) =>\n  getRedisClient(url, { retryStrategy: times => times * 2 }).get(key);\n",
      errors: [
        {
          messageId: 'perCall',
          data: {
            option: 'retryStrategy',
            what: 'a new function',
            owner: '`get`',
            getter: 'getRedisClient',
          },
          line: 3,
          column: 25,
          endColumn: 38,
          suggestions: [
            {
              messageId: 'hoist',
              data: { name: 'retryStrategy' },
              output:
                "import { getRedisClient } from 'shared-redis';\nconst retryStrategy = (times: number) => times * 2;\n\nexport const get = (key: string) =>\n  getRedisClient(url, { retryStrategy }).get(key);\n",
            },
          ],
        },
      ],
    },
    {
      name: 'a parameter with a type',
      code: "import { getRedisClient } from 'shared-redis';\n// reads\nexport const get = (key: string) =>\n  getRedisClient(url, { retryStrategy: (times: number) => times * 2 }).get(key);\n",
      errors: [
        {
          messageId: 'perCall',
          data: {
            option: 'retryStrategy',
            what: 'a new function',
            owner: '`get`',
            getter: 'getRedisClient',
          },
          line: 4,
          column: 25,
          endColumn: 38,
          suggestions: [
            {
              messageId: 'hoist',
              data: { name: 'retryStrategy' },
              output:
                "import { getRedisClient } from 'shared-redis';\nconst retryStrategy = (times: number) => times * 2;\n\n// reads\nexport const get = (key: string) =>\n  getRedisClient(url, { retryStrategy }).get(key);\n",
            },
          ],
        },
      ],
    },
    {
      name: 'a result whose type comes from the option',
      code: "import { getRedisClient } from 'shared-redis';\nexport const get = (key: string) =>\n  getRedisClient(url, { reconnectOnError: () => 2, retryStrategy: () => null }).get(key);\n",
      errors: [
        {
          messageId: 'perCall',
          data: {
            option: 'reconnectOnError',
            what: 'a new function',
            owner: '`get`',
            getter: 'getRedisClient',
          },
          line: 3,
          column: 25,
          endColumn: 41,
          suggestions: null,
        },
        {
          messageId: 'perCall',
          data: {
            option: 'retryStrategy',
            what: 'a new function',
            owner: '`get`',
            getter: 'getRedisClient',
          },
          line: 3,
          column: 52,
          endColumn: 65,
          suggestions: [
            {
              messageId: 'hoist',
              data: { name: 'retryStrategy' },
              output:
                "import { getRedisClient } from 'shared-redis';\nconst retryStrategy = () => null;\n\nexport const get = (key: string) =>\n  getRedisClient(url, { reconnectOnError: () => 2, retryStrategy }).get(key);\n",
            },
          ],
        },
      ],
    },
    {
      name: 'a result with a type of its own',
      code: "import { getRedisClient } from 'shared-redis';\nexport const get = (key: string) =>\n  getRedisClient(url, { reconnectOnError: (): boolean => true }).get(key);\n",
      errors: [
        {
          messageId: 'perCall',
          data: {
            option: 'reconnectOnError',
            what: 'a new function',
            owner: '`get`',
            getter: 'getRedisClient',
          },
          line: 3,
          column: 25,
          endColumn: 41,
          suggestions: [
            {
              messageId: 'hoist',
              data: { name: 'reconnectOnError' },
              output:
                "import { getRedisClient } from 'shared-redis';\nconst reconnectOnError = (): boolean => true;\n\nexport const get = (key: string) =>\n  getRedisClient(url, { reconnectOnError }).get(key);\n",
            },
          ],
        },
      ],
    },
    {
      name: 'a type parameter of the function around it',
      code: "import { getRedisClient } from 'shared-redis';\nexport function get<T extends number>(key: string) {\n  return getRedisClient(url, { retryStrategy: (times: T) => times }).get(key);\n}\n",
      errors: [
        {
          messageId: 'perCall',
          data: {
            option: 'retryStrategy',
            what: 'a new function',
            owner: '`get`',
            getter: 'getRedisClient',
          },
          line: 3,
          column: 32,
          endColumn: 45,
          suggestions: null,
        },
      ],
    },
    {
      name: 'casts',
      code: "import { getRedisClient } from 'shared-redis';\nexport function get(k: string) {\n  const options = { retryStrategy: () => 100 } satisfies RedisOptions;\n  return getRedisClient(options as RedisOptions).get(k);\n}\n",
      errors: [
        {
          messageId: 'perCall',
          data: {
            option: 'retryStrategy',
            what: 'a new function',
            owner: '`get`',
            getter: 'getRedisClient',
          },
          line: 3,
          column: 21,
          endColumn: 34,
          suggestions: [
            {
              messageId: 'hoist',
              data: { name: 'retryStrategy' },
              output:
                "import { getRedisClient } from 'shared-redis';\nconst retryStrategy = () => 100;\n\nexport function get(k: string) {\n  const options = { retryStrategy } satisfies RedisOptions;\n  return getRedisClient(options as RedisOptions).get(k);\n}\n",
            },
          ],
        },
      ],
    },
  ],
});
