import { describe, expect, it } from 'vitest';

import { type Files, planned, rewritten, verdicts } from './support.ts';

const openers = ['src/redis.ts#createRedisClient'];

const OPENER = `import Redis from 'ioredis';
export function createRedisClient() {
  return new Redis(process.env.REDIS_URL);
}
`;

const GETS = `import { createRedisClient } from './redis';
export const get = (key: string) => createRedisClient().get(key);
`;

const SUBSCRIBES = `import { createRedisClient } from './redis';
await createRedisClient().subscribe('a');
`;

const PUBLIC: Files = {
  'package.json': `{ "name": "published", "exports": "./src/redis.ts" }`,
  'src/redis.ts': OPENER,
  'src/a.ts': GETS,
};

function of(files: Files): readonly string[] {
  return planned(files, ['.'], { openers }).plan.sites.map(
    ({ file, line, verdict, reason }) =>
      `${file}:${line} ${verdict}: ${reason}`,
  );
}

function refusal(files: Files, names: readonly string[]): string {
  try {
    planned(files, ['.'], { openers: names });
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('not refused');
}

describe('an opener that others may call', () => {
  it('is left alone by itself', () => {
    expect(verdicts(PUBLIC)).toEqual([
      'src/redis.ts:3 manual: returned as `createRedisClient`, and other projects can import it from this package',
    ]);
  });

  it('of a published package is migrated as one, where it is named', () => {
    expect(rewritten(PUBLIC, { openers })).toEqual({
      'src/redis.ts': `import { getRedisClient } from 'shared-redis';
export function createRedisClient() {
  return getRedisClient(process.env.REDIS_URL);
}
`,
    });
    expect(of(PUBLIC)).toEqual([
      'src/a.ts:2 share: only ordinary commands (GET)',
      'src/redis.ts:3 share: only ordinary commands (GET)',
    ]);
  });

  it.each<[string, Files]>([
    [
      'imported by a component',
      {
        'src/x.vue': `<script>import { createRedisClient } from './redis';</script>`,
      },
    ],
    [
      'imported by a file that cannot be parsed',
      { 'src/x.ts': `import { createRedisClient } from './redis'; (` },
    ],
  ])('and is %s is migrated, where it is named', (_what, more) => {
    const files = { 'src/redis.ts': OPENER, 'src/a.ts': GETS, ...more };
    expect(verdicts(files).join()).not.toContain(' share');
    expect(Object.keys(rewritten(files, { openers }))).toEqual([
      'src/redis.ts',
    ]);
  });

  it.each<[string, string]>([
    [
      'as a property of module.exports',
      'module.exports = { createRedisClient };',
    ],
    ['as exports.name', 'exports.createRedisClient = createRedisClient;'],
  ])('%s, too', (_what, exported) => {
    const files = {
      'package.json': `{ "name": "published", "main": "./src/redis.js" }`,
      'src/redis.js': `const Redis = require('ioredis');\nfunction createRedisClient() { return new Redis(); }\n${exported}\n`,
      'src/a.js': `const { createRedisClient } = require('./redis');\ncreateRedisClient().get('a');\n`,
    };
    const named = { openers: ['src/redis.js#createRedisClient'] };
    expect(verdicts(files).join()).not.toContain(' share');
    expect(Object.keys(rewritten(files, named))).toEqual(['src/redis.js']);
  });
});

describe('a named opener', () => {
  it('stays what its seen calls need, and the plan names those that cannot share', () => {
    expect(of({ ...PUBLIC, 'src/b.ts': SUBSCRIBES })).toContain(
      'src/redis.ts:3 dedicate: it subscribes (SUBSCRIBE), so it needs a connection of its own; of the 2 calls of its function these cannot share: in src/b.ts:2',
    );
  });

  it('does not vouch for where its clients go', () => {
    const files = {
      ...PUBLIC,
      'src/b.ts': `import { createRedisClient } from './redis';\nexport default createRedisClient().get;\nconst all = new Map([[1, createRedisClient()]]);\n`,
    };
    expect(of(files).join()).not.toMatch(/:\d+ share:/);
  });

  it('that nothing calls is left alone', () => {
    expect(of({ ...PUBLIC, 'src/a.ts': '' })).toEqual([
      'src/redis.ts:3 manual: nothing uses it',
    ]);
  });

  it('does not vouch for another one in its file', () => {
    const other = OPENER.replace(/import.*\n/, '').replace(
      'createRedisClient',
      'open',
    );
    const files = { ...PUBLIC, 'src/redis.ts': OPENER + other };
    expect(of(files).at(-1)).toMatch(/^src\/redis\.ts:6 manual: returned/);
  });
});

describe('refuses', () => {
  it('a name that no opener has, with those that there are', () => {
    expect(refusal(PUBLIC, ['src/redis.ts#createClient'])).toBe(
      '--opener: src/redis.ts exports no function createClient that opens a client and returns it; it exports createRedisClient.',
    );
  });

  it('a file without openers', () => {
    expect(refusal(PUBLIC, ['src/a.ts#get'])).toBe(
      '--opener: src/a.ts exports no function get that opens a client and returns it; it exports none.',
    );
  });

  it('what is no file and name', () => {
    expect(refusal(PUBLIC, ['src/redis.ts'])).toBe(
      '--opener: src/redis.ts has to be like src/redis.ts#createRedisClient.',
    );
  });
});
