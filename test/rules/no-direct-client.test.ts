import type {
  InvalidTestCase,
  SuggestionOutput,
} from '@typescript-eslint/rule-tester';

import rule, {
  type MessageIds,
} from '../../rules/src/rules/no-direct-client.js';
import { dedicating, noting, SHARE } from './advice.js';
import { commonjs, javascript, typescript } from './rule-testers.js';

const module = 'shared-redis';
function share(output: string): SuggestionOutput<MessageIds> {
  return {
    messageId: 'useRegistry',
    data: { call: 'getRedisClient', module },
    output,
  };
}

function dedicate(output: string): SuggestionOutput<MessageIds> {
  return {
    messageId: 'useRegistry',
    data: { call: 'openDedicatedRedisClient', module },
    output,
  };
}

function use(
  call: string,
  from: string,
  output: string,
): SuggestionOutput<MessageIds> {
  return { messageId: 'useRegistry', data: { call, module: from }, output };
}

/** Both suggestions, whose outputs differ in the name of the call only. */
function bothOf(from: string, output: string): SuggestionOutput<MessageIds>[] {
  return ['getRedisClient', 'openDedicatedRedisClient'].map((call) =>
    use(call, from, output.replaceAll('getRedisClient', call)),
  );
}

function both(output: string): SuggestionOutput<MessageIds>[] {
  return bothOf(module, output);
}

type Invalid = InvalidTestCase<MessageIds, []>;

/** One open at import: the suggestions are what the case is about. */
function atImport(
  name: string,
  code: string,
  place: { line: number; column: number; endColumn: number },
  suggestions: SuggestionOutput<MessageIds>[] | null,
  opened = 'new Redis()',
  advised = SHARE,
): Invalid {
  return {
    name,
    code,
    errors: [
      {
        messageId: 'atImport',
        data: { opened, owner: 'its function', advice: advised },
        endLine: place.line,
        ...place,
        suggestions,
      },
    ],
  };
}

