import { describe, expect, it } from 'vitest';

import { analysisOf } from './analyze.js';

const opensIn = (text: string) =>
  analysisOf(text).opens.map(({ driver, form, product }) =>
    [driver, form, product].join(' '),
  );

const WITH_CLASS = "import Redis from 'ioredis';\n";
const CLIENT = ['ioredis new client'];

describe('a module that is awaited by then()', () => {
  it.each([
    "import('ioredis').then(({ default: Redis }) => new Redis());",
    "import('ioredis').then((m) => new m.Redis());",
    "import('ioredis').then((m) => m.default).then((Redis) => new Redis());",
    "const Redis = await import('ioredis').then((m) => m.default); new Redis();",
  ])('%s', (text) => expect(opensIn(text)).toEqual(CLIENT));

  it.each([
    "import('./own').then((Redis) => new Redis());",
    "import('ioredis').then((m, Redis) => new Redis());",
    "import('ioredis').catch((Redis) => new Redis());",
    "import('ioredis').then(({ ...Redis }) => new Redis());",
    "import('ioredis').then(load).then((Redis) => new Redis());",
  ])('is nothing that is known in %s', (text) =>
    expect(opensIn(text)).toEqual([]),
  );
});

describe('a module that a condition chooses', () => {
  it.each([
    "const Redis = require(emulate ? 'ioredis-mock' : 'ioredis'); new Redis();",
    "const { Redis } = await import(process.env.FORK ? 'iovalkey' : 'ioredis'); new Redis();",
    "const Redis = require(process.env.DRIVER || 'ioredis'); new Redis();",
  ])('opens what nobody knows in %s', (text) =>
    expect(analysisOf(text).opens).toMatchObject([
      { form: 'new', certain: false },
    ]),
  );

  it.each([
    "const Redis = require(name); new Redis('ioredis');",
    "const Redis = require('ioredis' ? 'own' : 'other'); new Redis();",
    "const Redis = require('ioredis' && 'own'); new Redis();",
  ])('is nothing that is known in %s', (text) =>
    expect(opensIn(text)).toEqual([]),
  );
});

describe('a module as compilers and test runners load it', () => {
  it.each([
    "const a = __importDefault(require('ioredis')); new a.default();",
    "const a = __importStar(require('ioredis')); new a.Redis();",
    "var a = _interopRequireDefault(require('ioredis')); new a.default();",
    "var a = _interopRequireWildcard(require('ioredis')); new a.default();",
    "var a = __toESM(require('ioredis'), 1); new a.Redis();",
    "const t = require('tslib'); const a = t.__importDefault(require('ioredis')); new a.default();",
    "const a = (0, tslib_1.__importStar)(require('ioredis')); new a.default();",
    "const Redis = jest.requireActual('ioredis'); new Redis();",
    "const { Redis } = await vi.importActual('ioredis'); new Redis();",
    "import { vi as v } from 'vitest'; const { Redis } = await v.importActual('ioredis'); new Redis();",
    "const Redis = require.main.require('ioredis'); new Redis();",
    "import Redis from 'ioredis/built/Redis'; new Redis();",
    "const { default: Redis } = require('ioredis/built/Redis.js'); new Redis();",
  ])('%s', (text) => expect(opensIn(text)).toEqual(CLIENT));

  it.each([
    "const Redis = jest.requireMock('ioredis'); new Redis();",
    "const { Redis } = await vi.importMock('ioredis'); new Redis();",
    "import { RedisOptions } from 'ioredis/built/redis/RedisOptions'; new RedisOptions();",
    "const a = wrap(require('ioredis')); new a.default();",
  ])('is nothing that is known in %s', (text) =>
    expect(opensIn(text)).toEqual([]),
  );
});

describe('a class that is given', () => {
  it.each([
    ['function make(Client) { return new Client(); } make(Redis);', 'client'],
    [
      'const make = (Client, url) => new Client(url); make(Redis, u);',
      'client',
    ],
    ['for (const C of [Redis.Cluster]) new C([]);', 'cluster'],
    ['[Redis, Other].map((C) => new C());', 'client'],
    ['const all = [Redis]; all.forEach((C) => new C());', 'client'],
  ])('%s', (text, product) => {
    const { opens } = analysisOf(WITH_CLASS + text);
    expect(opens).toMatchObject([{ product, certain: false }]);
  });

  it.each([
    'function make(Client) { return new Client(); } make(Other);',
    'function make(Client) { return new Client(); } register(Redis);',
    'function make(url, Client) { return new Client(); } make(Redis);',
    'function make(Client) { return new Client.Pool(); } make(Redis);',
    'for (const name in [Redis]) new name();',
  ])('opens nothing in %s', (text) =>
    expect(opensIn(WITH_CLASS + text)).toEqual([]),
  );
});

describe('other names of what drivers export', () => {
  it.each([
    ["import { Valkey } from 'iovalkey'; new Valkey();", 'iovalkey new client'],
    ...[
      ['RedisClient', 'client'],
      ['RedisCluster', 'cluster'],
      ['RedisSentinel', 'sentinel'],
      ['RedisClientPool', 'pool'],
    ].map(([name, product]): [string, string] => [
      `import { ${name} } from '@redis/client'; ${name}.create({});`,
      `node-redis createClient ${product}`,
    ]),
  ])('%s', (text, open) => expect(opensIn(text)).toEqual([open]));
});

