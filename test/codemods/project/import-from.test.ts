import { describe, expect, it } from 'vitest';

import { type Files, planned, rewritten } from './support.ts';

const MODULE = `export { getRedisClient, openDedicatedRedisClient } from 'shared-redis';
`;

const OPEN = `import Redis from 'ioredis';
export const get = (key: string) => new Redis('redis://a').get(key);
`;

/** A file that is rewritten, with something above its first line. */
const opensAfter = (head: string): string => head + OPEN;

const ALIAS: Files = {
  'tsconfig.json': `{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }`,
  'src/lib/redis.ts': MODULE,
};

function refusal(files: Files, importFrom: string): string {
  try {
    planned(files, ['.'], { importFrom });
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('not refused');
}

describe('an alias', () => {
  it('is imported as it is written', () => {
    const files = { ...ALIAS, 'src/jobs/a.ts': OPEN };
    expect(rewritten(files, { importFrom: '@/lib/redis' })).toEqual({
      'src/jobs/a.ts': `import { getRedisClient } from '@/lib/redis';
export const get = (key: string) => getRedisClient('redis://a').get(key);
`,
    });
  });

  it('is merged into an import of the same module, however that is written', () => {
    const head = `import { openDedicatedRedisClient } from '../lib/redis.js';\nexport { openDedicatedRedisClient };\n`;
    const files = { ...ALIAS, 'src/jobs/a.ts': opensAfter(head) };
    expect(
      rewritten(files, { importFrom: '@/lib/redis' })['src/jobs/a.ts'],
    ).toBe(
      `import { openDedicatedRedisClient, getRedisClient } from '../lib/redis.js';
export { openDedicatedRedisClient };
export const get = (key: string) => getRedisClient('redis://a').get(key);
`,
    );
  });

  it('means a module of its own in each package', () => {
    const inFolder = (folder: string): Files =>
      Object.fromEntries(
        Object.entries({ ...ALIAS, 'src/a.ts': OPEN }).map(([file, text]) => [
          `${folder}/${file}`,
          text,
        ]),
      );
    const files = {
      'one/package.json': `{ "name": "one" }`,
      'two/package.json': `{ "name": "two" }`,
      ...inFolder('one'),
      ...inFolder('two'),
    };
    expect(
      Object.keys(rewritten(files, { importFrom: '@/lib/redis' })),
    ).toEqual(['one/src/a.ts', 'two/src/a.ts']);
  });

  it('that a file cannot import is refused', () => {
    const files = { 'src/lib/redis.ts': MODULE, 'src/a.ts': OPEN };
    expect(refusal(files, '@/lib/redis')).toBe(
      '--import-from: @/lib/redis is no file of this project where src/a.ts imports it.',
    );
  });
});

describe('a path', () => {
  const importFrom = './src/lib/redis.ts';

  it.each([
    {
      style: 'without an ending, as other imports have none',
      head: `import './other';\n`,
      module: '../lib/redis',
    },
    {
      style: 'with the ending of what is built, as other imports have it',
      head: `import './other.js';\n`,
      module: '../lib/redis.js',
    },
    {
      style: 'with the ending of the source, as other imports have it',
      head: `import './other.ts';\n`,
      module: '../lib/redis.ts',
    },
  ])('is imported relatively, $style', ({ head, module }) => {
    const files = {
      'src/lib/redis.ts': MODULE,
      'src/jobs/other.ts': '',
      'src/jobs/a.ts': opensAfter(head),
    };
    expect(rewritten(files, { importFrom })['src/jobs/a.ts']).toContain(
      `import { getRedisClient } from '${module}';`,
    );
  });

  it('is imported as other files import theirs, from a file that imports none', () => {
    const files = {
      'src/lib/redis.ts': MODULE,
      'src/other.ts': opensAfter(`import './lib/redis.js';\n`),
      'src/a.ts': OPEN,
    };
    expect(rewritten(files, { importFrom })['src/a.ts']).toContain(
      `import { getRedisClient } from './lib/redis.js';`,
    );
  });

  it('to the index of a folder is imported as the folder', () => {
    const files = { 'src/lib/index.ts': MODULE, 'src/a.ts': OPEN };
    expect(
      rewritten(files, { importFrom: './src/lib/index.ts' })['src/a.ts'],
    ).toContain(`from './lib';`);
  });

  it('is required by CommonJS', () => {
    const files = {
      'lib/redis.js': `exports.getRedisClient = require('shared-redis').getRedisClient;\n`,
      'a.js': `const Redis = require('ioredis');\nnew Redis().get('a');\n`,
    };
    expect(rewritten(files, { importFrom: './lib/redis.js' })['a.js']).toBe(
      `const { getRedisClient } = require('./lib/redis');\ngetRedisClient().get('a');\n`,
    );
  });

  it('where nothing is, is refused', () => {
    expect(refusal({ 'src/a.ts': OPEN }, importFrom)).toBe(
      '--import-from: there is no file src/lib/redis.ts in this project.',
    );
  });
});

describe('the module', () => {
  const importFrom = './src/lib/redis.ts';

  it.each<[string, Files]>([
    [
      'a function of its own',
      { 'src/lib/redis.ts': 'export function getRedisClient() {}' },
    ],
    [
      'a name of another file',
      {
        'src/lib/redis.ts': `export { client as getRedisClient } from './client';`,
        'src/lib/client.ts': 'export const client = () => {};',
      },
    ],
    [
      'all of another file',
      {
        'src/lib/redis.ts': `export * from './client';`,
        'src/lib/client.ts': MODULE,
      },
    ],
    [
      'all of shared-redis',
      { 'src/lib/redis.ts': `export * from 'shared-redis';` },
    ],
  ])('can export %s', (_what, module) => {
    const files = { ...module, 'src/a.ts': OPEN };
    expect(rewritten(files, { importFrom })['src/a.ts']).toContain(
      'getRedisClient(',
    );
  });

  it.each<[string, Files]>([
    ['that it does not export', { 'src/lib/redis.ts': 'export const a = 1;' }],
    [
      'that a file which it exports all of does not export',
      {
        'src/lib/redis.ts': `export * from './client';`,
        'src/lib/client.ts': 'const getRedisClient = 1;',
      },
    ],
    [
      'of a package that is not known',
      { 'src/lib/redis.ts': `export * from 'redis-tools';` },
    ],
  ])('is refused for a name %s', (_what, module) => {
    expect(refusal({ ...module, 'src/a.ts': OPEN }, importFrom)).toBe(
      '--import-from: src/lib/redis.ts does not export getRedisClient, which src/a.ts needs.',
    );
  });

  it('need not export what nothing calls', () => {
    const files = {
      'src/lib/redis.ts': 'export const getRedisClient = () => {};',
      'src/a.ts': OPEN,
    };
    expect(Object.keys(rewritten(files, { importFrom }))).toEqual(['src/a.ts']);
  });

  it('and what it imports stay as they are: they cannot import it', () => {
    const files = {
      'src/lib/redis.ts': `import './warm.js';\n${MODULE}${OPEN}`,
      'src/lib/warm.ts': OPEN,
      'src/a.ts': OPEN,
    };
    const { plan, changes } = planned(files, ['.'], { importFrom });
    expect(changes.map(({ file }) => file)).toEqual(['src/a.ts']);
    expect(plan.sites.map(({ file, verdict }) => [file, verdict])).toEqual([
      ['src/a.ts', 'share'],
      ['src/lib/redis.ts', 'manual'],
      ['src/lib/warm.ts', 'manual'],
    ]);
    expect(plan.sites.at(-1)?.reason).toBe(
      'the module that clients are imported from opens it, by itself or by what it imports',
    );
  });
});