javascript.run('no-direct-client', rule, {
  valid: [
    {
      name: 'a variable that holds a mock by then',
      code: "let Redis = require('ioredis');\nRedis = require('ioredis-mock');\nconst c = new Redis();",
    },
    {
      name: 'a variable that holds a class of the file by then',
      code: "import Driver from 'ioredis';\nlet Redis = Driver;\nRedis = class {};\nnew Redis();",
    },
    { name: 'a file without Redis', code: 'new Redis();' },
    {
      name: 'Redis of another package',
      code: "import { Redis } from '@upstash/redis';\nimport 'ioredis';\nnew Redis({ url });",
    },
    {
      name: 'createClient of Supabase',
      code: "import { createClient } from '@supabase/supabase-js';\nimport 'ioredis';\ncreateClient(url, key);",
    },
    {
      name: 'a local class of the same name',
      code: "import 'ioredis';\nclass Redis {}\nnew Redis();",
    },
    {
      name: 'a parameter that shadows the import',
      code: "import Redis from 'ioredis';\nfunction f(Redis) { return new Redis(); }",
    },
    {
      name: 'a variable of a block that shadows the import',
      code: "import Redis from 'ioredis';\n{ const Redis = Mock; new Redis(); }",
    },
    {
      name: 'registry clients',
      code: "import { getRedisClient, openDedicatedRedisClient } from 'shared-redis';\ngetRedisClient(url);\nopenDedicatedRedisClient(url);",
    },
    {
      name: 'the driver in a comment',
      code: '// ioredis\nnew Redis();',
    },
    {
      name: 'an export that opens nothing',
      code: "import { Command } from 'ioredis';\nnew Command('get');",
    },
    {
      name: 'duplicate() of something else',
      code: "import 'ioredis';\nnew Layer().duplicate();",
    },
  ],
  invalid: [
    {
      name: 'a function that opens for each of its callers, with their number',
      code: `
import Redis from 'ioredis';
function createRedis(url) {
  return new Redis(url);
}
export const one = (key) => createRedis('redis://a').get(key);
export const two = (key) => createRedis('redis://b').get(key);
`,
      errors: [
        {
          messageId: 'opener',
          line: 4,
          column: 10,
          data: {
            owner: '`createRedis`',
            calls: '2 calls',
            opened: 'new Redis()',
            advice: SHARE,
          },
          suggestions: both(`
import { getRedisClient } from 'shared-redis';
function createRedis(url) {
  return getRedisClient(url);
}
export const one = (key) => createRedis('redis://a').get(key);
export const two = (key) => createRedis('redis://b').get(key);
`),
        },
      ],
    },
    {
      name: 'a function that opens for callers in other files',
      code: `
import Redis from 'ioredis';
export const createRedis = (url) => new Redis(url);
`,
      errors: [
        {
          messageId: 'exportedOpener',
          data: {
            owner: '`createRedis`',
            calls: 'calls',
            opened: 'new Redis()',
            advice: noting(
              'returned as `createRedis`: what the callers do with it cannot be seen here',
            ),
          },
          suggestions: both(`
import { getRedisClient } from 'shared-redis';
export const createRedis = (url) => getRedisClient(url);
`),
        },
      ],
    },
    ...[
      [
        'a variable that may hold a mock',
        "let Redis = require('ioredis');\nif (x) Redis = require('ioredis-mock');\nnew Redis();\n",
      ],
      [
        'a variable that holds what an unknown function makes of the driver',
        "let Redis = require('ioredis');\nRedis = instrument(Redis);\nnew Redis();\n",
      ],
      [
        'a variable that holds the driver again',
        "let Redis = require('ioredis');\nRedis = require('ioredis-mock');\nRedis = require('ioredis');\nnew Redis();\n",
      ],
    ].map(([name, code]) => ({
      name: name!,
      code: code!,
      errors: [{ messageId: 'atImport' as const }],
    })),
    atImport(
      'another name of the class, which goes with what it names',
      "import Redis from 'ioredis';\nconst Client = Redis;\nconst client = new Client();\nclient.get('k');\n",
      { line: 3, column: 16, endColumn: 26 },
      both(
        "import { getRedisClient } from 'shared-redis';\nconst client = getRedisClient();\nclient.get('k');\n",
      ),
      'new Client()',
    ),
    atImport(
      'another name of the class that is used elsewhere: it stays',
      "import Redis from 'ioredis';\nconst Client = Redis;\nconst client = new Client();\nclient.get('k');\nexport const isClient = (value) => value instanceof Client;\n",
      { line: 3, column: 16, endColumn: 26 },
      both(
        "import Redis from 'ioredis';\nimport { getRedisClient } from 'shared-redis';\nconst Client = Redis;\nconst client = getRedisClient();\nclient.get('k');\nexport const isClient = (value) => value instanceof Client;\n",
      ),
      'new Client()',
    ),
    atImport(
      'a default import, which goes with its last use',
      "import Redis from 'ioredis';\nconst client = new Redis(url);\nawait client.get('k');\n",
      { line: 2, column: 16, endColumn: 25 },
      both(
        "import { getRedisClient } from 'shared-redis';\nconst client = getRedisClient(url);\nawait client.get('k');\n",
      ),
    ),
    atImport(
      'a named import beside one that stays',
      "import { Command, Redis } from 'ioredis';\nconst client = new Redis();\nclient.get(new Command('x'));\n",
      { line: 2, column: 16, endColumn: 25 },
      both(
        "import { Command } from 'ioredis';\nimport { getRedisClient } from 'shared-redis';\nconst client = getRedisClient();\nclient.get(new Command('x'));\n",
      ),
    ),
    atImport(
      'a renamed import without parentheses at its open',
      "import { Redis as R } from 'ioredis';\nconst client = new R;\nclient.get('k');\n",
      { line: 2, column: 16, endColumn: 21 },
      both(
        "import { getRedisClient } from 'shared-redis';\nconst client = getRedisClient();\nclient.get('k');\n",
      ),
      'new R()',
    ),
    atImport(
      'a namespace import that is still used',
      'import * as ioredis from "ioredis"\nconst client = new ioredis.Redis(6380)\nclient.get(ioredis.print)\n',
      { line: 2, column: 16, endColumn: 33 },
      both(
        'import * as ioredis from "ioredis"\nimport { getRedisClient } from "shared-redis"\nconst client = getRedisClient(6380)\nclient.get(ioredis.print)\n',
      ),
      'new ioredis.Redis()',
    ),
    atImport(
      'a registry import that takes another name',
      "import Redis from 'ioredis';\nimport { inspectRedisClients } from 'shared-redis';\nnew Redis().get(inspectRedisClients());\n",
      { line: 3, column: 1, endColumn: 10 },
      both(
        "import { inspectRedisClients, getRedisClient } from 'shared-redis';\ngetRedisClient().get(inspectRedisClients());\n",
      ),
    ),
    atImport(
      'a local getRedisClient, which is left alone',
      "import Redis from 'ioredis';\nfunction getRedisClient() {}\nnew Redis().get(getRedisClient());\n",
      { line: 3, column: 1, endColumn: 10 },
      [
        share(
          "import { getRedisClient as sharedGetRedisClient } from 'shared-redis';\nfunction getRedisClient() {}\nsharedGetRedisClient().get(getRedisClient());\n",
        ),
        dedicate(
          "import { openDedicatedRedisClient } from 'shared-redis';\nfunction getRedisClient() {}\nopenDedicatedRedisClient().get(getRedisClient());\n",
        ),
      ],
    ),
    {
      name: 'a registry function that is imported under another name',
      code: "import Redis from 'ioredis';\nimport { getRedisClient as shared } from 'shared-redis';\nshared();\nnew Redis().get('k');\n",
      errors: [
        {
          messageId: 'atImport',
          line: 4,
          column: 1,
          endColumn: 10,
          suggestions: [
            share(
              "import { getRedisClient as shared } from 'shared-redis';\nshared();\nshared().get('k');\n",
            ),
            dedicate(
              "import { getRedisClient as shared, openDedicatedRedisClient } from 'shared-redis';\nshared();\nopenDedicatedRedisClient().get('k');\n",
            ),
          ],
        },
      ],
    },
    atImport(
      'comments, which stay',
      "import Redis from 'ioredis';\nconst client = new /* a */ Redis(/* b */ url /* c */); // d\nclient.get('k');\n",
      { line: 2, column: 16, endColumn: 33 },
      both(
        "import { getRedisClient } from 'shared-redis';\nconst client = getRedisClient /* a */(/* b */ url /* c */); // d\nclient.get('k');\n",
      ),
      'new /* a */ Redis()',
    ),
    {
      name: 'a function that opens at each call',
      code: "import Redis from 'ioredis';\nexport async function read(key) {\n  const client = new Redis();\n  return client?.get?.(key);\n}\n",
      errors: [
        {
          messageId: 'perCall',
          data: { opened: 'new Redis()', owner: '`read`', advice: SHARE },
          line: 3,
          column: 18,
          endLine: 3,
          endColumn: 27,
          suggestions: both(
            "import { getRedisClient } from 'shared-redis';\nexport async function read(key) {\n  const client = getRedisClient();\n  return client?.get?.(key);\n}\n",
          ),
        },
      ],
    },
    {
      name: 'a hoisted function that subscribes: only a dedicated client will do',
      code: "import Redis from 'ioredis';\nconst client = new Redis();\nlisten();\nfunction listen() {\n  client.subscribe('x');\n}\n",
      errors: [
        {
          messageId: 'atImport',
          line: 2,
          column: 16,
          suggestions: [
            dedicate(
              "import { openDedicatedRedisClient } from 'shared-redis';\nconst client = openDedicatedRedisClient();\nlisten();\nfunction listen() {\n  client.subscribe('x');\n}\n",
            ),
          ],
        },
      ],
    },
    {
      name: 'a library that takes the client over: sharing is not offered, although nothing else uses it',
      code: "import Redis from 'ioredis';\nimport { createAdapter } from '@socket.io/redis-adapter';\nconst sub = new Redis();\nio.adapter(createAdapter(pub, sub));\n",
      errors: [
        {
          messageId: 'atImport',
          line: 3,
          column: 13,
          suggestions: [
            dedicate(
              "import { openDedicatedRedisClient } from 'shared-redis';\nimport { createAdapter } from '@socket.io/redis-adapter';\nconst sub = openDedicatedRedisClient();\nio.adapter(createAdapter(pub, sub));\n",
            ),
          ],
        },
      ],
    },
    {
      name: 'a library of which the file does not show what it does with the client: sharing is not offered',
      code: "import Redis from 'ioredis';\nimport Redlock from 'redlock';\nexport const lock = new Redlock([new Redis()]);\n",
      errors: [
        {
          messageId: 'atImport',
          line: 3,
          column: 34,
          suggestions: [
            dedicate(
              "import { openDedicatedRedisClient } from 'shared-redis';\nimport Redlock from 'redlock';\nexport const lock = new Redlock([openDedicatedRedisClient()]);\n",
            ),
          ],
        },
      ],
    },
    {
      name: 'a client that is closed in the end: sharing takes the close along',
      code: "import Redis from 'ioredis';\nexport async function read(key) {\n  const client = new Redis();\n  try {\n    return await client.get(key);\n  } finally {\n    await client.quit();\n  }\n}\n",
      errors: [
        {
          messageId: 'perCall',
          line: 3,
          column: 18,
          suggestions: [
            share(
              "import { getRedisClient } from 'shared-redis';\nexport async function read(key) {\n  const client = getRedisClient();\n  return await client.get(key);\n}\n",
            ),
            dedicate(
              "import { openDedicatedRedisClient } from 'shared-redis';\nexport async function read(key) {\n  const client = openDedicatedRedisClient();\n  try {\n    return await client.get(key);\n  } finally {\n    await client.quit();\n  }\n}\n",
            ),
          ],
        },
      ],
    },
    {
      name: 'a client that others can reach, and that is closed in the end: sharing takes the close along',
      code: "import Redis from 'ioredis';\nexport class Store {\n  #client = new Redis();\n  get() {\n    return this.#client;\n  }\n  async stop() {\n    await this.#client.quit();\n    console.log('stopped');\n  }\n}\n",
      errors: [
        {
          messageId: 'perInstance',
          line: 3,
          column: 13,
          suggestions: [
            share(
              "import { getRedisClient } from 'shared-redis';\nexport class Store {\n  #client = getRedisClient();\n  get() {\n    return this.#client;\n  }\n  async stop() {\n    console.log('stopped');\n  }\n}\n",
            ),
            dedicate(
              "import { openDedicatedRedisClient } from 'shared-redis';\nexport class Store {\n  #client = openDedicatedRedisClient();\n  get() {\n    return this.#client;\n  }\n  async stop() {\n    await this.#client.quit();\n    console.log('stopped');\n  }\n}\n",
            ),
          ],
        },
      ],
    },
    {
      name: 'a client that others can reach, and whose close has to stay: sharing is not offered',
      code: "import Redis from 'ioredis';\nexport const client = new Redis();\nexport const stop = () => client.quit();\n",
      errors: [
        {
          messageId: 'atImport',
          line: 2,
          column: 23,
          suggestions: [
            dedicate(
              "import { openDedicatedRedisClient } from 'shared-redis';\nexport const client = openDedicatedRedisClient();\nexport const stop = () => client.quit();\n",
            ),
          ],
        },
      ],
    },
    {
      name: 'a variable that is given one client after another: its type is that of the first, so all are replaced',
      code: "import Redis from 'ioredis';\nlet client = new Redis();\nclient.subscribe('x');\nif (again) client = new Redis(url);\n",
      errors: [2, 4].map((line) => ({
        messageId: 'atImport',
        line,
        suggestions: [
          dedicate(
            "import { openDedicatedRedisClient } from 'shared-redis';\nlet client = openDedicatedRedisClient();\nclient.subscribe('x');\nif (again) client = openDedicatedRedisClient(url);\n",
          ),
        ],
      })),
    },
    {
      name: 'a loop: each turn opens a connection, and only blocking commands are sent',
      code: "import Redis from 'ioredis';\nfor (const queue of queues) {\n  new Redis().blpop(queue, 0);\n}\n",
      errors: [
        {
          messageId: 'atImport',
          line: 3,
          column: 3,
          suggestions: [
            dedicate(
              "import { openDedicatedRedisClient } from 'shared-redis';\nfor (const queue of queues) {\n  openDedicatedRedisClient().blpop(queue, 0);\n}\n",
            ),
          ],
        },
      ],
    },
    {
      name: 'options that are new at each call: sharing is not offered, as each call would open another',
      code: "import Redis from 'ioredis';\nexport async function ping(url) {\n  const client = new Redis(url, { retryStrategy: () => null });\n  return client.ping();\n}\n",
      errors: [
        {
          messageId: 'perCall',
          data: {
            opened: 'new Redis()',
            owner: '`ping`',
            advice: noting(
              '`retryStrategy` is a new function at each call, so each call would open a shared client of its own',
            ),
          },
          line: 3,
          column: 18,
          suggestions: [
            dedicate(
              "import { openDedicatedRedisClient } from 'shared-redis';\nexport async function ping(url) {\n  const client = openDedicatedRedisClient(url, { retryStrategy: () => null });\n  return client.ping();\n}\n",
            ),
          ],
        },
      ],
    },
    {
      name: 'a client that is handed on: sharing is not offered, as it may be closed there',
      code: "import Redis from 'ioredis';\nimport { start } from './worker.js';\nexport function run(url) {\n  start(new Redis(url));\n}\n",
      errors: [
        {
          messageId: 'perCall',
          data: {
            opened: 'new Redis()',
            owner: '`run`',
            advice: noting(
              'handed to `start`, whose use of it cannot be seen here',
            ),
          },
          line: 4,
          column: 9,
          suggestions: [
            dedicate(
              "import { openDedicatedRedisClient } from 'shared-redis';\nimport { start } from './worker.js';\nexport function run(url) {\n  start(openDedicatedRedisClient(url));\n}\n",
            ),
          ],
        },
      ],
    },
    {
      name: 'a memoised client',
      code: "import Redis from 'ioredis';\nlet client;\nexport const get = () => (client ??= new Redis());\n",
      errors: [
        {
          messageId: 'once',
          data: {
            opened: 'new Redis()',
            owner: '`get`',
            advice: noting(
              'returned as `get`: what the callers do with it cannot be seen here',
            ),
          },
          line: 3,
          column: 38,
          suggestions: both(
            "import { getRedisClient } from 'shared-redis';\nlet client;\nexport const get = () => (client ??= getRedisClient());\n",
          ),
        },
      ],
    },
    {
      name: 'a method that opens for its callers',
      code: "import Redis from 'ioredis';\nexport class Pool {\n  open() {\n    return new Redis();\n  }\n}\n",
      errors: [
        {
          messageId: 'opener',
          data: {
            opened: 'new Redis()',
            owner: '`open`',
            calls: 'calls',
            advice: noting(
              'returned as `open`: what the callers do with it cannot be seen here',
            ),
          },
          line: 4,
          suggestions: both(
            "import { getRedisClient } from 'shared-redis';\nexport class Pool {\n  open() {\n    return getRedisClient();\n  }\n}\n",
          ),
        },
      ],
    },
    {
      name: 'a callback that returns it to a function of somebody else, which may keep it',
      code: "import Redis from 'ioredis';\nimport { singleton } from './singleton.js';\nexport const read = (key) => singleton('redis', () => new Redis()).get(key);\n",
      errors: [
        {
          messageId: 'once',
          data: {
            opened: 'new Redis()',
            owner: '`read`',
            advice: noting(
              'returned: what the callers do with it cannot be seen here',
            ),
          },
          line: 3,
          suggestions: [
            dedicate(
              "import { openDedicatedRedisClient } from 'shared-redis';\nimport { singleton } from './singleton.js';\nexport const read = (key) => singleton('redis', () => openDedicatedRedisClient()).get(key);\n",
            ),
          ],
        },
      ],
    },
    {
      name: 'a callback without a name',
      code: "import Redis from 'ioredis';\napp.get('/', () => new Redis().ping());\n",
      errors: [
        {
          messageId: 'perCall',
          data: { opened: 'new Redis()', owner: 'its function', advice: SHARE },
          line: 2,
          column: 20,
          suggestions: both(
            "import { getRedisClient } from 'shared-redis';\napp.get('/', () => getRedisClient().ping());\n",
          ),
        },
      ],
    },
    {
      name: 'a field and a constructor',
      code: "import Redis from 'ioredis';\nclass Cache {\n  #a = new Redis();\n  constructor() {\n    this.b = new Redis();\n  }\n}\n",
      errors: [
        {
          messageId: 'perInstance',
          data: {
            opened: 'new Redis()',
            owner: '`Cache`',
            advice: noting('nothing uses it'),
          },
          line: 3,
          column: 8,
          suggestions: both(
            "import Redis from 'ioredis';\nimport { getRedisClient } from 'shared-redis';\nclass Cache {\n  #a = getRedisClient();\n  constructor() {\n    this.b = new Redis();\n  }\n}\n",
          ),
        },
        {
          messageId: 'perInstance',
          data: {
            opened: 'new Redis()',
            owner: '`Cache`',
            advice: noting(
              'stored as `b`, where code that cannot be seen here can reach it',
            ),
          },
          line: 5,
          column: 14,
          suggestions: both(
            "import Redis from 'ioredis';\nimport { getRedisClient } from 'shared-redis';\nclass Cache {\n  #a = new Redis();\n  constructor() {\n    this.b = getRedisClient();\n  }\n}\n",
          ),
        },
      ],
    },
    atImport(
      'a cluster',
      "import { Cluster } from 'ioredis';\nconst client = new Cluster(nodes);\nclient.get('k');\n",
      { line: 2, column: 16, endColumn: 27 },
      [
        use(
          'getRedisCluster',
          module,
          "import { getRedisCluster } from 'shared-redis';\nconst client = getRedisCluster(nodes);\nclient.get('k');\n",
        ),
      ],
      'new Cluster()',
      "Use getRedisCluster() from 'shared-redis'.",
    ),
    atImport(
      'a cluster that subscribes, for which the registry has nothing',
      "import { Cluster } from 'ioredis';\nconst client = new Cluster(nodes);\nclient.subscribe('news');\n",
      { line: 2, column: 16, endColumn: 27 },
      null,
      'new Cluster()',
      "Before you use getRedisCluster() from 'shared-redis', note: it subscribes (SUBSCRIBE), so it needs a connection of its own; the registry opens no cluster of one’s own: subscribe with subscribeRedis(), or take a duplicate() of getRedisCluster() and close it.",
    ),
    atImport(
      'a client of iovalkey',
      "import Redis from 'iovalkey';\nnew Redis().get('k');\n",
      { line: 2, column: 1, endColumn: 10 },
      bothOf(
        'shared-redis/iovalkey',
        "import { getRedisClient } from 'shared-redis/iovalkey';\ngetRedisClient().get('k');\n",
      ),
      'new Redis()',
      "Use getRedisClient() from 'shared-redis/iovalkey'.",
    ),
    atImport(
      'a client of node-redis',
      "import { createClient } from 'redis';\nconst client = createClient();\nawait client.connect();\nawait client.get('k');\nawait client.close();\n",
      { line: 2, column: 16, endColumn: 28 },
      [
        use(
          'getRedisClient',
          'shared-redis/node-redis',
          "import { getRedisClient } from 'shared-redis/node-redis';\nconst client = getRedisClient();\nawait client.connect();\nawait client.get('k');\n",
        ),
        use(
          'openDedicatedRedisClient',
          'shared-redis/node-redis',
          "import { openDedicatedRedisClient } from 'shared-redis/node-redis';\nconst client = openDedicatedRedisClient();\nawait client.connect();\nawait client.get('k');\nawait client.close();\n",
        ),
      ],
      'createClient()',
      "Use getRedisClient() from 'shared-redis/node-redis'.",
    ),
    atImport(
      'a client of @redis/client that subscribes',
      "import { createClient } from '@redis/client';\nconst client = await createClient().connect();\nawait client.subscribe('news', console.log);\n",
      { line: 2, column: 22, endColumn: 34 },
      [
        use(
          'openDedicatedRedisClient',
          'shared-redis/redis-client',
          "import { openDedicatedRedisClient } from 'shared-redis/redis-client';\nconst client = await openDedicatedRedisClient().connect();\nawait client.subscribe('news', console.log);\n",
        ),
      ],
      'createClient()',
      "Use openDedicatedRedisClient() from 'shared-redis/redis-client': it subscribes (SUBSCRIBE), so it needs a connection of its own.",
    ),
    atImport(
      'a client of node-redis 3, which the registry cannot open',
      "import { createClient } from 'redis';\nconst client = createClient(6379, 'localhost');\nclient.get('k', console.log);\n",
      { line: 2, column: 16, endColumn: 28 },
      null,
      'createClient()',
      "Before you use getRedisClient() from 'shared-redis/node-redis', note: opened in the way of node-redis 3.",
    ),
    atImport(
      'a cluster of node-redis, for which the registry has nothing',
      "import { createCluster } from 'redis';\nconst client = await createCluster(nodes).connect();\nawait client.get('k');\n",
      { line: 2, column: 22, endColumn: 35 },
      null,
      'createCluster()',
      'shared-redis has no registry for a cluster of node-redis: open one where the program starts, and pass it on.',
    ),
    atImport(
      'a subclass, which the registry cannot open',
      "import Redis from 'ioredis';\nclass Mine extends Redis {}\nnew Mine().get('k');\n",
      { line: 3, column: 1, endColumn: 9 },
      null,
      'new Mine()',
      noting(
        'it opens a subclass of the driver: the registry would open the driver itself',
      ),
    ),
    atImport(
      'a class that is known on one path only',
      "import Redis from 'ioredis';\nnew (mock ? Mock : Redis)().get('k');\n",
      { line: 2, column: 1, endColumn: 25 },
      null,
      'new (mock ? Mock : Redis)()',
      noting('which class it opens is decided while the program runs'),
    ),
    atImport(
      'a duplicate of a registry client',
      "import { getRedisClient } from 'shared-redis';\nconst copy = getRedisClient().duplicate();\ncopy.get('k');\n",
      { line: 2, column: 14, endColumn: 40 },
      null,
      'getRedisClient().duplicate()',
      noting(
        'a duplicate() asks for a connection of its own: open it with openDedicatedRedisClient(), or use the client it copies',
      ),
    ),
    atImport(
      'a dynamic import',
      "const { default: Redis } = await import('ioredis');\nnew Redis().get('k');\n",
      { line: 2, column: 1, endColumn: 10 },
      both(
        "import { getRedisClient } from 'shared-redis';\ngetRedisClient().get('k');\n",
      ),
    ),
  ],
});

