import { describe, expect, it } from 'vitest';

import { planOf } from './support.ts';

const HEAD = `import Redis from 'ioredis';
import { options, url } from './config.js';
`;

/** The verdicts on the opens of some code, with their reasons. */
function verdictsOn(code: string): readonly string[] {
  return planOf(HEAD + code, 'file.js').sites.map(
    ({ verdict, reason }) => `${verdict}: ${reason}`,
  );
}

/** Code whose first open gets a verdict. */
type Row = readonly [shape: string, code: string, verdict: string];

function expectVerdicts(rows: readonly Row[]): void {
  it.each(rows)('%s', (_shape, code, verdict) => {
    expect(verdictsOn(code)[0]).toBe(verdict);
  });
}

/** A function that opens with these arguments and runs one command, then perhaps closes. */
const perCall = (args: string, after = '') =>
  `export async function f(given) { const r = new Redis(${args}); await r.get('a'); ${after} }`;

const ORDINARY = 'share: only ordinary commands (GET)';
const LEAKS = 'so each call would open a shared client of its own';
const MAY_LEAK =
  'so each call may open another client, which nothing would close';

describe('shares', () => {
  expectVerdicts([
    ['a client per call', perCall('url'), ORDINARY],
    ['a client per call that closes it', perCall('url', 'r.quit();'), ORDINARY],
    [
      'a client of the module',
      `const r = new Redis(url); r.get('a');`,
      ORDINARY,
    ],
    [
      'a memoised client',
      `let r; const get = () => (r ??= new Redis(url)); get().get('a');`,
      ORDINARY,
    ],
    [
      'a lazy client that connects',
      `export async function f() { const r = new Redis(url, { lazyConnect: true }); await r.connect(); await r.get('a'); }`,
      ORDINARY,
    ],
    [
      'a publisher',
      `new Redis(url).publish('a', 'b');`,
      'share: only ordinary commands (PUBLISH)',
    ],
    [
      'a stream read without BLOCK',
      `new Redis(url).xread('COUNT', 1, 'STREAMS', 'a', '0');`,
      'share: only ordinary commands (XREAD)',
    ],
    [
      'a listener for errors, added once',
      `const r = new Redis(url); r.on('error', console.error); r.get('a');`,
      ORDINARY,
    ],
  ]);
});

describe('dedicates', () => {
  const reason = (why: string, methods: string) =>
    `dedicate: it ${why} (${methods}), so it needs a connection of its own`;
  expectVerdicts([
    [
      'a subscriber',
      `const r = new Redis(url); r.get('a'); r.subscribe('b');`,
      reason('subscribes', 'SUBSCRIBE'),
    ],
    [
      'a blocking read',
      `new Redis(url).blpop('a', 0);`,
      reason('blocks the connection', 'BLPOP'),
    ],
    [
      'BLOCK far back in the arguments',
      `new Redis(url).xreadgroup('GROUP', 'g', 'c', 'COUNT', 1, 'BLOCK', 0, 'STREAMS', 'a', '>');`,
      reason('blocks the connection', 'XREADGROUP'),
    ],
    [
      'a transaction that watches',
      `const r = new Redis(url); r.watch('a');`,
      reason('changes the state of the connection', 'WATCH'),
    ],
    [
      'a subscription in a pipeline',
      `new Redis(url).pipeline().subscribe('a').exec();`,
      reason('subscribes', 'SUBSCRIBE'),
    ],
  ]);

  const leftOpen = '; nothing closes it, and each call leaves one open:';
  expectVerdicts([
    [
      'a subscriber per call, which subscribeRedis() would do for',
      `export function f() { const r = new Redis(url); r.on('error', log); r.subscribe('a'); r.on('message', log); }`,
      `${reason('subscribes', "SUBSCRIBE, on('message')")}${leftOpen} subscribeRedis() would share one`,
    ],
    [
      'a subscriber per call that runs commands, too',
      `export async function f() { const r = new Redis(url); await r.get('a'); await r.subscribe('b'); }`,
      `${reason('subscribes', 'SUBSCRIBE')}${leftOpen} close it in the end`,
    ],
    [
      'a blocking read per call',
      `export const f = () => { const r = new Redis(url); r.blpop('a', 0); };`,
      `${reason('blocks the connection', 'BLPOP')}${leftOpen} close it in the end`,
    ],
    [
      'a blocking read per call that is closed',
      `export async function f() { const r = new Redis(url); await r.blpop('a', 0); await r.quit(); }`,
      reason('blocks the connection', 'BLPOP'),
    ],
    [
      'a blocking read per call of what others may close',
      `export async function f() { const r = new Redis(url); await r.blpop('a', 0); return r; }`,
      reason('blocks the connection', 'BLPOP'),
    ],
    [
      'a subscriber per call that a library may close',
      `import { close } from 'closer';\nexport async function f() { const r = new Redis(url); await r.subscribe('a'); close(r); }`,
      reason('subscribes', 'SUBSCRIBE'),
    ],
  ]);
});

