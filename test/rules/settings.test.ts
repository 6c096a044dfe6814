import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';

import plugin, { type SharedRedisSettings } from '../../rules/src/index.js';

/** The rules that report a text, as `rule: line`. */
function reported(
  text: string,
  settings: unknown,
  filename = '/app/src/jobs/worker.js',
): readonly string[] {
  const linter = new Linter({ cwd: '/app' });
  const messages = linter.verify(
    text,
    [
      {
        files: ['**/*.js'],
        plugins: plugin.configs.recommended
          .plugins as Linter.Config['plugins'] & object,
        rules: plugin.configs.recommended.rules as Linter.RulesRecord,
        settings: { 'shared-redis': settings },
      },
    ],
    { filename },
  );
  return messages.map(
    ({ ruleId, line, message }) =>
      `${ruleId?.replace('shared-redis/', '') ?? message}: ${line}`,
  );
}

describe('registryModules', () => {
  const settings: SharedRedisSettings = { registryModules: ['@/lib/redis'] };

  it.each([
    ["import { redis } from '@/lib/redis';", 'by its alias'],
    ["import { redis } from '../lib/redis';", 'by a relative path'],
    ["import { redis } from '../lib/redis.js';", 'by a path with an ending'],
    ["import { redis } from '../lib/redis/index.js';", 'by its index'],
    ["import redis from '@/lib/redis';", 'by its default'],
    ["const { redis } = require('../lib/redis');", 'by require'],
  ])('%s: its exports are shared clients, imported %#', (line) => {
    expect(reported(`${line}\nawait redis.quit();`, settings)).toEqual([
      'no-close-shared-client: 2',
    ]);
  });

  it('makes what its functions return shared clients', () => {
    const text = `
      import { getRedis } from '@/lib/redis';
      const client = getRedis();
      await client.quit();`;
    expect(reported(text, settings)).toEqual(['no-close-shared-client: 4']);
  });

  it('follows an import into functions', () => {
    const text = `
      import { redis } from '@/lib/redis';
      function stop(client) {
        client.disconnect();
      }
      export const end = () => stop(redis);`;
    expect(reported(text, settings)).toEqual(['no-close-shared-client: 4']);
  });

  it.each([
    ["import { redis } from './redis';", 'another module of that name'],
    ["import { redis } from '@/other/lib/redis2';", 'a longer name'],
    ["import { redis } from 'lib-redis';", 'a package of a similar name'],
  ])('is not %s (%s)', (line) => {
    expect(reported(`${line}\nredis.quit();`, settings)).toEqual([]);
  });

  it('may name the exports that are meant', () => {
    const narrow: SharedRedisSettings = {
      registryModules: [{ module: '@acme/redis', exports: ['shared'] }],
    };
    const text = `
      import { shared, own } from '@acme/redis';
      shared.quit();
      own.quit();`;
    expect(reported(text, narrow)).toEqual(['no-close-shared-client: 3']);
  });

  it('may name the driver of its clients', () => {
    const text = `
      import { redis } from '@acme/redis';
      redis.destroy();`;
    const of = (driver: 'ioredis' | 'node-redis') =>
      reported(text, { registryModules: [{ module: '@acme/redis', driver }] });
    expect(of('node-redis')).toEqual(['no-close-shared-client: 3']);
    expect(of('ioredis')).toEqual([]);
  });

  it('lets the files of the module open clients', () => {
    const text =
      "import Redis from 'ioredis';\nexport const redis = new Redis();";
    expect(reported(text, settings, '/app/src/lib/redis.js')).toEqual([]);
    expect(reported(text, settings, '/app/src/lib/redis/index.js')).toEqual([]);
    expect(reported(text, settings, '/app/src/lib/cache.js')).toEqual([
      'no-direct-client: 2',
    ]);
  });
});

describe('openers', () => {
  const settings: SharedRedisSettings = {
    openers: [{ module: '@acme/redis', exports: ['createRedis'] }],
  };

  it('are reported like the constructor of a driver', () => {
    const text = `
      import { createRedis, name } from '@acme/redis';
      export function handler() { return createRedis(name()).get('a'); }`;
    expect(reported(text, settings)).toEqual(['no-direct-client: 3']);
  });

  it('may be named as members of a default import', () => {
    const text = `
      import redis from '@acme/redis';
      export const handler = () => redis.createRedis().get('a');
      export const other = () => redis.somethingElse().get('a');`;
    expect(reported(text, settings)).toEqual(['no-direct-client: 3']);
    const all = { openers: [{ module: '@acme/redis' }] };
    expect(reported(text, all)).toEqual([]);
  });

  it('are known by their module, not by their name', () => {
    const text = `
      import { createRedis } from './create';
      export const handler = () => createRedis().get('a');`;
    expect(reported(text, settings)).toEqual([]);
  });
});

describe('drivers', () => {
  it('may have other modules', () => {
    const text = `
      import Redis, { Cluster } from '@acme/ioredis';
      new Redis();
      new Cluster([]);`;
    expect(reported(text, {})).toEqual([]);
    expect(reported(text, { drivers: { '@acme/ioredis': 'ioredis' } })).toEqual(
      ['no-direct-client: 3', 'no-direct-client: 4'],
    );
  });
});

describe('a wrong setting is one clear error', () => {
  it.each<[string, unknown, RegExp]>([
    ['that is no object', [], /settings\['shared-redis'\] has to be an object/],
    [
      'of no such name',
      { openerz: [] },
      /has no "openerz", only registryModules/,
    ],
    [
      'that is no list',
      { openers: '@acme/redis' },
      /\.openers has to be an array, not '@acme\/redis'/,
    ],
    [
      'without a module',
      { openers: ['createRedis'] },
      /\.openers\[0\] has to be an object such as/,
    ],
    [
      'with a list of something else',
      { registryModules: [7] },
      /\.registryModules\[0\]/,
    ],
    [
      'with a part of no such name',
      { openers: [{ module: 'a', export: 'b' }] },
      /\.openers\[0\] has to be an object of module, exports, driver/,
    ],
    [
      'of no such driver',
      { drivers: { a: 'redis' } },
      /\.drivers\["a"\] has to be one of ioredis, iovalkey, node-redis/,
    ],
    [
      'that is no boolean',
      { typeAware: 'yes' },
      /\.typeAware has to be a boolean/,
    ],
  ])('%s', (_, settings, message) => {
    expect(() => reported('1;', settings)).toThrow(message);
  });
});
