// Code that stable-client-options must not report: its options have the same key
// each time, may have, or the code runs once. typed-superset.test.ts runs it with types.
import rule from '../../rules/src/rules/stable-client-options.js';
import { typescript } from './rule-testers.js';

typescript.run('stable-client-options: functions', rule, {
  valid: [
    {
      name: 'a constant',
      code: `
import { getRedisClient } from 'shared-redis';
const RETRY = (times) => times * 10;
export const f = (k) => getRedisClient({ retryStrategy: RETRY }).get(k);
`,
    },
    {
      name: 'a function of the module, below',
      code: `
import { getRedisClient } from 'shared-redis';
export const f = (k) => getRedisClient({ retryStrategy }).get(k);
function retryStrategy(times) { return times; }
`,
    },
    {
      name: 'what a function of the module returned',
      code: `
import { getRedisClient } from 'shared-redis';
const retryUpTo = (most) => (times) => Math.min(times, most);
const retryStrategy = retryUpTo(10);
export const f = (k) => getRedisClient({ retryStrategy }).get(k);
`,
    },
    {
      name: 'what a function keeps',
      code: `
import { getRedisClient } from 'shared-redis';
const kept = {};
const retryUpTo = (most) => (kept[most] ??= (times) => Math.min(times, most));
export const f = (k) => getRedisClient({ retryStrategy: retryUpTo(10) }).get(k);
`,
    },
    {
      name: 'a bound function of the module',
      code: `
import { getRedisClient } from 'shared-redis';
const retryStrategy = policy.retry.bind(policy);
export const f = (k) => getRedisClient({ retryStrategy }).get(k);
`,
    },
    {
      name: 'one of a table',
      code: `
import { getRedisClient } from 'shared-redis';
const strategies = { fast: () => 1, slow: () => 10 };
export const f = (k, kind) => getRedisClient({ retryStrategy: strategies[kind] }).get(k);
export const g = (k) => getRedisClient({ retryStrategy: strategies.fast }).get(k);
`,
    },
    {
      name: 'a method shorthand of a constant',
      code: `
import { getRedisClient } from 'shared-redis';
const options = { retryStrategy(times) { return times; } };
export const f = (k) => getRedisClient(options).get(k);
`,
    },
    {
      name: 'a member of a namespace or an enum',
      code: `
import { getRedisClient } from 'shared-redis';
namespace Retry { export const slowly = () => 10; }
enum Database { Sessions = 1 }
export const f = (k) => getRedisClient({ retryStrategy: Retry.slowly, db: Database.Sessions }).get(k);
`,
    },
    {
      name: 'a field, a method or a static of a class',
      code: `
import { getRedisClient } from 'shared-redis';
export class A {
  static fast = () => 1;
  slow = () => 10;
  never() { return null; }
  f(k) { return getRedisClient({ retryStrategy: A.fast }).get(k); }
  g(k) { return getRedisClient({ retryStrategy: this.slow }).get(k); }
  h(k) { return getRedisClient({ retryStrategy: this.never }).get(k); }
}
`,
    },
    {
      name: 'of somebody else, or none',
      code: `
import { getRedisClient } from 'shared-redis';
export const f = (k, fast) => getRedisClient({ retryStrategy: fast ? undefined : (times) => times }).get(k);
export const g = (k, given) => getRedisClient({ retryStrategy: given ?? (() => 1) }).get(k);
`,
    },
    {
      name: 'a default of a parameter',
      code: `
import { getRedisClient } from 'shared-redis';
export const f = (k, retryStrategy = (times) => times) => getRedisClient({ retryStrategy }).get(k);
export const g = (k, options = { retryStrategy: () => 1 }) => getRedisClient(options).get(k);
export const h = (k, { retryStrategy = () => 1, ...rest } = {}) => getRedisClient({ ...rest, retryStrategy }).get(k);
`,
    },
    {
      name: 'a variable that may hold another',
      code: `
import { getRedisClient } from 'shared-redis';
export const f = (k, given) => {
  let retryStrategy = () => 1;
  if (given) retryStrategy = given;
  return getRedisClient({ retryStrategy }).get(k);
};
`,
    },
    {
      name: 'a callback that is called there',
      code: `
import { getRedisClient } from 'shared-redis';
export const f = (k) => getRedisClient({ db: (() => 1)(), name: parts.map((each) => each).join(), keyPrefix: parts.reduce((a, b) => a + b, '') }).get(k);
`,
    },
    {
      name: 'an outer function that runs once for many',
      code: `
import { getRedisClient } from 'shared-redis';
export function repository(config) {
  const retryStrategy = () => config.delay;
  return { find: (k) => getRedisClient({ retryStrategy }).get(k) };
}
`,
    },
  ],
  invalid: [],
});

