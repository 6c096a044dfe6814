import { describe, expect, it } from 'vitest';

import { effectOf } from '../../rules/src/analysis/index.js';
import { analysisOf } from './analyze.js';

const opensIn = (text: string) =>
  analysisOf(text).opens.map(({ driver, form, product }) =>
    [driver, form, product].join(' '),
  );

/** What each use of the first client of a text does. */
const effectsIn = (text: string) => {
  const { opens, shared } = analysisOf(text);
  const [client] = [...shared, ...opens];
  return client!.uses.map((use) =>
    use.kind === 'call'
      ? `${use.method} ${effectOf(use)}`
      : `${use.kind} ${effectOf(use)}`,
  );
};

describe('opens of iovalkey', () => {
  it.each([
    ["import Redis from 'iovalkey'; new Redis();", 'iovalkey new client'],
    ["import { Redis as R } from 'iovalkey'; new R();", 'iovalkey new client'],
    [
      "import { Cluster } from 'iovalkey'; new Cluster([]);",
      'iovalkey new cluster',
    ],
    [
      "const V = require('iovalkey'); new V.Cluster([]);",
      'iovalkey new cluster',
    ],
  ])('%s', (text, open) => expect(opensIn(text)).toEqual([open]));
});

describe('opens of node-redis', () => {
  it.each([
    ["import { createClient } from 'redis'; createClient();", 'client'],
    ["import { createClient as c } from '@redis/client'; c({});", 'client'],
    ["import * as redis from 'redis'; redis.createClient();", 'client'],
    ["import redis from 'redis'; redis.createClient();", 'client'],
    ["const { createClient } = require('redis'); createClient();", 'client'],
    [
      "const { createClient } = await import('redis'); createClient();",
      'client',
    ],
    ["import { createCluster } from 'redis'; createCluster({});", 'cluster'],
    ["import { createSentinel } from 'redis'; createSentinel({});", 'sentinel'],
    ["import { createClientPool } from 'redis'; createClientPool();", 'pool'],
    [
      "import { createClient } from 'redis'; await createClient().on('error', f).connect();",
      'client',
    ],
  ])('%s', (text, product) =>
    expect(opensIn(text)).toEqual([`node-redis createClient ${product}`]),
  );

  it('are its duplicates, behind a chain of calls too', () => {
    const text = `
      import { createClient } from 'redis';
      const client = await createClient().on('error', log).connect();
      const subscriber = client.duplicate();`;
    expect(opensIn(text)).toEqual([
      'node-redis createClient client',
      'node-redis duplicate client',
    ]);
  });

  it.each([
    "import { createClient } from '@supabase/supabase-js'; createClient(url, key);",
    "import { createClient } from '@clickhouse/client'; createClient();",
    "import { createClient } from './redis'; createClient();",
    "import { commandOptions } from 'redis'; commandOptions({});",
  ])('are not %s', (text) => expect(opensIn(text)).toEqual([]));
});

describe('opens of valkey-glide', () => {
  it('are its static functions', () => {
    const text = `
      import { GlideClient, GlideClusterClient } from '@valkey/valkey-glide';
      await GlideClient.createClient({ addresses });
      await GlideClusterClient.createClient({ addresses });`;
    expect(opensIn(text)).toEqual([
      'valkey-glide createClient client',
      'valkey-glide createClient cluster',
    ]);
  });
});

describe('what the methods of node-redis do', () => {
  const first = (use: string) =>
    effectsIn(`
      import { createClient } from 'redis';
      const client = createClient();
      ${use}`)[0];

  it.each([
    ["client.get('a')", 'get command'],
    ["client.hGetAll('a')", 'hGetAll command'],
    ["client.HGETALL('a')", 'HGETALL command'],
    ["client.setEx('a', 1, 'b')", 'setEx command'],
    ["client.configGet('a')", 'configGet command'],
    ['client.clientList()', 'clientList command'],
    ["client.clientSetName('a')", 'clientSetName state'],
    ["client.CLIENT_SETNAME('a')", 'CLIENT_SETNAME state'],
    ["client.blPop('a', 0)", 'blPop blocking'],
    ["client.BLPOP('a', 0)", 'BLPOP blocking'],
    ["client.subscribe('a', f)", 'subscribe subscriber'],
    ["client.pSubscribe('a', f)", 'pSubscribe subscriber'],
    ["client.watch('a')", 'watch state'],
    ['client.select(1)', 'select state'],
    ['client.xRead(streams)', 'xRead command'],
    ['client.xRead(streams, { COUNT: 1 })', 'xRead command'],
    ['client.xRead(streams, { BLOCK: 0 })', 'xRead blocking'],
    ['client.xRead(streams, options)', 'xRead unknown'],
    [
      "client.xReadGroup('g', 'c', streams, { BLOCK: 0 })",
      'xReadGroup blocking',
    ],
    ["client.sendCommand(['GET', key])", 'sendCommand command'],
    ["client.sendCommand(['CLIENT', 'REPLY', 'OFF'])", 'sendCommand state'],
    ['client.sendCommand(words)', 'sendCommand unknown'],
    ['client.scanIterator()', 'scanIterator command'],
    ['client.connect()', 'connect connect'],
    ['client.close()', 'close close'],
    ['client.destroy()', 'destroy close'],
    ['client.quit()', 'quit close'],
    ['client.disconnect()', 'disconnect close'],
    ['client.duplicate()', 'duplicate duplicate'],
    ["client.on('error', f)", 'on listener'],
    ['client.isReady', 'property inert'],
    ["client.zRangeWithScores('a', 0, 1)", 'zRangeWithScores command'],
    ["client.lPopCount('a', 2)", 'lPopCount command'],
    ["client.lcsIdxWithMatchLen('a', 'b')", 'lcsIdxWithMatchLen command'],
    ['client.json', 'property command'],
    ['client.unref()', 'unref delicate'],
    ['client.withAbortSignal(signal)', 'withAbortSignal inert'],
    ['client.somethingNew()', 'somethingNew unknown'],
  ])('%s: %s', (use, effect) => expect(first(use)).toBe(effect));

  it('blocks nobody in a transaction', () => {
    const text = `
      import { createClient } from 'redis';
      const client = createClient();
      await client.multi().blPop('a', 0).hSet('b', 'c', 'd').addCommand(['GET', 'b']).exec();`;
    expect(effectsIn(text)).toEqual([
      'multi command',
      'blPop command',
      'hSet command',
      'addCommand command',
      'exec command',
    ]);
  });

  it.each([
    'client.withTypeMapping({})',
    'client.asap()',
    'client.withAbortSignal(signal)',
    '(await client.connect())',
    "client.on('error', f)",
  ])('is the same behind %s', (view) => {
    const text = `
      import { getRedisClient } from 'shared-redis/node-redis';
      const client = getRedisClient();
      ${view}.destroy();`;
    expect(effectsIn(text)).toContain('destroy close');
  });
});
