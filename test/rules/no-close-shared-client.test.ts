import type {
  InvalidTestCase,
  TestCaseError,
} from '@typescript-eslint/rule-tester';

import rule, {
  type MessageIds,
} from '../../rules/src/rules/no-close-shared-client.js';
import { commonjs, javascript, typescript } from './rule-testers.js';

const IMPORT = "import { getRedisClient } from 'shared-redis';\n";

type Place = Pick<TestCaseError<MessageIds>, 'line' | 'column' | 'endColumn'>;

/** A close; `output` is the file without it, where removing it is suggested. */
function close(
  name: string,
  code: string,
  call: string,
  place: Place,
  output: string | null,
): InvalidTestCase<MessageIds, []> {
  return {
    name,
    code: IMPORT + code,
    errors: [
      {
        messageId: 'close',
        data: { call },
        ...place,
        suggestions:
          output === null
            ? null
            : [{ messageId: 'remove', output: IMPORT + output }],
      },
    ],
  };
}

function reference(
  name: string,
  code: string,
  call: string,
  place: Place,
): InvalidTestCase<MessageIds, []> {
  return {
    name,
    code: IMPORT + code,
    errors: [
      {
        messageId: 'closeReference',
        data: { call },
        ...place,
        suggestions: null,
      },
    ],
  };
}