typescript.run('stable-client-options: options', rule, {
  valid: [
    {
      name: 'imported, also in parts',
      code: `
import { getRedisClient } from 'shared-redis';
import * as all from './options';
import { options, optionsFor, retryStrategy } from './options';
export const f = (k) => getRedisClient({ ...options, retryStrategy, reconnectOnError: all.reconnectOnError, tls: options.tls }).get(k);
export const g = (k) => getRedisClient(optionsFor('a')).get(k);
`,
    },
    {
      name: 'of which a spread depends',
      code: `
import { getRedisClient } from 'shared-redis';
const retryStrategy = () => 10;
export const f = (k, fast) => getRedisClient({ ...(fast ? { retryStrategy } : {}), ...(fast && { db: 1 }) }).get(k);
`,
    },
    {
      name: 'with types',
      code: `
import { getRedisClient } from 'shared-redis';
const options = { retryStrategy: (times: number) => times } as const satisfies RedisOptions;
export const f = (k: string) => getRedisClient(options as RedisOptions).get(k);
export const g = (k: string) => getRedisClient(<RedisOptions>options!).get(k);
`,
    },
    {
      name: 'frozen, assigned, merged',
      code: `
import { getRedisClient } from 'shared-redis';
const options = Object.freeze({ retryStrategy: () => 10 });
export const f = (k) => getRedisClient(Object.assign({}, options, { db: 1 })).get(k);
export const g = (k) => getRedisClient({ ...options, ...extra(k) }).get(k);
export const h = (k) => getRedisClient(merge({}, base, { retryStrategy: () => 10 })).get(k);
`,
    },
    {
      name: 'of a local function that takes arguments',
      code: `
import { getRedisClient } from 'shared-redis';
const optionsFor = (db) => ({ db, retryStrategy });
function retryStrategy() { return 1; }
export const f = (k) => getRedisClient(optionsFor(1)).get(k);
`,
    },
    {
      name: 'memoised',
      code: `
import { getRedisClient } from 'shared-redis';
let options;
const kept = new Map();
export const f = (k) => {
  options ??= { retryStrategy: () => 10 };
  return getRedisClient(options).get(k);
};
function optionsFor(k) {
  let found = kept.get(k);
  if (!found) {
    found = { retryStrategy: () => 10 };
    kept.set(k, found);
  }
  return found;
}
export const g = (k) => getRedisClient(optionsFor(k)).get(k);
`,
    },
    {
      name: 'memoised by somebody else',
      code: `
import { getRedisClient } from 'shared-redis';
import memoize from 'memoize';
const options = memoize(() => ({ retryStrategy: () => 10 }));
export const f = (k) => getRedisClient(options()).get(k);
`,
    },
    {
      name: 'of which the function is replaced',
      code: `
import { getRedisClient } from 'shared-redis';
export const f = (k) => {
  const options = { retryStrategy: () => 1 };
  options.retryStrategy = shared;
  return getRedisClient(options).get(k);
};
`,
    },
    {
      name: 'of which it is replaced by its name',
      code: `
import { getRedisClient } from 'shared-redis';
export const f = (k) => {
  const options = { retryStrategy: () => 1 };
  options['retryStrategy'] = shared;
  return getRedisClient(options).get(k);
};
`,
    },
    {
      name: 'of which it is removed',
      code: `
import { getRedisClient } from 'shared-redis';
export const f = (k) => {
  const options = { retryStrategy: () => 1 };
  delete options.retryStrategy;
  return getRedisClient(options).get(k);
};
`,
    },
    {
      name: 'that are completed',
      code: `
import { getRedisClient } from 'shared-redis';
export const f = (k) => {
  const options = { retryStrategy: () => 1 };
  Object.assign(options, base);
  return getRedisClient(options).get(k);
};
`,
    },
    {
      name: 'that are handed on',
      code: `
import { getRedisClient } from 'shared-redis';
export const f = (k) => {
  const options = { retryStrategy: () => 1 };
  Reflect.set(options, 'retryStrategy', shared);
  return getRedisClient(options).get(k);
};
`,
    },
    {
      name: 'that have another name',
      code: `
import { getRedisClient } from 'shared-redis';
export const f = (k) => {
  const options = { retryStrategy: () => 1 };
  const other = options;
  other.retryStrategy = shared;
  return getRedisClient(options).get(k);
};
`,
    },
    {
      name: 'of which a part is replaced',
      code: `
import { getRedisClient } from 'shared-redis';
export const f = (k) => {
  const options = { tls: { checkServerIdentity: () => undefined } };
  options.tls.checkServerIdentity = shared;
  return getRedisClient(options).get(k);
};
`,
    },
    {
      name: 'of which the function is left out',
      code: `
import { getRedisClient } from 'shared-redis';
export const f = (k) => {
  const options = { db: 1, retryStrategy: () => 1 };
  const { retryStrategy, ...rest } = options;
  return getRedisClient(rest).get(k);
};
`,
    },
    {
      name: 'of which another one is taken',
      code: `
import { getRedisClient } from 'shared-redis';
export const f = (k) => {
  const options = { db: 1, retryStrategy: () => 1 };
  const { db } = options;
  return getRedisClient({ db }).get(k);
};
`,
    },
    {
      name: 'that a later one overrides',
      code: `
import { getRedisClient } from 'shared-redis';
export const f = (k) => {
  const options = { db: 1, retryStrategy: () => 1 };
  return getRedisClient({ ...options, retryStrategy: shared }).get(k);
};
`,
    },
    {
      name: 'that a later spread overrides',
      code: `
import { getRedisClient } from 'shared-redis';
export const f = (k) => {
  const options = { db: 1, retryStrategy: () => 1 };
  return getRedisClient({ ...options, ...{ retryStrategy: undefined } }).get(k);
};
`,
    },
    {
      name: 'that become text',
      code: `
import { getRedisClient } from 'shared-redis';
export const f = (k) => {
  const options = { db: 1, retryStrategy: () => 1 };
  return getRedisClient(JSON.parse(JSON.stringify(options))).get(k);
};
`,
    },
    {
      name: 'that are picked from',
      code: `
import { getRedisClient } from 'shared-redis';
export const f = (k) => {
  const options = { db: 1, retryStrategy: () => 1 };
  return getRedisClient(pick(options, ['host'])).get(k);
};
`,
    },
  ],
  invalid: [],
});

