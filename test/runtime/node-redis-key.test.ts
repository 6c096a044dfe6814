import * as redis from 'redis';
import { describe, expect, it } from 'vitest';
import type { NodeRedis } from '../../runtime/src/node-redis-client.ts';
import { keyOf, parseOptions } from '../../runtime/src/node-redis-options.ts';

type Arguments = [unknown?, unknown?];

const isVersion6 = 'DEFAULT_RESP' in redis;

const driver: NodeRedis = {
  name: 'redis',
  defaultProtocol: isVersion6 ? 3 : 2,
  createClient: redis.createClient as unknown as NodeRedis['createClient'],
};

const key = (...[first, second]: Arguments): string =>
  keyOf(driver, parseOptions(driver, first, second));

const DEFAULT_SPELLINGS: Arguments[] = [
  [],
  [undefined],
  [null],
  [{}],
  [''],
  [{ url: undefined }],
  ['redis://localhost'],
  ['redis://localhost/'],
  ['redis://localhost:6379'],
  ['redis://localhost:6379/0'],
  ['redis://:@localhost'],
  ['redis://localhost', {}],
  ['redis://localhost', { socket: { host: 'elsewhere' } }],
  ['redis://localhost', { socket: { tls: false } }],
  [{ url: 'redis://localhost' }],
  [{ url: 'redis://localhost', socket: { port: 6379 } }],
  [{ socket: undefined }],
  [{ socket: {} }],
  [{ socket: { host: 'localhost' } }],
  [{ socket: { port: 6379, host: undefined } }],
  [{ socket: { tls: false } }],
  [{ socket: { connectTimeout: 5000, noDelay: true, keepAlive: true } }],
  [{ database: 0 }],
  [{ username: '', password: '' }],
  [{ name: '' }],
  [{ readonly: false, disableOfflineQueue: false }],
  [{ pingInterval: 0, commandsQueueMaxLength: undefined }],
  [{ RESP: driver.defaultProtocol }],
];

const modules = { mine: { get: { parseCommand: () => undefined } } };
const scripts = { add: { SCRIPT: 'return 1', parseCommand: () => undefined } };
const credentialsProvider = {
  type: 'async-credentials-provider',
  credentials: () => Promise.resolve({}),
};
const reconnectStrategy = () => 100;

const DISTINCT: Arguments[] = [
  [],
  ['redis://127.0.0.1'],
  ['redis://localhost:6380'],
  ['redis://localhost/1'],
  ['redis://user@localhost'],
  ['redis://user:secret@localhost'],
  ['redis://:secret@localhost'],
  ['rediss://localhost'],
  [{ socket: { path: '/tmp/redis.sock' } }],
  [{ socket: { reconnectStrategy } }],
  [{ socket: { reconnectStrategy: () => 100 } }],
  [{ socket: { reconnectStrategy: false } }],
  [{ socket: { connectTimeout: 1 } }],
  [{ socket: { tls: true, ca: Buffer.from('one') } }],
  [{ socket: { tls: true, ca: Buffer.from('other') } }],
  [{ name: 'a' }],
  [{ RESP: driver.defaultProtocol === 3 ? 2 : 3 }],
  [{ modules }],
  [{ modules: { mine: { get: { parseCommand: () => undefined } } } }],
  [{ modules: { yours: modules.mine } }],
  [{ scripts }],
  [{ functions: { library: modules.mine } }],
  [{ credentialsProvider }],
  [{ credentialsProvider: { ...credentialsProvider, credentials: () => 1 } }],
  [{ pingInterval: 1000 }],
  [{ disableOfflineQueue: true }],
  [{ commandOptions: { asap: true } }],
];

const SAME: [string, Arguments, Arguments][] = [
  ['a URL or an option', ['redis://h:1/2'], [{ url: 'redis://h:1/2' }]],
  [
    'a URL or a socket',
    ['redis://u:p%40@h:1/2'],
    [
      {
        socket: { host: 'h', port: 1 },
        database: 2,
        username: 'u',
        password: 'p@',
      },
    ],
  ],
  ['a URL over options', ['redis://h/2', { database: 3 }], ['redis://h/2']],
  [
    'credentials of the URL over others',
    ['redis://u:p@h', { username: 'v', password: 'q', credentialsProvider }],
    ['redis://u:p@h'],
  ],
  [
    'a provider over credentials',
    [{ username: 'v', password: 'q', credentialsProvider }],
    [{ credentialsProvider }],
  ],
  [
    'TLS by scheme or option',
    ['rediss://h'],
    ['redis://h'.replace('s:', 'ss:')],
  ],
  [
    'TLS as an option',
    ['rediss://h:1'],
    [{ socket: { host: 'h', port: 1, tls: true } }],
  ],
  [
    'a path over host and port',
    [{ socket: { path: '/tmp/s', host: 'h', port: 1 } }],
    [{ socket: { path: '/tmp/s' } }],
  ],
  ['key order', [{ database: 1, name: 'a' }], [{ name: 'a', database: 1 }]],
  ['equal modules', [{ modules }], [{ modules: { mine: modules.mine } }]],
  [
    'functions by identity',
    [{ socket: { reconnectStrategy } }],
    [{ socket: { reconnectStrategy } }],
  ],
];

describe('the key of a node-redis client', () => {
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

  it('leaves what it was given as it was', () => {
    const options = Object.freeze({
      url: 'redis://u:p@h:1/2',
      socket: Object.freeze({ connectTimeout: 1 }),
    });
    expect(key(options)).toBe(key(options));
  });

  it('reads a URL as the driver does', () => {
    const url = 'rediss://u:p%40@[::1]:7/3';
    const { options } = redis.createClient({ url });
    expect(parseOptions(driver, url)).toMatchObject({
      database: options.database,
      username: options.username,
      password: options.password,
      socket: { ...options.socket },
    });
  });
});

describe('arguments that cannot be read', () => {
  it.each([
    ['redis://user:s3cret@host:99999'],
    ['redis://:s3cret%ss@host'],
    ['http://:s3cret@host'],
    ['redis://:s3cret@host/a'],
    ['s3cret'],
    [{ url: 'rediss://:s3cret@host', socket: { tls: false } }],
    [7],
  ])('are an error without secrets: %j', (argument) => {
    let thrown: unknown;
    try {
      key(argument);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({ code: 'ERR_SHARED_REDIS_ARGUMENTS' });
    expect(String((thrown as Error).stack)).not.toContain('s3cret');
    expect(JSON.stringify(thrown)).not.toContain('s3cret');
  });
});