describe('leaves what cannot be seen', () => {
  expectVerdicts([
    [
      'handed to a library that is not known',
      `import { Agent } from 'agents'; new Agent('q', 'f', { connection: new Redis(url) });`,
      'manual: handed to `Agent`, whose use of it cannot be seen here',
    ],
    [
      'handed to an imported function',
      `import { once } from 'node:events'; const r = new Redis(url); await once(r, 'ready'); r.get('a');`,
      'manual: handed to `once`, whose use of it cannot be seen here',
    ],
    [
      'exported',
      `export const r = new Redis(url); r.get('a');`,
      'manual: exported as `r`: what other files do with it cannot be seen here',
    ],
    [
      'returned',
      `export function open() { return new Redis(url); }`,
      'manual: returned as `open`: what the callers do with it cannot be seen here',
    ],
    [
      'a command of its own',
      `const r = new Redis(url); r.defineCommand('a', { lua: '' }); r.a();`,
      'manual: what `defineCommand()` does to the connection cannot be seen',
    ],
    ['unused', `new Redis(url);`, 'manual: nothing uses it'],
    [
      'a subclass',
      `class Mine extends Redis {} new Mine(url).get('a');`,
      'manual: it opens a subclass of the driver: the registry would open the driver itself',
    ],
    [
      'a class decided at run time',
      `import { Fake } from './fake.js'; new (url ? Redis : Fake)(url).get('a');`,
      'manual: which class it opens is decided while the program runs',
    ],
  ]);
});

it('gives a duplicate a connection of its own, and shares what it copies', () => {
  expect(
    verdictsOn(
      `const r = new Redis(url); r.get('a'); const copy = r.duplicate(); copy.get('b');`,
    ),
  ).toEqual([
    ORDINARY,
    'dedicate: a duplicate() asks for a connection of its own',
  ]);
});

describe('leaves arguments that differ from call to call', () => {
  expectVerdicts([
    [
      'an inline function that needs the place it stands in',
      perCall(`url, { retryStrategy: () => this.delay }`),
      `manual: \`retryStrategy\` is a new function at each call, ${LEAKS}`,
    ],
    [
      'a function of the calling function',
      `export function f() { const retryStrategy = () => 1; const o = { retryStrategy }; new Redis(url, { ...o }).get('a'); }`,
      `manual: \`retryStrategy\` is a new function at each call, ${LEAKS}`,
    ],
    [
      'a new function from a function of the file',
      `const make = () => ({ retryStrategy: () => this.delay }); ${perCall('make()')}`,
      `manual: \`retryStrategy\` is a new function at each call, ${LEAKS}`,
    ],
    [
      'an instance',
      perCall(`url, { Connector: new Map() }`),
      `manual: \`Connector\` is a new object at each call, ${LEAKS}`,
    ],
    [
      'a random name',
      `export function f() { const connectionName = 'a' + crypto.randomUUID(); new Redis(url, { connectionName }).get('a'); }`,
      `manual: \`crypto.randomUUID()\` is different at each call, ${LEAKS}`,
    ],
    [
      'a name from a parameter',
      perCall(`url, { connectionName: \`job-\${given.id}\` }`),
      `manual: \`connectionName\` depends on \`given\`, ${LEAKS}`,
    ],
    [
      'a prefix for each tenant',
      perCall(`url, { keyPrefix: given + ':' }`),
      `manual: \`keyPrefix\` depends on \`given\`, ${LEAKS}`,
    ],
    [
      'a database for each turn of a loop',
      `for (let db = 0; db < 9; db++) new Redis(url, { db }).get('a');`,
      `manual: \`db\` depends on \`db\`, ${LEAKS}`,
    ],
  ]);
});

