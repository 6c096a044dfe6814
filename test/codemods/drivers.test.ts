import { describe, expect, it } from 'vitest';

import { expectAll, type Files, verdicts } from './project/support.ts';
import { planOf } from './support.ts';

const HEAD = `import { createClient } from 'redis';
import { Cluster } from 'ioredis';
import { config, log, options, url } from './config.js';
`;

/** The verdict on the first open of some code, with its reason. */
function verdictOn(code: string): string {
  const [site] = planOf(HEAD + code, 'file.js').sites;
  return `${site!.verdict}: ${site!.reason}`;
}

/** Code whose first open gets a verdict. */
type Row = readonly [shape: string, code: string, verdict: string];

function expectVerdicts(rows: readonly Row[]): void {
  it.each(rows)('%s', (_shape, code, verdict) => {
    expect(verdictOn(code)).toBe(verdict);
  });
}

const GETS = 'share: only ordinary commands (GET)';

/** A client of node-redis that is opened with these arguments, connected and asked. */
const asked = (args: string) =>
  `const c = createClient(${args}); await c.connect(); await c.get('a');`;

describe('shares a client of node-redis', () => {
  expectVerdicts([
    ['that is connected', asked('{ url }'), GETS],
    [
      'that is connected in a chain',
      `const c = await createClient().on('error', log).connect(); await c.get('a');`,
      GETS,
    ],
    [
      'that is connected by another function',
      `const c = createClient(); export const start = async () => { await c.connect(); }; export const get = () => c.get('a');`,
      GETS,
    ],
    [
      'that is connected where it is not open',
      `const c = createClient(); export async function get() { if (!c.isOpen) await c.connect(); return c.get('a'); }`,
      GETS,
    ],
    [
      'that is connected where it is not open, which is logged',
      `const c = createClient(); let up = false; export async function get() { if (!c.isOpen) { try { await c.connect().catch(fail); up = true; console.log('up'); } catch (error) { log.error(error); } } return c.get('a'); }`,
      GETS,
    ],
    [
      'that is connected behind a return where it is open',
      `const c = createClient(); async function get() { if (c.isOpen) return c; await c.connect().then(() => console.log('up')); return c; } (await get()).get('a');`,
      GETS,
    ],
    [
      'that is connected unless a flag says that it was',
      `const c = createClient(); let isUp = false; export async function get() { if (!isUp) { await c.connect(); isUp = true; } return c.get('a'); }`,
      GETS,
    ],
    [
      'that is connected once, by a promise that is kept',
      `const c = createClient(); let up = null; export async function get() { if (!up) up = c.connect(); await up; return c.get('a'); }`,
      GETS,
    ],
    [
      'that is connected by a function that is called',
      `const c = createClient(); const start = async () => { await c.connect(); }; await start(); await c.get('a');`,
      GETS,
    ],
    [
      'that is connected by a function that is called on a condition, and without',
      `const c = createClient(); const start = () => c.connect(); if (config.cache) await start(); export const get = async () => { await start(); return c.get('a'); };`,
      GETS,
    ],
    [
      'that is connected by a function that is called where it is not open',
      `const c = createClient(); const start = () => c.connect(); export async function get() { if (!c.isOpen) await start(); return c.get('a'); }`,
      GETS,
    ],
    [
      'that is connected by a function that is called on the spot',
      `const c = createClient(); (async () => { await c.connect(); })(); export const get = () => c.get('a');`,
      GETS,
    ],
    [
      'that is connected when something happens',
      `const c = createClient(); process.on('ready', async () => { await c.connect(); }); export const get = () => c.get('a');`,
      GETS,
    ],
    [
      'that is connected by a method that a framework calls',
      `export class S { #c = createClient(); async onModuleInit() { await this.#c.connect(); } get() { return this.#c.get('a'); } }`,
      GETS,
    ],
    [
      'that is opened and connected on the same condition',
      `if (config.cache) { const c = createClient(); await c.connect(); await c.get('a'); }`,
      GETS,
    ],
    [
      'that queues commands in a transaction',
      `const c = createClient(); await c.connect(); await c.multi().get('a').exec();`,
      'share: only ordinary commands (MULTI, GET, EXEC)',
    ],
    [
      'that is sent commands of a module',
      `const c = createClient(); await c.connect(); await c.json.get('a');`,
      'share: only ordinary commands (JSON)',
    ],
    [
      'with options of the socket that stay the same',
      `export async function get() { const c = createClient({ socket: { host: config.host, reconnectStrategy: config.retry } }); await c.connect(); await c.get('a'); }`,
      GETS,
    ],
  ]);
});

