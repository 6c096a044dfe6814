// Which entry of the registry the rules send the users of each driver to.
import { readFileSync } from 'node:fs';

import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';

import plugin from '../../rules/src/index.js';
import { REGISTRY_MODULES } from '../../rules/src/analysis/registry.js';
import type { SharedRedisSettings } from '../../rules/src/settings.js';

function lint(code: string, settings: SharedRedisSettings = {}) {
  return new Linter().verify(code, [
    plugin.configs.recommended as Linter.Config,
    { settings: { 'shared-redis': settings } },
  ]);
}

/** The functions that the first report names, in its message and in its suggestions. */
function named(code: string, settings?: SharedRedisSettings) {
  const [first] = lint(code, settings);
  return {
    says: /\w+\(\) from '[^']+'|has no registry for [\w\s-]+/.exec(
      first!.message,
    )?.[0],
    suggests: first!.suggestions?.map(({ desc }) =>
      desc.replace(/^Use |\.$/g, ''),
    ),
  };
}

const shared = (entry: string) => `getRedisClient() from '${entry}'`;
const dedicated = (entry: string) =>
  `openDedicatedRedisClient() from '${entry}'`;
const cluster = (entry: string) => `getRedisCluster() from '${entry}'`;

const CLIENTS = [
  ['ioredis', "import Redis from 'ioredis';", 'new Redis()', 'shared-redis'],
  [
    'iovalkey',
    "import Redis from 'iovalkey';",
    'new Redis()',
    'shared-redis/iovalkey',
  ],
  [
    'redis',
    "import { createClient } from 'redis';",
    'await createClient().connect()',
    'shared-redis/node-redis',
  ],
  [
    '@redis/client',
    "import { createClient } from '@redis/client';",
    'await createClient().connect()',
    'shared-redis/redis-client',
  ],
] as const;

describe.each(CLIENTS)('a client of %s', (_driver, head, open, entry) => {
  it('that runs commands is sent to the shared one', () => {
    const code = `${head}\nconst client = ${open};\nawait client.get('a');`;
    expect(named(code)).toEqual({
      says: shared(entry),
      suggests: [shared(entry), dedicated(entry)],
    });
  });

  it('that subscribes is sent to a dedicated one', () => {
    const code = `${head}\nconst client = ${open};\nawait client.subscribe('a', console.log);`;
    expect(named(code)).toEqual({
      says: dedicated(entry),
      suggests: [dedicated(entry)],
    });
  });

  it('that is exported is sent to either', () => {
    const code = `${head}\nexport const client = ${open};`;
    expect(named(code)).toEqual({
      says: shared(entry),
      suggests: [shared(entry), dedicated(entry)],
    });
  });

  it('that is shared and copied is sent to its own entry', () => {
    const code = `import { getRedisClient } from '${entry}';\nexport const copy = getRedisClient().duplicate();`;
    expect(named(code)).toEqual({ says: shared(entry), suggests: undefined });
  });

  it('that is shared and subscribes is replaced by one of the same entry', () => {
    const code = `import { getRedisClient } from '${entry}';\nconst client = getRedisClient();\nawait client.subscribe('a');`;
    const [{ suggestions } = {}] = lint(code);
    expect(suggestions?.[0]?.fix.text).toContain('openDedicatedRedisClient');
    expect(suggestions?.[0]?.fix.text).toContain(`from '${entry}'`);
  });
});

describe.each([
  ['ioredis', 'shared-redis'],
  ['iovalkey', 'shared-redis/iovalkey'],
])('a cluster of %s', (driver, entry) => {
  const head = `import { Cluster } from '${driver}';\nconst cluster = new Cluster([7000]);\n`;

  it('that runs commands is sent to the shared one', () => {
    expect(named(`${head}await cluster.get('a');`)).toEqual({
      says: cluster(entry),
      suggests: [cluster(entry)],
    });
  });

  it('that subscribes is told that none is opened for it alone', () => {
    const [{ message } = {}] = lint(`${head}await cluster.subscribe('a');`);
    expect(message).toContain(
      'the registry opens no cluster of one’s own: subscribe with subscribeRedis(), or take a duplicate() of getRedisCluster() and close it',
    );
  });

  it('that is copied is told to copy the shared one', () => {
    const [, { message } = {}] = lint(
      `${head}await cluster.duplicate().get('a');`,
    );
    expect(message).toContain(
      `${cluster(entry)}, note: a duplicate() asks for a connection of its own: take it of getRedisCluster() instead, and close it`,
    );
  });

  it('that is shared may be copied, and the copy closed', () => {
    const code = `import { getRedisCluster } from '${entry}';\nconst own = getRedisCluster([7000]).duplicate();\nawait own.subscribe('a');\nawait own.quit();`;
    expect(lint(code)).toEqual([]);
  });
});

it.each([
  [
    "import * as r from 'redis'; r.createCluster({});",
    'a cluster of node-redis',
  ],
  [
    "import * as r from '@redis/client'; r.createSentinel({});",
    'a sentinel of node-redis',
  ],
  ["import * as r from 'redis'; r.createClientPool();", 'a pool of node-redis'],
  [
    "import { GlideClient } from '@valkey/valkey-glide'; GlideClient.createClient({});",
    'valkey-glide',
  ],
])('there is none for %s', (code, what) => {
  expect(named(code)).toEqual({
    says: `has no registry for ${what}`,
    suggests: undefined,
  });
});

it('a module that the settings name has the entry of its driver', () => {
  const drivers = { '@acme/valkey': 'iovalkey' } as const;
  const code = "import Redis from '@acme/valkey';\nawait new Redis().get('a');";
  expect(named(code, { drivers }).says).toBe(shared('shared-redis/iovalkey'));
});

it('two packages of one driver in a file have an entry each', () => {
  const messages = lint(`
    import { createClient } from 'redis';
    import { createClient as other } from '@redis/client';
    export const a = createClient();
    export const b = other();`).map(({ message }) => message);
  expect(messages[0]).toContain(shared('shared-redis/node-redis'));
  expect(messages[1]).toContain(shared('shared-redis/redis-client'));
});

it('the runtime has every entry that is named', () => {
  const { exports } = JSON.parse(
    readFileSync(
      new URL('../../runtime/package.json', import.meta.url),
      'utf8',
    ),
  ) as { exports: object };
  for (const entry of REGISTRY_MODULES.keys()) {
    expect(exports).toHaveProperty([entry.replace('shared-redis', '.')]);
  }
});