describe('leaves arguments that may differ, where each call closes its own client', () => {
  const closed = (args: string) => perCall(args, 'await r.quit();');
  expectVerdicts([
    [
      'a parameter',
      closed('given'),
      `manual: \`given\` is the caller's, ${MAY_LEAK}`,
    ],
    [
      'a host from a parameter',
      closed('{ host: given.host }'),
      `manual: \`given\` is the caller's, ${MAY_LEAK}`,
    ],
    [
      'a host that a parameter is asked for',
      closed('{ host: given.getHost() }'),
      `manual: \`given\` is the caller's, ${MAY_LEAK}`,
    ],
    [
      'a spread parameter',
      closed('{ ...given, db: 1 }'),
      `manual: \`given\` is the caller's, ${MAY_LEAK}`,
    ],
    [
      'what an imported function returns',
      `import { make } from './make.js'; ${closed('make()')}`,
      `manual: what \`make()\` holds cannot be seen, ${MAY_LEAK}`,
    ],
    [
      'options that are changed',
      `export async function f() { const o = {}; o.tls = tlsOf(); const r = new Redis(o); await r.get('a'); r.quit(); }`,
      `manual: what \`tlsOf()\` holds cannot be seen, ${MAY_LEAK}`,
    ],
    ['options of another module', closed('options'), ORDINARY],
    [
      'the environment',
      closed(`process.env.REDIS_URL ?? 'redis://a'`),
      ORDINARY,
    ],
    [
      'inline options of text and numbers',
      closed(
        `{ host: process.env.HOST, port: Number(process.env.PORT), tls: {} }`,
      ),
      ORDINARY,
    ],
    ['a parameter, closed nowhere', perCall('given'), ORDINARY],
  ]);
});

describe('leaves what is apart on purpose', () => {
  expectVerdicts([
    [
      'a comment above',
      `// A separate connection: it must not wait behind the main client.\nconst monitor = new Redis(url);\nmonitor.ping();`,
      'manual: a comment says that it is apart on purpose: “A separate connection: it must not wait behind the main client.”',
    ],
    [
      'a comment behind',
      `const monitor = new Redis(url); // deliberately not shared\nmonitor.ping();`,
      'manual: a comment says that it is apart on purpose: “deliberately not shared”',
    ],
    [
      'another comment',
      `// Reads the settings.\nconst r = new Redis(url);\nr.get('redis://not-shared');`,
      ORDINARY,
    ],
    [
      'a test that counts connections',
      `it('closes', async () => { const r = new Redis(url); expect(await r.info('clients')).toContain('connected_clients:1'); });`,
      'manual: its file counts connections, and sharing one changes the count',
    ],
    [
      'a driver beside its mock',
      `const Mock = require('ioredis-mock'); new Redis(url).get('a');`,
      'manual: its file replaces the driver by a mock, which the registry need not see',
    ],
    [
      'a listener per call',
      `export function f() { const r = new Redis(url); r.on('error', console.error); r.get('a'); }`,
      'manual: it adds a listener (error) each time, which would pile up on a shared client: remove it, as the registry reports connection errors',
    ],
    [
      'a listener for what has happened before',
      `const r = new Redis(url); r.on('ready', console.log); r.get('a');`,
      'manual: it listens to `ready`, which a shared client may have emitted before: remove it, and await a command in its place',
    ],
    [
      'another listener per call',
      `export function f() { const r = new Redis(url); r.on('close', done); r.get('a'); }`,
      'manual: it adds a listener (close) each time, which would pile up on a shared client: add it once, where the program starts',
    ],
    [
      'a listener for what may have happened before',
      `const r = new Redis(url); r.on('end', done); r.get('a');`,
      'manual: it listens to `end`, which a shared client may have emitted before: share it yourself where that does no harm',
    ],
    [
      'changed options',
      `const r = new Redis(url); r.options.keyPrefix = 'a'; r.get('a');`,
      'manual: its `options` may be changed, which others would share',
    ],
    [
      'options handed on',
      `const r = new Redis(url); Object.assign(r.options, {}); r.get('a');`,
      'manual: its `options` may be changed, which others would share',
    ],
    [
      'options that are only read',
      `const r = new Redis(url); console.log(r.options.host); r.get('a');`,
      ORDINARY,
    ],
    [
      'await using',
      `export async function f() { await using r = new Redis(url); await r.get('a'); }`,
      'manual: its close in line 3 must stay: `using` closes it at the end of its block; declare it with `const`',
    ],
  ]);
});