const OWN = 'so it needs a connection of its own';

describe('dedicates a client of node-redis', () => {
  expectVerdicts([
    [
      'that subscribes',
      `const c = createClient(); await c.connect(); await c.pSubscribe('a*', log);`,
      `dedicate: it subscribes (PSUBSCRIBE), ${OWN}`,
    ],
    [
      'that subscribes at each call',
      `export async function f() { const c = createClient(); await c.connect(); await c.subscribe('a', log); }`,
      `dedicate: it subscribes (SUBSCRIBE), ${OWN}; nothing closes it, and each call leaves one open: close it in the end`,
    ],
    [
      'that blocks',
      `const c = createClient(); await c.connect(); await c.blPop('a', 0);`,
      `dedicate: it blocks the connection (BLPOP), ${OWN}`,
    ],
    [
      'that watches',
      `const c = createClient(); await c.connect(); await c.watch('a'); await c.multi().set('a', 'b').exec();`,
      `dedicate: it changes the state of the connection (WATCH), ${OWN}`,
    ],
  ]);
});

const AT_ONCE = 'a client of the registry connects at once';

describe('leaves a client of node-redis', () => {
  expectVerdicts([
    [
      'where more is done than to connect',
      `const c = createClient(); export async function get() { if (!c.isOpen) { await c.connect(); setInterval(ping, 1000); } return c.get('a'); }`,
      `manual: more than a connect() runs where it is not open, in line 4: ${AT_ONCE}`,
    ],
    [
      'where more is done once it is connected',
      `const c = createClient(); export async function get() { if (!c.isOpen) await c.connect().then(() => { setInterval(ping, 1000); }); return c.get('a'); }`,
      `manual: more than a connect() runs where it is not open, in line 4: ${AT_ONCE}`,
    ],
    [
      'where more is done behind a return where it is open',
      `const c = createClient(); async function get() { if (c.isOpen) return c; await c.connect(); await warm(); return c; } (await get()).get('a');`,
      `manual: more than a connect() runs where it is not open, in line 4: ${AT_ONCE}`,
    ],
    [
      'that is connected on a condition',
      `const c = createClient(); if (config.cache) await c.connect(); await c.get('a');`,
      `manual: it connects only on a condition, in line 4: ${AT_ONCE}`,
    ],
    [
      'that is connected by a function that is called on a condition',
      `const c = createClient(); const start = async () => { await c.connect(); }; if (config.cache) await start(); await c.get('a');`,
      `manual: it connects only on a condition, in line 4: ${AT_ONCE}`,
    ],
    [
      'that is connected by a function of a function that is called on conditions',
      `const c = createClient(); async function connect() { await c.connect(); } async function start() { await connect(); } if (config.cache) await start(); config.live && start(); await c.get('a');`,
      `manual: it connects only on a condition, in line 4: ${AT_ONCE}`,
    ],
    [
      'that is connected by a function that nothing calls but itself',
      `const c = createClient(); async function again() { await c.connect(); await again(); } await c.get('a');`,
      `manual: it connects only on a condition, in line 4: ${AT_ONCE}`,
    ],
    [
      'that is connected by a method that is called on a condition',
      `export class S { #c = createClient(); async #start() { await this.#c.connect(); } async get() { if (config.cache) await this.#start(); return this.#c.get('a'); } }`,
      `manual: it connects only on a condition, in line 4: ${AT_ONCE}`,
    ],
    [
      'that blocks and is connected by a function that is called on a condition',
      `const c = createClient(); const start = () => c.connect(); if (config.cache) await start(); await c.blPop('a', 0);`,
      `manual: it connects only on a condition, in line 4: ${AT_ONCE}`,
    ],
    [
      'that is connected unless its function leaves before',
      `const c = createClient(); export async function start() { if (!config.cache) return; await c.connect(); } export const get = () => c.get('a');`,
      `manual: it connects only on a condition, in line 4: ${AT_ONCE}`,
    ],
    [
      'that subscribes and is connected on a condition',
      `const c = createClient(); config.live && (await c.connect()); await c.subscribe('a', log);`,
      `manual: it connects only on a condition, in line 4: ${AT_ONCE}`,
    ],
    [
      'that is connected after an error only',
      `const c = createClient(); try { await c.get('a'); } catch { await c.connect(); }`,
      `manual: it connects only on a condition, in line 4: ${AT_ONCE}`,
    ],
    [
      'that subscribes, and goes where it may be connected',
      `export const c = createClient(); await c.subscribe('a', log);`,
      `manual: nothing is seen to connect it: ${AT_ONCE}`,
    ],
    [
      'that nothing connects',
      `const c = createClient(); c.set('a', 'b');`,
      'manual: nothing connects it, as if it were of node-redis 3',
    ],
    [
      'with a port and a host',
      `const c = createClient(6379, url); await c.connect();`,
      'manual: opened in the way of node-redis 3',
    ],
    [
      'with a URL as its argument',
      asked("'redis://localhost'"),
      'manual: opened in the way of node-redis 3',
    ],
    [
      'with options of version 3',
      asked('{ host: url, retry_strategy: log }'),
      'manual: `host` is an option of node-redis 3',
    ],
    [
      'with options of version 3 in a variable',
      `const old = { no_ready_check: true }; ${asked('{ ...old, url }')}`,
      'manual: `no_ready_check` is an option of node-redis 3',
    ],
    [
      'in legacy mode',
      asked('{ legacyMode: true }'),
      'manual: `legacyMode` is an option of node-redis 4',
    ],
    [
      'whose commands fail until it is connected',
      asked('{ disableOfflineQueue: true }'),
      'manual: `disableOfflineQueue` lets commands fail until it is connected, and nobody knows when a client of the registry is',
    ],
    [
      'that takes callbacks',
      `const c = createClient(options); await c.connect(); c.get('a', (error, value) => log(value));`,
      'manual: `get()` with a callback is of node-redis 3',
    ],
    [
      'that isolates commands',
      `const c = createClient(); await c.connect(); await c.executeIsolated(log);`,
      'manual: `executeIsolated()` is a method of node-redis 4',
    ],
    [
      'that gets a listener at each call',
      `export async function f() { const c = createClient(); c.on('error', log); await c.connect(); await c.get('a'); await c.quit(); }`,
      'manual: it adds a listener (error) each time, which would pile up on a shared client: remove it, as the registry reports connection errors',
    ],
    [
      'whose reconnectStrategy is new at each call',
      `export async function f(delay) { const c = createClient({ socket: { reconnectStrategy: () => delay } }); await c.connect(); await c.get('a'); }`,
      'manual: `reconnectStrategy` is a new function at each call, so each call would open a shared client of its own',
    ],
    [
      'whose database is the caller’s',
      `export async function f(database) { const c = createClient({ database }); await c.connect(); await c.get('a'); }`,
      'manual: `database` depends on `database`, so each call would open a shared client of its own',
    ],
  ]);
});

