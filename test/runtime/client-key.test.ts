import { afterEach, describe, expect, it } from 'vitest';
import { getRedisClient, resetRedisClients } from 'shared-redis';
import { ioredisDriver } from '../../runtime/src/ioredis-driver.ts';
import { type Arguments, DEFAULT_SPELLINGS } from './default-spellings.ts';

const key = (...[arg1, arg2, arg3]: Arguments): string =>
  ioredisDriver.key(ioredisDriver.parse(arg1, arg2, arg3));

const get = getRedisClient as (...args: Arguments) => unknown;

const retryStrategy = () => 100;
const ca = Buffer.from('certificate');

const DISTINCT: Arguments[] = [
  [],
  ['redis://127.0.0.1'],
  ['redis://[::1]'],
  ['redis://localhost:6380'],
  ['redis://localhost/1'],
  ['redis://user@localhost'],
  ['redis://user:secret@localhost'],
  ['redis://:secret@localhost'],
  ['rediss://localhost'],
  ['/tmp/redis.sock'],
  [{ keyPrefix: 'a:' }],
  [{ lazyConnect: true }],
  [{ connectTimeout: 5000 }],
  [{ commandTimeout: 1 }],
  [{ commandTimeout: '1' }],
  [{ commandTimeout: NaN }],
  [{ commandTimeout: 'NaN' }],
  [{ commandTimeout: null }],
  [{ connectionName: 'a' }],
  [{ connectionName: 'null' }],
  [{ retryStrategy }],
  [{ retryStrategy: () => 100 }],
  [{ retryStrategy: null }],
  [{ tls: { ca } }],
  [{ tls: { ca: Buffer.from('another') } }],
  [{ tls: { ca: 'certificate' } }],
  [{ tls: { host: undefined } }],
  [{ sentinels: [{ host: 'a', port: 1 }], name: 'm' }],
  [{ sentinels: [{ host: 'b', port: 1 }], name: 'm' }],
  [{ sentinels: [{ host: 'a', port: 1 }], name: 'n' }],
  [{ natMap: { 'a:1': { host: 'b', port: 2 } } }],
  [{ maxRetriesPerRequest: null }],
  [{ readOnly: true }],
];

const SAME: [string, Arguments, Arguments][] = [
  ['key order', [{ db: 1, port: 7 }], [{ port: 7, db: 1 }]],
  ['an undefined option', [{ db: 1, name: undefined }], [{ db: 1 }]],
  ['a database of 0', ['redis://h/0'], ['redis://h']],
  ['a URL over options', ['redis://h:1/2', { db: 3 }], ['redis://h:1/2']],
  [
    'a URL or options',
    ['redis://u:p%40@h:1/2'],
    [{ host: 'h', port: 1, db: 2, username: 'u', password: 'p@' }],
  ],
  ['TLS by scheme or option', ['rediss://h'], ['redis://h', { tls: {} }]],
  ['TLS as true', [{ tls: {} }], [{ tls: true }]],
  [
    'a path over host and port',
    ['/tmp/s'],
    [{ path: '/tmp/s', host: 'h', port: 1 }],
  ],
  ['bytes by content', [{ tls: { ca } }], [{ tls: { ca: Buffer.from(ca) } }]],
  ['functions by identity', [{ retryStrategy }], [{ retryStrategy }]],
  [
    'nested key order',
    [{ tls: { servername: 'a', ca } }],
    [{ tls: { ca, servername: 'a' } }],
  ],
  ['inherited options', [Object.create({ db: 4 })], [{ db: 4 }]],
];