javascript.run('no-close-shared-client', rule, {
  valid: [
    {
      name: 'a client of its own',
      code: "import { openDedicatedRedisClient } from 'shared-redis';\nconst c = openDedicatedRedisClient();\nawait c.quit();",
    },
    {
      name: 'a client that is shared on one path and owned on another',
      code: "import { getRedisClient, openDedicatedRedisClient } from 'shared-redis';\nlet c = getRedisClient();\nif (x) c = openDedicatedRedisClient();\nawait c.quit();",
    },
    {
      name: 'a client that is shared on one path and opened directly on another',
      code: "import Redis from 'ioredis';\nimport { getRedisClient } from 'shared-redis';\nconst c = x ? getRedisClient() : new Redis();\nawait c.quit();",
    },
    ...[
      "vi.mock('shared-redis', () => ({ getRedisClient: () => fake }));",
      "vi.mock(import('shared-redis'));",
      "jest.mock('shared-redis');",
      "jest.unstable_mockModule('shared-redis', () => fakes);",
      "mock.module('shared-redis', { namedExports: fakes });",
    ].map((mock) => ({
      name: `a mock of the registry: ${mock}`,
      code: `${IMPORT}${mock}\nconst c = getRedisClient();\nc.quit();`,
    })),
    {
      name: 'a direct client',
      code: "import Redis from 'ioredis';\nconst c = new Redis();\nawait c.quit();",
    },
    {
      name: 'a duplicate of a shared client',
      code: `${IMPORT}const c = getRedisClient().duplicate();\nawait c.quit();`,
    },
    {
      name: 'getRedisClient of another module',
      code: "import { getRedisClient } from './redis';\nimport 'shared-redis';\nawait getRedisClient().quit();",
    },
    {
      name: 'a shadowing variable',
      code: `${IMPORT}const c = getRedisClient();\nfunction f(c) { c.quit(); }\nf(other);\nc.get('k');`,
    },
    {
      name: 'close, end and disconnect of something else',
      code: `${IMPORT}getRedisClient().get('k');\nserver.close();\nstream.end();\nsocket.disconnect();`,
    },
    {
      name: 'a look at the method',
      code: `${IMPORT}const c = getRedisClient();\nif (c.quit) c.get('k');\ntypeof c.quit === 'function';\nexpect(c.quit).not.toHaveBeenCalled();\nconst can = !c.disconnect;`,
    },
    {
      name: 'a mock in place of the method',
      code: `${IMPORT}const c = getRedisClient();\nc.quit = mock();`,
    },
    {
      name: 'the reply of a command',
      code: `${IMPORT}const stream = getRedisClient().get('k');\nstream.end();`,
    },
    {
      name: 'an ended pipeline',
      code: `${IMPORT}const p = getRedisClient().pipeline();\np.get('k');\np.exec();`,
    },
  ],
  invalid: [
    close(
      'quit',
      "const c = getRedisClient();\nawait c.get('k');\nawait c.quit();\n",
      'c.quit',
      { line: 4, column: 9, endColumn: 13 },
      "const c = getRedisClient();\nawait c.get('k');\n",
    ),
    close(
      'beside a mock of another module',
      "vi.mock('./mailer');\nconst c = getRedisClient();\nawait c.quit();\n",
      'c.quit',
      { line: 4, column: 9, endColumn: 13 },
      "vi.mock('./mailer');\nconst c = getRedisClient();\n",
    ),
    close(
      'disconnect',
      'const c = getRedisClient();\nc.disconnect();\n',
      'c.disconnect',
      { line: 3, column: 3, endColumn: 13 },
      'const c = getRedisClient();\n',
    ),
    close(
      'end',
      'const c = getRedisClient();\nc.end();\n',
      'c.end',
      { line: 3, column: 3, endColumn: 6 },
      'const c = getRedisClient();\n',
    ),
    close(
      'quit in brackets',
      "const c = getRedisClient();\nvoid c['quit']();\n",
      "c['quit']",
      { line: 3, column: 8, endColumn: 14 },
      'const c = getRedisClient();\n',
    ),
    close(
      'optional calls',
      'const c = getRedisClient();\nawait c?.quit?.();\n',
      'c?.quit',
      { line: 3, column: 10, endColumn: 14 },
      'const c = getRedisClient();\n',
    ),
    close(
      'an alias in a hoisted function',
      'let d;\nconst c = getRedisClient();\nd = c;\nfunction stop() {\n  d.quit();\n}\nstop();\n',
      'd.quit',
      { line: 6, column: 5, endColumn: 9 },
      'let d;\nconst c = getRedisClient();\nd = c;\nfunction stop() {}\nstop();\n',
    ),
    close(
      'a swallowed failure',
      'const c = getRedisClient();\nc.quit().catch(console.error);\n',
      'c.quit',
      { line: 3, column: 3, endColumn: 7 },
      'const c = getRedisClient();\n',
    ),
    close(
      'a finally, which goes with it',
      "const c = getRedisClient();\ntry {\n  await c.get('k');\n} finally {\n  await c.quit();\n}\n",
      'c.quit',
      { line: 6, column: 11, endColumn: 15 },
      "const c = getRedisClient();\nawait c.get('k');\n",
    ),
    close(
      'a hook that does nothing else',
      "const c = getRedisClient();\nafterAll(() => c.quit());\nc.get('k');\n",
      'c.quit',
      { line: 3, column: 18, endColumn: 22 },
      "const c = getRedisClient();\nc.get('k');\n",
    ),
    close(
      'a close that is waited for otherwise',
      'const c = getRedisClient();\nawait Promise.race([c.quit(), other()]);\n',
      'c.quit',
      { line: 3, column: 23, endColumn: 27 },
      null,
    ),
    close(
      'a close among others',
      'const c = getRedisClient();\nawait Promise.all([c.quit(), other()]);\n',
      'c.quit',
      { line: 3, column: 22, endColumn: 26 },
      'const c = getRedisClient();\nawait Promise.all([other()]);\n',
    ),
    close(
      'a reconnect',
      'const c = getRedisClient();\nc.disconnect(true);\n',
      'c.disconnect',
      { line: 3, column: 3, endColumn: 13 },
      null,
    ),
    close(
      'what ends a command that blocks',
      "const c = getRedisClient();\nc.blpop('jobs', 0);\nprocess.once('SIGTERM', () => c.disconnect());\n",
      'c.disconnect',
      { line: 4, column: 33, endColumn: 43 },
      null,
    ),
    close(
      'a callback that waits for the close',
      'const c = getRedisClient();\nc.quit(() => process.exit());\n',
      'c.quit',
      { line: 3, column: 3, endColumn: 7 },
      null,
    ),
    close(
      'a client that is used again',
      "const c = getRedisClient();\nc.quit();\nc.get('k');\n",
      'c.quit',
      { line: 3, column: 3, endColumn: 7 },
      null,
    ),
    close(
      'the QUIT command by name',
      "const c = getRedisClient();\nc.call('QUIT');\n",
      'c.call',
      { line: 3, column: 3, endColumn: 7 },
      'const c = getRedisClient();\n',
    ),
    close(
      'a parameter of a local function, reported once for two callers',
      'function stop(c) {\n  c.quit();\n}\nstop(getRedisClient());\nstop(getRedisClient(url));\n',
      'c.quit',
      { line: 3, column: 5, endColumn: 9 },
      'function stop(c) {}\nstop(getRedisClient());\nstop(getRedisClient(url));\n',
    ),
    close(
      'a private field',
      'class A {\n  #c = getRedisClient();\n  stop() {\n    return this.#c.quit();\n  }\n}\n',
      'this.#c.quit',
      { line: 5, column: 20, endColumn: 24 },
      null,
    ),
    close(
      'a public field',
      'class A {\n  c = getRedisClient();\n  stop() {\n    this.c.quit();\n    log();\n  }\n}\n',
      'this.c.quit',
      { line: 5, column: 12, endColumn: 16 },
      'class A {\n  c = getRedisClient();\n  stop() {\n    log();\n  }\n}\n',
    ),
    close(
      'after listeners that return the client',
      "const c = getRedisClient().on('error', log);\nc.quit();\n",
      'c.quit',
      { line: 3, column: 3, endColumn: 7 },
      "const c = getRedisClient().on('error', log);\n",
    ),
    reference(
      'a bound method',
      "const c = getRedisClient();\nprocess.on('SIGTERM', c.quit.bind(c));\n",
      'c.quit',
      { line: 3, column: 25, endColumn: 29 },
    ),
    reference(
      'a method that is passed on',
      'const c = getRedisClient();\nonExit(c.disconnect);\n',
      'c.disconnect',
      { line: 3, column: 10, endColumn: 20 },
    ),
    reference(
      'a destructured method',
      'const { quit: stop } = getRedisClient();\nstop();\n',
      'quit: stop',
      { line: 2, column: 9, endColumn: 13 },
    ),
    {
      name: 'a client of a Redis Cluster',
      code: "import { getRedisCluster } from 'shared-redis';\nconst cluster = getRedisCluster([7000]);\ncluster.disconnect();\n",
      errors: [
        {
          messageId: 'close',
          data: { call: 'cluster.disconnect' },
          line: 3,
          column: 9,
          suggestions: [
            {
              messageId: 'remove',
              output:
                "import { getRedisCluster } from 'shared-redis';\nconst cluster = getRedisCluster([7000]);\n",
            },
          ],
        },
      ],
    },
    {
      name: 'a namespace import and its other clients',
      code: "import * as redis from 'shared-redis';\nredis.getOpsRedisClient().quit();\nredis.getBrokerRedisClient().quit();\n",
      errors: [
        {
          messageId: 'close',
          data: { call: 'redis.getOpsRedisClient().quit' },
          line: 2,
          column: 27,
          suggestions: [
            {
              messageId: 'remove',
              output:
                "import * as redis from 'shared-redis';\nredis.getBrokerRedisClient().quit();\n",
            },
          ],
        },
        {
          messageId: 'close',
          data: { call: 'redis.getBrokerRedisClient().quit' },
          line: 3,
          column: 30,
          suggestions: [
            {
              messageId: 'remove',
              output:
                "import * as redis from 'shared-redis';\nredis.getOpsRedisClient().quit();\n",
            },
          ],
        },
      ],
    },
  ],
});