describe('a driver that a function of another module may load', () => {
  const LOADS = "import { load } from './load'; let driver = {};\n";

  it.each([
    "driver = load('ioredis', () => require('ioredis')); new driver();",
    "driver = await load(() => import('ioredis')); new driver.Redis();",
  ])('opens in %s', (text) => {
    const { opens } = analysisOf(LOADS + text);
    expect(opens).toMatchObject([{ driver: 'ioredis', certain: false }]);
  });

  it.each([
    "driver = load('ioredis', () => require('other')); new driver();",
    "load(() => { require('ioredis'); }); new driver();",
    "driver = load('ioredis', (other) => use(require('ioredis'))); new driver();",
  ])('opens nothing in %s', (text) =>
    expect(opensIn(LOADS + text)).toEqual([]),
  );
});

describe('a duplicate of a client that its type shows', () => {
  const ioredis = "import type { Cluster, Redis } from 'ioredis';\n";
  const DUPLICATE = ['ioredis duplicate client'];

  it.each([
    'function f(client: Redis) { return client.duplicate(); }',
    'const f = (client?: Redis | null) => client?.duplicate();',
    'function f(client: Redis = given) { client.duplicate({ db: 1 }); }',
    'class A { constructor(private readonly client: Redis) {} m() { return this.client.duplicate(); } }',
    'class A { private client?: Redis; m() { return this.client!.duplicate(); } }',
    'class A { @Inject() client: Redis; m() { return this.client.duplicate(); } }',
    'let client: Redis; const copy = () => client.duplicate();',
    'type Client = Redis | undefined; function f(client: Client) { client?.duplicate(); }',
    'function f(options: { client: Redis }) { options.client.duplicate(); }',
    'function f({ client }: { client?: Redis }) { client?.duplicate(); }',
    'function f({ client: redis = given }: { client?: Redis }) { redis.duplicate(); }',
    'interface Options { client: Redis } function f(options: Options) { options.client.duplicate(); }',
    'interface Options { redis: { client: Redis } } const f = ({ redis: { client } }: Options) => client.duplicate();',
    'type Options = { client: Redis } & Other; function f(options: Options) { const { client } = options; client.duplicate(); }',
    'interface Options { client?: Redis } class A { options: Partial<Options>; m() { const { client } = this.options; client.duplicate(); } }',
    'class A { client: Redis } function f(a: A) { const copied = a.client; copied.duplicate(); }',
  ])('%s', (text) => expect(opensIn(ioredis + text)).toEqual(DUPLICATE));

  it.each([
    [
      "import type IORedis from 'ioredis'; function f(client: IORedis.Redis) { client.duplicate(); }",
      'ioredis duplicate client',
    ],
    [
      "import type * as IORedis from 'ioredis'; function f(client: IORedis.Cluster) { client.duplicate(); }",
      'ioredis duplicate cluster',
    ],
    [
      "import type { RedisClientType } from 'redis'; function f(client: RedisClientType<any>) { client.duplicate(); }",
      'node-redis duplicate client',
    ],
    [
      "import { createClient } from 'redis'; function f(client: ReturnType<typeof createClient>) { client.duplicate(); }",
      'node-redis duplicate client',
    ],
  ])('%s', (text, open) => expect(opensIn(text)).toEqual([open]));

  it.each([
    'function f(client: Redis | Other) { client.duplicate(); }',
    'function f(client: Redis[]) { client.duplicate(); }',
    'function f(client: Other, redis: Redis) { client.duplicate(); }',
    'function f(client: Redis) { client.options.duplicate(); }',
    'function f(client: Redis) { return client.duplicate; }',
    'function f(client) { client.duplicate(); }',
    'type A = B; type B = A; function f(client: A) { client.duplicate(); }',
    'interface A { a: A } function f(a: A) { a.a.a.a.a.a.a.a.a.a.a.duplicate(); }',
    'interface Options { client: Other } function f(options: Options, client: Redis) { options.client.duplicate(); }',
    'interface Options { client(): Redis } function f(options: Options) { options.client.duplicate(); }',
    'function f({ ...client }: { client: Redis }) { client.duplicate(); }',
    'let { client } = options as { client: Redis }; client.duplicate();',
  ])('is none in %s', (text) => expect(opensIn(ioredis + text)).toEqual([]));
});

describe('a duplicate of what may be a client or a cluster by its type', () => {
  const ioredis = "import type { Cluster, Redis } from 'ioredis';\n";

  it.each([
    'function f(client: Redis | Cluster) { client.duplicate(); }',
    'type Client = Redis | Cluster; function f({ client }: { client?: Client }) { client?.duplicate(); }',
  ])('is an open, of which kind nobody knows, in %s', (text) =>
    expect(analysisOf(ioredis + text).opens).toMatchObject([
      { form: 'duplicate', driver: 'ioredis', certain: false },
    ]),
  );
});

describe('a duplicate that a library takes for a client', () => {
  const adapter =
    "import { createAdapter } from '@socket.io/redis-adapter';\nimport { pub } from './redis';\n";

  it.each([
    [
      'createAdapter(pub, pub.duplicate());',
      { driver: 'ioredis', certain: false },
    ],
    [
      'const sub = pub?.duplicate(); createAdapter(pub, sub);',
      { driver: 'ioredis', certain: false },
    ],
    [
      'const sub = pub.duplicate(); await sub.connect(); createAdapter(pub, sub);',
      { driver: 'node-redis', certain: false },
    ],
  ])('%s', (text, open) =>
    expect(analysisOf(adapter + text).opens).toMatchObject([
      { form: 'duplicate', ...open },
    ]),
  );

  it.each([
    'createAdapter(pub, pub.copy());',
    'createAdapter(pub, sub, pub.duplicate());',
    'createOwn(pub, pub.duplicate());',
    'createAdapter(pub, { sub: pub.duplicate() });',
    'pub.duplicate();',
  ])('is none in %s', (text) => expect(opensIn(adapter + text)).toEqual([]));
});