typescript.run('stable-client-options: data', rule, {
  valid: [
    {
      name: 'objects for TLS',
      code: `
import { getRedisClient } from 'shared-redis';
export const f = (k) => getRedisClient({ tls: {} }).get(k);
export const g = (k) => getRedisClient({ tls: { rejectUnauthorized: false, ca: [readFileSync('ca.pem')], servername: host } }).get(k);
export const h = (k) => getRedisClient({ tls: process.env.TLS ? { ca: Buffer.from(pem) } : undefined }).get(k);
export const i = (k) => getRedisClient(url.startsWith('rediss:') ? { tls: {} } : {}).get(k);
`,
    },
    {
      name: 'arrays of sentinels',
      code: `
import { getRedisClient } from 'shared-redis';
export const f = (k) => getRedisClient({ sentinels: [{ host: 'a', port: 1 }, { host: 'b', port: 2 }], name: 'm' }).get(k);
export const g = (k) => getRedisClient({ sentinels: hosts.split(',').filter((each) => each.trim()).map((each) => ({ host: each, port: 26379 })), name: 'm' }).get(k);
export const h = (k) => getRedisClient({ preferredSlaves: [{ ip: 'a', port: '1', prio: 1 }] }).get(k);
`,
    },
    {
      name: 'what is read from a URL',
      code: `
import { getRedisClient } from 'shared-redis';
export const f = (k) => getRedisClient(new URL(address).href).get(k);
export const g = (k) => {
  const url = new URL(address);
  return getRedisClient({ host: url.hostname, port: +url.port, password: url.password || undefined }).get(k);
};
export const h = (k) => getRedisClient(new URL(address)).get(k);
`,
    },
    {
      name: 'names of the process',
      code: `
import { getRedisClient } from 'shared-redis';
const id = crypto.randomUUID();
export const f = (k) => getRedisClient({ connectionName: \`app-\${os.hostname()}-\${process.pid}-\${id}-\${new Date().getFullYear()}\` }).get(k);
`,
    },
    {
      name: 'instances of the module',
      code: `
import { getRedisClient } from 'shared-redis';
const connector = new Connector();
export const f = (k) => getRedisClient({ Connector: connector }).get(k);
`,
    },
    {
      name: 'startup nodes of a cluster',
      code: `
import { getRedisCluster } from 'shared-redis';
const clusterRetryStrategy = () => 10;
export const f = (k) => getRedisCluster([...nodes.map((host) => ({ host, port: 7000 }))], { clusterRetryStrategy, dnsLookup, redisOptions: { tls: {} }, natMap: { a: { host: 'b', port: 1 } } }).get(k);
function dnsLookup(address, callback) { callback(null, address); }
`,
    },
    {
      name: 'options of node-redis',
      code: `
import { getRedisClient } from 'shared-redis/node-redis';
import { scripts } from './scripts';
const socket = { reconnectStrategy: () => 1 };
export const f = (k) => getRedisClient({ url, socket: { ...socket, tls: true }, scripts, modules: {}, RESP: 3 }).get(k);
`,
    },
  ],
  invalid: [],
});