describe('the key of a client', () => {
  it.each(DEFAULT_SPELLINGS.map((args) => [args] as const))(
    'is the default one for %j',
    (args) => {
      expect(key(...args)).toBe('');
    },
  );

  it('is different for different meanings', () => {
    const keys = DISTINCT.map((args) => key(...args));
    expect(new Set(keys).size).toBe(DISTINCT.length);
  });

  it.each(SAME)('is the same for %s', (_, one, other) => {
    expect(key(...one)).toBe(key(...other));
    expect(key(...one)).not.toBe('');
  });

  it('tells class instances apart', () => {
    const [one, other] = [class extends Map {}, class extends Map {}];
    expect(key({ Connector: one })).toBe(key({ Connector: one }));
    expect(key({ Connector: one })).not.toBe(key({ Connector: other }));
  });

  it('takes circular options', () => {
    const natMap: Record<string, unknown> = {};
    natMap['self'] = natMap;
    expect(key({ natMap })).toBe(key({ natMap }));
    expect(key({ natMap })).not.toBe(key({ natMap: { self: {} } }));
  });

  it('drops host and port, which sentinels tell, and keeps the path', () => {
    const sentinels = [{ host: 'a', port: 1 }];
    const none = key({ sentinels });
    expect(key({ sentinels, host: 'unused', port: 2 })).toBe(none);
    // ioredis decides by it whether the family counts.
    expect(key({ sentinels, path: '/s' })).not.toBe(none);
  });
});

describe('getRedisClient', () => {
  afterEach(() => resetRedisClients());

  it('gives one client for all spellings of the default one', () => {
    const clients = DEFAULT_SPELLINGS.map((args) => get(...args));
    expect(new Set(clients).size).toBe(1);
  });

  it('gives distinct clients for distinct options', () => {
    const lazy = { lazyConnect: true };
    const clients = DISTINCT.filter(([arg]) => !hasSentinels(arg)).map(
      ([arg]) =>
        typeof arg === 'string'
          ? get(arg, lazy)
          : get({ ...lazy, ...(arg as object) }),
    );
    // `lazyConnect` itself is one of the options under test.
    expect(new Set(clients).size).toBe(clients.length - 1);
  });

  it('sees that options were changed between two calls', () => {
    const options = { lazyConnect: true, db: 1 };
    const first = getRedisClient(options);
    options.db = 2;
    expect(getRedisClient(options)).not.toBe(first);
  });

  it('sees that a nested option was changed between two calls', () => {
    const options = { lazyConnect: true, tls: { servername: 'a' } };
    const first = getRedisClient(options);
    options.tls.servername = 'b';
    expect(getRedisClient(options)).not.toBe(first);
  });

  it('sees that inherited options were changed between two calls', () => {
    const base = { lazyConnect: true, db: 1 };
    const options = Object.create(base) as object;
    const first = getRedisClient(options);
    base.db = 2;
    expect(getRedisClient(options)).not.toBe(first);
  });

  it('finds the same client by frozen, fresh and inherited options', () => {
    const frozen = Object.freeze({ lazyConnect: true, db: 3 });
    const client = getRedisClient(frozen);
    expect(getRedisClient(frozen)).toBe(client);
    expect(getRedisClient({ db: 3, lazyConnect: true })).toBe(client);
    expect(getRedisClient(Object.create(frozen) as object)).toBe(client);
  });

  it('does not take shallow freezing for deep', () => {
    const options = Object.freeze({
      lazyConnect: true,
      tls: { servername: 'a' },
    });
    const first = getRedisClient(options);
    options.tls.servername = 'b';
    expect(getRedisClient(options)).not.toBe(first);
  });

  it('never mistakes one reading of a getter for another', () => {
    let reading = 0;
    const options = Object.freeze({
      lazyConnect: true,
      get db() {
        return reading++ % 2;
      },
    });
    for (let call = 0; call < 6; call++) {
      const client = getRedisClient(options);
      expect(
        getRedisClient({ lazyConnect: true, db: client.options.db ?? 0 }),
      ).toBe(client);
    }
    for (const db of [0, 1]) {
      expect(getRedisClient({ lazyConnect: true, db }).options.db).toBe(db);
    }
  });
});

function hasSentinels(arg: unknown): boolean {
  return typeof arg === 'object' && arg !== null && 'sentinels' in arg;
}