commonjs.run('no-close-shared-client', rule, {
  valid: [],
  invalid: [
    {
      name: 'require',
      code: "const { getRedisClient } = require('shared-redis');\nvar c = getRedisClient();\nc.quit();\n",
      errors: [
        {
          messageId: 'close',
          data: { call: 'c.quit' },
          line: 3,
          column: 3,
          suggestions: [
            {
              messageId: 'remove',
              output:
                "const { getRedisClient } = require('shared-redis');\nvar c = getRedisClient();\n",
            },
          ],
        },
      ],
    },
  ],
});

typescript.run('no-close-shared-client', rule, {
  valid: [
    {
      name: 'using a client of its own',
      code: "import { openDedicatedRedisClient } from 'shared-redis';\nawait using c = openDedicatedRedisClient();\nawait c.get('k');",
    },
  ],
  invalid: [
    close(
      'casts',
      'const c = getRedisClient() as Redis;\nawait (c as any).quit!();\n',
      '(c as any).quit',
      { line: 3, column: 18, endColumn: 22 },
      'const c = getRedisClient() as Redis;\n',
    ),
    close(
      'a parameter property',
      'class A {\n  constructor(private readonly c = getRedisClient()) {}\n  async stop() {\n    await this.c.quit();\n  }\n}\n',
      'this.c.quit',
      { line: 5, column: 18, endColumn: 22 },
      'class A {\n  constructor(private readonly c = getRedisClient()) {}\n  async stop() {}\n}\n',
    ),
    {
      name: 'using',
      code: `${IMPORT}async function f() {\n  await using c = getRedisClient();\n  await c.get('k');\n}\n`,
      errors: [
        {
          messageId: 'using',
          data: { kind: 'await using' },
          line: 3,
          column: 3,
          endLine: 3,
          endColumn: 14,
          suggestions: [
            {
              messageId: 'useConst',
              output: `${IMPORT}async function f() {\n  const c = getRedisClient();\n  await c.get('k');\n}\n`,
            },
          ],
        },
      ],
    },
    {
      name: 'using several at once',
      code: `${IMPORT}using c = getRedisClient(), d = other();\n`,
      errors: [
        {
          messageId: 'using',
          data: { kind: 'using' },
          line: 2,
          column: 1,
          endColumn: 6,
          suggestions: null,
        },
      ],
    },
  ],
});