it('leaves a copy of a client', () => {
  const [, copy] = planOf(
    `${HEAD}const c = createClient(); const d = c.duplicate(); await d.connect(); await d.get('a');`,
    'file.js',
  ).sites;
  expect(copy).toMatchObject({ form: 'duplicate', verdict: 'manual' });
});

describe('a cluster', () => {
  expectVerdicts([
    ['shares', `new Cluster([url]).get('a');`, GETS],
    [
      'is left where it subscribes',
      `new Cluster([url]).subscribe('a');`,
      `manual: it subscribes (SUBSCRIBE), ${OWN}; the registry opens no cluster of one’s own: subscribe with subscribeRedis(), or take a duplicate() of getRedisCluster() and close it`,
    ],
    [
      'is left where its nodes are used one by one',
      `const c = new Cluster([url]); c.nodes().map((node) => node.flushall());`,
      'manual: what `nodes()` does to the connection cannot be seen',
    ],
    [
      'is left where an option is new at each call',
      `export const f = (delay) => new Cluster([url], { clusterRetryStrategy: () => delay }).get('a');`,
      'manual: `clusterRetryStrategy` is a new function at each call, so each call would open a shared client of its own',
    ],
  ]);
});

describe('the version of node-redis that a project asks for', () => {
  const src = {
    'src/a.ts': `import { createClient } from 'redis';
const client = createClient();
await client.connect();
await client.get('a');
`,
  };
  const askingFor = (range: string) =>
    verdicts({
      ...src,
      'package.json': JSON.stringify({ dependencies: { redis: range } }),
    });

  it.each(['^5.8.0', '6.0.0', '>=5'])('%s is opened', (range) => {
    expect(askingFor(range)).toEqual([`src/a.ts:2 ${GETS}`]);
  });

  it.each(['^4.7.0', '3.1.2', '>=4', '^4 || ^5'])('%s is not', (range) => {
    expect(askingFor(range)).toEqual([
      `src/a.ts:2 manual: the project asks for redis ${range}: the registry opens clients of version 5 and later`,
    ]);
  });

  it('is the oldest that others of the project ask for, where its own package asks for none', () => {
    const asking = (redis: string) =>
      JSON.stringify({ private: true, dependencies: { redis } });
    expect(
      verdicts({
        ...src,
        'package.json': '{ "private": true }',
        'lib/package.json': asking('^5.8.0'),
        'old/package.json': asking('^4.6.7'),
        'none/package.json': '{ "private": true }',
        'none/b.ts': src['src/a.ts'],
        'lib/c.ts': src['src/a.ts'],
      }),
    ).toEqual([
      `lib/c.ts:2 ${GETS}`,
      `none/b.ts:2 manual: the project asks for redis ^4.6.7: the registry opens clients of version 5 and later`,
      `src/a.ts:2 manual: the project asks for redis ^4.6.7: the registry opens clients of version 5 and later`,
    ]);
  });

  it('is not known where nothing names it, and then its use decides', () => {
    expect(verdicts(src)).toEqual([`src/a.ts:2 ${GETS}`]);
    expect(askingFor('catalog:')).toEqual([`src/a.ts:2 ${GETS}`]);
  });
});