describe('leaves a client whose close must stay', () => {
  const because = (reason: string) =>
    `manual: its close in line 3 must stay: ${reason}`;
  const withClose = (close: string) =>
    `const r = new Redis(url); r.get('a'); ${close}`;
  expectVerdicts([
    [
      'disconnect(true)',
      withClose('r.disconnect(true);'),
      because('disconnect(true) makes the client reconnect'),
    ],
    [
      'a callback',
      withClose('r.quit(() => process.exit());'),
      because(
        'a callback waits for the close; await the close, and do after it what the callback does',
      ),
    ],
    [
      'a stored promise',
      withClose('const done = r.quit();'),
      because(
        'the result of the close is used; make the close a statement of its own',
      ),
    ],
    [
      'a bound method',
      withClose('const { quit } = r;'),
      because(
        'its close is passed on as a function; call it in a statement of its own',
      ),
    ],
    [
      'a reaction to an event',
      withClose(`stream.on('end', () => { r.quit(); });`),
      because('it closes in reaction to an event'),
    ],
    [
      'a client of one kind or the other',
      `class Mine extends Redis {} let r = new Redis(url); if (url) r = new Mine(); r.get('a'); r.quit();`,
      because('it can also close a client that is not shared'),
    ],
    [
      'a successor',
      `let r = new Redis(url); r.get('a'); export function f() { r.quit(); r = new Redis(url); }`,
      because('a new client takes its place'),
    ],
    [
      'a successor further on',
      `let r = new Redis(url); r.get('a'); export function f() { if (url) r.quit(); r = new Redis(url); }`,
      because('it makes way for a new connection, in line 3'),
    ],
  ]);

  it('and with it every client that the same close reaches', () => {
    expect(
      verdictsOn(
        `const r = url ? new Redis(url) : new Redis(); r.get('a'); r.disconnect(true);`,
      ).map((verdict) => verdict.split(':')[0]),
    ).toEqual(['manual', 'manual']);
  });
});

it('says what it saw', () => {
  const { sites } = planOf(
    `${HEAD}const r = new Redis(url);\nr.get('a');\nr.subscribe('b');\n`,
  );
  expect(sites[0]?.evidence).toEqual([
    { file: 'file.ts', line: 5, what: 'subscribe' },
  ]);
});

describe('leaves options that are completed', () => {
  const withOptions = (options: string) =>
    `export async function f(host) { ${options} const r = new Redis(o); await r.get('a'); }`;

  expectVerdicts([
    [
      'after a function was put in',
      withOptions('const o = { retryStrategy: () => 1 }; o.db = 2;'),
      `manual: \`retryStrategy\` is a new function at each call, ${LEAKS}`,
    ],
    [
      'by a function',
      withOptions('const o = {}; o.retryStrategy = () => 1;'),
      `manual: \`retryStrategy\` is a new function at each call, ${LEAKS}`,
    ],
    [
      'by an instance',
      withOptions('const o = {}; if (host) o.Connector = new Connector();'),
      `manual: \`Connector\` is a new object at each call, ${LEAKS}`,
    ],
  ]);

  it('but not where text and numbers complete them', () =>
    expect(verdictsOn(withOptions('const o = {}; o.db = 2;'))).toEqual([
      ORDINARY,
    ]));
});

describe('leaves a duplicate', () => {
  it.each([
    [
      'of a subclass, which may have its own',
      `class Mine extends Redis {} const mine = new Mine(); const copy = mine.duplicate(); copy.get('a');`,
    ],
    [
      'whose client is the result of a call',
      `const open = () => new Redis(url); const copy = open().duplicate(); copy.get('a');`,
    ],
    [
      'that may not take place',
      `const r = ready ? new Redis(url) : undefined; const copy = r?.duplicate(); copy?.get('a');`,
    ],
  ])('%s', (_name, code) =>
    expect(verdictsOn(code).at(-1)).toMatch(/^manual: /),
  );
});