commonjs.run('no-direct-client', rule, {
  valid: [
    {
      name: 'a require that is a parameter',
      code: "function load(require) { return new (require('ioredis'))(); }",
    },
  ],
  invalid: [
    atImport(
      'require',
      "const Redis = require('ioredis');\nconst client = new Redis();\nclient.get('k');\n",
      { line: 2, column: 16, endColumn: 25 },
      both(
        "const { getRedisClient } = require('shared-redis');\nconst client = getRedisClient();\nclient.get('k');\n",
      ),
    ),
    atImport(
      'a destructured require beside a name that stays',
      "const { Redis, Command } = require('ioredis');\nnew Redis().get(Command);\n",
      { line: 2, column: 1, endColumn: 10 },
      both(
        "const { Command } = require('ioredis');\nconst { getRedisClient } = require('shared-redis');\ngetRedisClient().get(Command);\n",
      ),
    ),
    atImport(
      'createClient',
      "const Redis = require('ioredis');\nRedis.createClient(url).get('k');\n",
      { line: 2, column: 1, endColumn: 19 },
      both(
        "const { getRedisClient } = require('shared-redis');\ngetRedisClient(url).get('k');\n",
      ),
      'Redis.createClient()',
    ),
  ],
});

typescript.run('no-direct-client', rule, {
  valid: [
    {
      name: 'a type-only import',
      code: "import type { Redis } from 'ioredis';\nexport type Client = Redis;",
    },
    {
      name: 'a class that is declared elsewhere',
      code: "import type { RedisOptions } from 'ioredis';\ndeclare class Redis { constructor(o: RedisOptions) }\nnew Redis({});",
    },
  ],
  invalid: [
    atImport(
      'a class that types still name',
      "import Redis from 'ioredis';\nconst client: Redis = new Redis();\nclient.get('k');\n",
      { line: 2, column: 23, endColumn: 32 },
      both(
        "import type Redis from 'ioredis';\nimport { getRedisClient } from 'shared-redis';\nconst client: Redis = getRedisClient();\nclient.get('k');\n",
      ),
    ),
    atImport(
      'a named import of which a type is left',
      "import { Redis, type RedisOptions } from 'ioredis';\nconst client = new Redis({} as RedisOptions);\nclient.get('k');\n",
      { line: 2, column: 16, endColumn: 25 },
      both(
        "import type { RedisOptions } from 'ioredis';\nimport { getRedisClient } from 'shared-redis';\nconst client = getRedisClient({} as RedisOptions);\nclient.get('k');\n",
      ),
    ),
    atImport(
      'import = require',
      "import Redis = require('ioredis');\nconst client = new Redis();\nclient.get('k');\n",
      { line: 2, column: 16, endColumn: 25 },
      both(
        "import sharedRedis = require('shared-redis');\nconst client = sharedRedis.getRedisClient();\nclient.get('k');\n",
      ),
    ),
    {
      name: 'the default of a parameter property, used through its field',
      code: "import Redis from 'ioredis';\nexport class Bus {\n  constructor(private readonly redis: Redis = new Redis()) {}\n  listen() {\n    return this.redis!.subscribe('x');\n  }\n}\n",
      errors: [
        {
          messageId: 'perInstance',
          data: {
            opened: 'new Redis()',
            owner: '`Bus`',
            advice: dedicating(
              'it subscribes (SUBSCRIBE), so it needs a connection of its own',
            ),
          },
          line: 3,
          column: 47,
          suggestions: [
            dedicate(
              "import type Redis from 'ioredis';\nimport { openDedicatedRedisClient } from 'shared-redis';\nexport class Bus {\n  constructor(private readonly redis: Redis = openDedicatedRedisClient()) {}\n  listen() {\n    return this.redis!.subscribe('x');\n  }\n}\n",
            ),
          ],
        },
      ],
    },
    {
      name: 'decorators: their metadata needs the class itself, so its import stays',
      code: "import Redis from 'ioredis';\n@Injectable()\nclass A {\n  constructor(private redis: Redis) {}\n  static open = new Redis().get('k');\n}\n",
      errors: [
        {
          messageId: 'atImport',
          line: 5,
          column: 17,
          suggestions: both(
            "import Redis from 'ioredis';\nimport { getRedisClient } from 'shared-redis';\n@Injectable()\nclass A {\n  constructor(private redis: Redis) {}\n  static open = getRedisClient().get('k');\n}\n",
          ),
        },
      ],
    },
  ],
});