describe('a client of node-redis across files', () => {
  const open = `import { createClient } from 'redis';
export const client = createClient();
`;

  it('is shared where another file connects it and others use it', () => {
    expect(
      verdicts({
        'package.json': '{"private": true}',
        'redis.ts': open,
        'main.ts': `import { client } from './redis'; await client.connect();`,
        'get.ts': `import { client } from './redis'; export const get = () => client.get('a');`,
      }),
    ).toEqual([`redis.ts:2 ${GETS}`]);
  });

  it('is dedicated where another file subscribes on it', () => {
    expect(
      verdicts({
        'package.json': '{"private": true}',
        'redis.ts': open,
        'main.ts': `import { client } from './redis'; await client.connect();`,
        'news.ts': `import { client } from './redis'; await client.subscribe('news', console.log);`,
      }),
    ).toEqual([`redis.ts:2 dedicate: it subscribes (SUBSCRIBE), ${OWN}`]);
  });

  it('is left where another file connects it on a condition', () => {
    expect(
      verdicts({
        'package.json': '{"private": true}',
        'redis.ts': open,
        'main.ts': `import { client } from './redis';\nif (process.env.CACHE) await client.connect();`,
        'get.ts': `import { client } from './redis'; export const get = () => client.get('a');`,
      }),
    ).toEqual([
      `redis.ts:2 manual: it connects only on a condition, in main.ts:2: ${AT_ONCE}`,
    ]);
  });
});

describe('a client of node-redis that a function connects which other files call', () => {
  const called = (how: string): Files => ({
    'redis.ts': `import { createClient } from 'redis';
export const client = createClient();
export const start = async () => { await client.connect(); };
`,
    'main.ts': `import { client, start } from './redis';
import { config } from './config';
${how}
export const get = () => client.get('a');
`,
  });

  expectAll('share', { 'is shared': called('await start();') });
  expectAll('manual', {
    'is left on a condition': called('if (config.cache) await start();'),
  });
});