typescript.run('stable-client-options: code that runs once', rule, {
  valid: [
    {
      name: 'loops of the module',
      code: `
import { getRedisClient } from 'shared-redis';
for (const db of [1, 2]) getRedisClient({ db, retryStrategy: () => 10 });
for (let db = 0; db < 3; db++) getRedisClient({ db, tls: { checkServerIdentity: () => undefined } });
[1, 2].forEach((db) => getRedisClient({ db, retryStrategy: () => 10 }));
const all = [1, 2].map((db) => getRedisClient({ db, retryStrategy: () => 10 }));
`,
    },
    {
      name: 'statics of a class',
      code: `
import { getRedisClient } from 'shared-redis';
export class A {
  static a = getRedisClient({ retryStrategy: () => 1 });
  static { this.b = getRedisClient({ retryStrategy: () => 1 }); }
}
`,
    },
    {
      name: 'the only instance of a class',
      code: `
import { getRedisClient } from 'shared-redis';
export class A {
  private static only?: A;
  static get() { return (this.only ??= new A()); }
  client = getRedisClient({ retryStrategy: () => 1 });
}
class B {
  client = getRedisClient({ retryStrategy: () => 1 });
}
let b: B | undefined;
export const get = () => (b ??= new B());
`,
    },
    {
      name: 'a client that is kept',
      code: `
import { getRedisClient } from 'shared-redis';
let client;
let started = false;
export function f() {
  if (client) return client;
  client = getRedisClient({ retryStrategy: () => 10 });
  return client;
}
export function g() {
  if (started) return client;
  started = true;
  client = getRedisClient({ retryStrategy: () => 10 });
  return client;
}
export class A {
  #own;
  get client() { return (this.#own ??= getRedisClient({ retryStrategy: () => 1 })); }
}
`,
    },
    {
      name: 'clients that are kept by their names',
      code: `
import { getRedisClient } from 'shared-redis';
const clients = new Map();
const others = {};
export function f(name) {
  let client = clients.get(name);
  if (!client) {
    client = getRedisClient({ retryStrategy: () => 10 });
    clients.set(name, client);
  }
  return client;
}
export function g(name) {
  if (!clients.has(name)) clients.set(name, getRedisClient({ retryStrategy: () => 10 }));
  return clients.get(name);
}
export const h = (name) => (others[name] ??= getRedisClient({ retryStrategy: () => 10 }));
`,
    },
    {
      name: 'a client that somebody else keeps',
      code: `
import { getRedisClient } from 'shared-redis';
import { once } from 'lodash';
import { cache } from 'react';
export const f = once(() => getRedisClient({ retryStrategy: () => 10 }));
export const g = cache(() => getRedisClient({ retryStrategy: () => 10 }));
`,
    },
    {
      name: 'functions that start something',
      code: `
import { getRedisClient } from 'shared-redis';
export async function register() { getRedisClient({ retryStrategy: () => 1 }); }
export const startWorker = async () => { getRedisClient({ retryStrategy: () => 1 }); };
export function createApp() { return express().use(session(getRedisClient({ retryStrategy: () => 1 }))); }
export default async function (fastify) { fastify.redis = getRedisClient({ retryStrategy: () => 1 }); }
`,
    },
    {
      name: 'a plugin that is all that a module exports',
      code: `
const { getRedisClient } = require('shared-redis');
module.exports = async (fastify) => { fastify.redis = getRedisClient({ retryStrategy: () => 1 }); };
`,
    },
    {
      name: 'classes and providers of a container',
      code: `
import { getRedisClient } from 'shared-redis';
@Injectable()
export class Cache {
  constructor() { this.client = getRedisClient({ retryStrategy: () => 10 }); }
}
@Module({ providers: [{ provide: 'REDIS', useFactory: (config) => getRedisClient(config.url, { retryStrategy: () => 10 }) }] })
export class Providers {}
`,
    },
    {
      name: 'hooks and tests',
      code: `
import { getRedisClient } from 'shared-redis';
describe('reads', () => {
  beforeEach(() => { redis = getRedisClient({ retryStrategy: () => null }); });
  it('a key', async () => { await getRedisClient({ retryStrategy: () => null }).get('a'); });
});
`,
    },
    {
      name: 'scripts',
      code: `
import { getRedisClient } from 'shared-redis';
async function main() { await work(getRedisClient({ retryStrategy: () => null })); }
main().catch(console.error);
(async () => { getRedisClient({ retryStrategy: () => null }); })();
`,
    },
    {
      name: 'a branch that is taken once in a while',
      code: `
import { getRedisClient } from 'shared-redis';
export const f = async (k) => {
  try {
    return await getRedisClient().get(k);
  } catch {
    return getRedisClient({ retryStrategy: () => null }).get(k);
  }
};
`,
    },
  ],
  invalid: [],
});
