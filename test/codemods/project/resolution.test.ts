import { describe } from 'vitest';

import { BASE, GETS, REDIS, expectAll, expectNoShare } from './support.ts';

// Which file an import means.

describe('sees a SUBSCRIBE or the like behind', () => {
  expectAll('dedicate', {
    '.js for a .ts file': {
      ...BASE,
      'src/b.ts': `import { redis } from './redis.js';
redis.subscribe('a');`,
    },
    '.ts': {
      ...BASE,
      'src/b.ts': `import { redis } from './redis.ts';
redis.subscribe('a');`,
    },
    'a query': {
      ...BASE,
      'src/b.ts': `import { redis } from './redis?x';
redis.subscribe('a');`,
    },
    'a folder with a slash': {
      'src/redis/index.ts': REDIS,
      'src/ok.ts': GETS,
      'src/b.ts': `import { redis } from './redis/';
redis.subscribe('a');`,
    },
    '.': {
      'src/redis/index.ts': REDIS,
      'src/ok.ts': GETS,
      'src/redis/b.ts': `import { redis } from '.';
redis.subscribe('a');`,
    },
    '..': {
      'src/redis/index.ts': REDIS,
      'src/ok.ts': GETS,
      'src/redis/x/b.ts': `import { redis } from '..';
redis.subscribe('a');`,
    },
    '../': {
      'src/redis/index.ts': REDIS,
      'src/ok.ts': GETS,
      'src/redis/x/b.ts': `import { redis } from '../';
redis.subscribe('a');`,
    },
    '../index': {
      'src/redis/index.ts': REDIS,
      'src/ok.ts': GETS,
      'src/redis/x/b.ts': `import { redis } from '../index';
redis.subscribe('a');`,
    },
    'a name with a dot': {
      'src/redis.client.ts': REDIS,
      'src/ok.ts': `import { redis } from './redis.client';
export const ok = () => redis.get('a');
`,
      'src/b.ts': `import { redis } from './redis.client';
redis.subscribe('a');`,
    },
    'a name with a dot and .js': {
      'src/redis.client.ts': REDIS,
      'src/ok.ts': `import { redis } from './redis.client';
export const ok = () => redis.get('a');
`,
      'src/b.ts': `import { redis } from './redis.client.js';
redis.subscribe('a');`,
    },
    'a file and a folder of one name': {
      'src/redis.ts': `export const redis = { get() {} };`,
      'src/redis/index.ts': REDIS,
      'src/ok.ts': `import { redis } from './redis/index';
redis.get('a');`,
      'src/b.ts': `import { redis } from './redis/';
redis.subscribe('a');`,
    },
    '.mjs for a .ts file': {
      'src/redis.ts': `import Redis from 'ioredis';
export const redis = new Redis();`,
      'src/ok.ts': GETS,
      'src/b.mts': `import { redis } from './redis.mjs';
redis.subscribe('a');`,
    },
    'a folder with a manifest': {
      'src/lib/client.ts': REDIS,
      'src/lib/package.json': `{"main":"./client.js"}`,
      'src/ok.ts': `import { redis } from './lib/client'; redis.get('a');`,
      'src/b.ts': `import { redis } from './lib';
redis.subscribe('a');`,
    },
    'paths of tsconfig': {
      ...BASE,
      'tsconfig.json': `{"compilerOptions":{"baseUrl":".","paths":{"@/*":["src/*"]}}}`,
      'src/b.ts': `import { redis } from '@/redis';
redis.subscribe('a');`,
    },
    'paths without baseUrl': {
      ...BASE,
      'tsconfig.json': `{"compilerOptions":{"paths":{"@redis":["./src/redis"]}}}`,
      'src/b.ts': `import { redis } from '@redis';
redis.subscribe('a');`,
    },
    'paths of an extended tsconfig': {
      ...BASE,
      'tsconfig.base.json': `{"compilerOptions":{"baseUrl":".","paths":{"@/*":["src/*"]}}}`,
      'tsconfig.json': `{"extends":"./tsconfig.base.json"}`,
      'src/b.ts': `import { redis } from '@/redis';
redis.subscribe('a');`,
    },
    'paths of one of several extended tsconfigs': {
      ...BASE,
      'tsconfig.base.json': `{"compilerOptions":{"baseUrl":".","paths":{"@/*":["src/*"]}}}`,
      'tsconfig.json': `{"extends":["./tsconfig.base.json","@tsconfig/node20/tsconfig.json"]}`,
      'src/b.ts': `import { redis } from '@/redis';
redis.subscribe('a');`,
    },
    'paths beside an extended tsconfig that is not installed': {
      ...BASE,
      'tsconfig.json': `{"extends":"@company/tsconfig/base.json","compilerOptions":{"paths":{"@/*":["./src/*"]}}}`,
      'src/b.ts': `import { redis } from '@/redis';
redis.subscribe('a');`,
    },
    'paths of a referenced tsconfig': {
      ...BASE,
      'tsconfig.json': `{"files":[],"references":[{"path":"./tsconfig.app.json"}]}`,
      'tsconfig.app.json': `{"compilerOptions":{"baseUrl":".","paths":{"@/*":["src/*"]}},"include":["src"]}`,
      'src/b.ts': `import { redis } from '@/redis';
redis.subscribe('a');`,
    },
    'paths of a tsconfig by another name': {
      ...BASE,
      'tsconfig.app.json': `{"compilerOptions":{"baseUrl":".","paths":{"@/*":["src/*"]}}}`,
      'src/b.ts': `import { redis } from '@/redis';
redis.subscribe('a');`,
    },
    'an alias of a bundler': {
      ...BASE,
      'vite.config.ts': `export default { resolve: { alias: { '~': '/src' } } };`,
      'src/b.ts': `import { redis } from '~/redis';
redis.subscribe('a');`,
    },
    'a path from a folder that only the runtime knows': {
      'src/lib/redis.ts': REDIS,
      'src/lib/ok.ts': GETS,
      'src/x/b.ts': `import { redis } from 'lib/redis';
redis.subscribe('a');`,
    },
    baseUrl: {
      ...BASE,
      'tsconfig.json': `{"compilerOptions":{"baseUrl":"./src"}}`,
      'src/b.ts': `import { redis } from 'redis';
redis.subscribe('a');`,
    },
    'baseUrl and a folder': {
      'src/lib/redis.ts': REDIS,
      'src/lib/ok.ts': GETS,
      'tsconfig.json': `{"compilerOptions":{"baseUrl":"./src"}}`,
      'src/b.ts': `import { redis } from 'lib/redis';
redis.subscribe('a');`,
    },
    'imports of package.json': {
      ...BASE,
      'package.json': `{"name":"x","private":true,"imports":{"#redis":"./src/redis.js"}}`,
      'src/b.ts': `import { redis } from '#redis';
redis.subscribe('a');`,
    },
    'imports of package.json that are built': {
      ...BASE,
      'package.json': `{"name":"x","private":true,"imports":{"#lib/*":"./dist/*.js"}}`,
      'src/b.ts': `import { redis } from '#lib/redis';
redis.subscribe('a');`,
    },
    'imports of package.json with conditions': {
      ...BASE,
      'package.json': `{"name":"x","private":true,"imports":{"#redis":{"production":"./dist/redis.js","default":"./src/redis.ts"}}}`,
      'src/b.ts': `import { redis } from '#redis';
redis.subscribe('a');`,
    },
    'a package by its own name': {
      ...BASE,
      'package.json': `{"name":"x","private":true,"exports":{"./redis":"./dist/redis.js"}}`,
      'src/b.ts': `import { redis } from 'x/redis';
redis.subscribe('a');`,
    },
    'the main file of a package': {
      'packages/lib/src/redis.ts': REDIS,
      'packages/lib/src/ok.ts': GETS,
      'packages/lib/package.json': `{"name":"@c/lib","private":true,"main":"dist/redis.js"}`,
      'packages/app/package.json': `{"name":"app","private":true,"dependencies":{"@c/lib":"*"}}`,
      'packages/app/b.ts': `import { redis } from '@c/lib';
redis.subscribe('a');`,
    },
    'exports with conditions': {
      'packages/lib/src/redis.ts': REDIS,
      'packages/lib/src/ok.ts': GETS,
      'packages/lib/package.json': `{"name":"@c/lib","private":true,"exports":{"./redis":{"types":"./dist/redis.d.ts","default":"./dist/redis.js"}}}`,
      'packages/app/package.json': `{"name":"app","private":true}`,
      'packages/app/b.ts': `import { redis } from '@c/lib/redis';
redis.subscribe('a');`,
    },
    'exports with a pattern': {
      'packages/lib/src/redis.ts': REDIS,
      'packages/lib/src/ok.ts': GETS,
      'packages/lib/package.json': `{"name":"@c/lib","private":true,"exports":{"./*":"./dist/*.js"}}`,
      'packages/app/b.ts': `import { redis } from '@c/lib/redis';
redis.subscribe('a');`,
    },
    'a path into a package': {
      'packages/lib/src/redis.ts': REDIS,
      'packages/lib/src/ok.ts': GETS,
      'packages/lib/package.json': `{"name":"@c/lib","private":true}`,
      'packages/app/b.ts': `import { redis } from '@c/lib/src/redis';
redis.subscribe('a');`,
    },
    'a path into what a package builds': {
      'packages/lib/src/redis.ts': REDIS,
      'packages/lib/src/ok.ts': GETS,
      'packages/lib/package.json': `{"name":"@c/lib","private":true}`,
      'packages/app/b.ts': `import { redis } from '@c/lib/dist/redis';
redis.subscribe('a');`,
    },
    'a main file in dist/src': {
      'packages/lib/src/redis.ts': REDIS,
      'packages/lib/src/ok.ts': GETS,
      'packages/lib/package.json': `{"name":"@c/lib","private":true,"main":"dist/src/redis.js"}`,
      'packages/app/b.ts': `import { redis } from '@c/lib';
redis.subscribe('a');`,
    },
    'a main file that is built to an unknown folder': {
      'packages/lib/src/redis.ts': REDIS,
      'packages/lib/src/ok.ts': GETS,
      'packages/lib/package.json': `{"name":"@c/lib","private":true,"main":"output/cjs/redis.js"}`,
      'packages/app/b.ts': `import { redis } from '@c/lib';
redis.subscribe('a');`,
    },
    'a main file in dist/cjs': {
      'packages/lib/src/redis.ts': REDIS,
      'packages/lib/src/ok.ts': GETS,
      'packages/lib/package.json': `{"name":"@c/lib","private":true,"main":"dist/cjs/redis.js"}`,
      'packages/app/b.ts': `import { redis } from '@c/lib';
redis.subscribe('a');`,
    },
    'a package under another name': {
      'packages/lib/src/redis.ts': REDIS,
      'packages/lib/src/ok.ts': GETS,
      'packages/lib/package.json': `{"name":"@c/lib","private":true,"main":"src/redis.ts"}`,
      'packages/app/package.json': `{"name":"app","private":true,"dependencies":{"lib-alias":"workspace:@c/lib@*"}}`,
      'packages/app/b.ts': `import { redis } from 'lib-alias';
redis.subscribe('a');`,
    },
    'a package by its folder': {
      'packages/lib/src/redis.ts': REDIS,
      'packages/lib/src/ok.ts': GETS,
      'packages/lib/package.json': `{"name":"@c/lib","private":true,"main":"src/redis.ts"}`,
      'packages/app/package.json': `{"name":"app","private":true,"dependencies":{"other":"file:../lib"}}`,
      'packages/app/b.ts': `import { redis } from 'other';
redis.subscribe('a');`,
    },
    'a path to another package': {
      'packages/lib/src/redis.ts': REDIS,
      'packages/lib/src/ok.ts': GETS,
      'packages/lib/package.json': `{"name":"@c/lib","private":true}`,
      'packages/app/b.ts': `import { redis } from '../lib/src/redis';
redis.subscribe('a');`,
    },
    'a path to what another package builds': {
      'packages/lib/src/redis.ts': REDIS,
      'packages/lib/src/ok.ts': GETS,
      'packages/lib/package.json': `{"name":"@c/lib","private":true}`,
      'packages/app/b.ts': `import { redis } from '../lib/dist/redis';
redis.subscribe('a');`,
    },
    'a path to what is built': {
      ...BASE,
      'bin/cli.js': `require('../dist/redis').redis.subscribe('a');`,
    },
    'a file that git ignores': {
      ...BASE,
      '.gitignore': `gen/
`,
      'gen/b.ts': `import { redis } from '../src/redis';
redis.subscribe('a');`,
    },
  });
});

describe('leaves to the reader', () => {
  expectAll('manual', {
    'the entry of a published package': {
      ...BASE,
      'package.json': `{"name":"x","main":"./dist/redis.js"}`,
    },
    'an entry with conditions of a published package': {
      ...BASE,
      'package.json': `{"name":"x","exports":{".":{"import":{"types":"./dist/redis.d.ts","default":"./dist/redis.mjs"}}}}`,
    },
    'a barrel of a published package': {
      ...BASE,
      'src/index.ts': `export * from './redis';`,
      'package.json': `{"name":"x","exports":"./dist/index.js"}`,
    },
    'entries of a published package by a pattern': {
      ...BASE,
      'package.json': `{"name":"x","exports":{"./*":"./dist/*.js"}}`,
    },
    'a published package without an entry': {
      'index.js': `const Redis = require('ioredis');
module.exports = new Redis();
`,
      'ok.js': `require('./index').get('a');`,
      'package.json': `{"name":"x","version":"1.0.0"}`,
    },
    'a folder as the entry of a published package': {
      'src/index.ts': REDIS,
      'src/ok.ts': `import { redis } from './index';
export const ok = () => redis.get('a');
`,
      'package.json': `{"name":"x","version":"1.0.0","files":["dist"],"main":"dist"}`,
    },
    'a folder as the main file of a published package': {
      'lib/index.js': `const Redis = require('ioredis');
module.exports = new Redis();
`,
      'ok.js': `require('./lib').get('a');`,
      'package.json': `{"name":"x","version":"1.0.0","main":"lib"}`,
    },
    'a field of a class of a published package': {
      'src/index.ts': `import Redis from 'ioredis';
export class S { redis = new Redis(); get() { return this.redis.get('a'); } }`,
      'package.json': `{"name":"x","version":"1.0.0","main":"dist/index.js"}`,
    },
    'a method of a class of a published package': {
      'src/index.ts': `import Redis from 'ioredis';
export class S { #redis = new Redis(); client() { return this.#redis; } get() { return this.#redis.get('a'); } }`,
      'src/b.ts': `export const f = (s) => s.client().get('a');`,
      'package.json': `{"name":"x","version":"1.0.0","main":"dist/index.js"}`,
    },
    'a Vue component': {
      ...BASE,
      'src/b.vue': `<script>import { redis } from './redis';
redis.subscribe('a');</script>`,
    },
    'a Svelte component': {
      ...BASE,
      'src/b.svelte': `<script>import { redis } from './redis';
redis.subscribe('a');</script>`,
    },
    MDX: {
      ...BASE,
      'src/b.mdx': `import { redis } from './redis';
{redis.subscribe('a')}`,
    },
    'a file with a syntax error': {
      ...BASE,
      'src/b.ts': `import { redis } from './redis';
redis.subscribe('a'); const = 3;`,
    },
    'a namespace import in a file with a syntax error': {
      ...BASE,
      'src/b.ts': `import * as x from './redis';
x.redis.subscribe('a'); const = 3;`,
    },
  });
});

describe('shares neither an opener nor its calls', () => {
  expectNoShare({
    'two files that differ in their ending': {
      ...BASE,
      'src/redis.js': `const Redis = require('ioredis');
exports.redis = new Redis(); exports.redis.get("a")
`,
      'src/b.js': `require('./redis').redis.subscribe('a');`,
    },
  });
});

describe('shares a client that only runs commands behind', () => {
  expectAll('share', {
    'paths of tsconfig': {
      ...BASE,
      'tsconfig.json': `{"compilerOptions":{"baseUrl":".","paths":{"@/*":["src/*"]}}}`,
      'src/b.ts': `import { redis } from '@/redis';
redis.get('a');`,
    },
    'the main file of a package': {
      'packages/lib/src/redis.ts': REDIS,
      'packages/lib/src/ok.ts': GETS,
      'packages/lib/package.json': `{"name":"@c/lib","private":true,"main":"dist/redis.js"}`,
      'packages/app/b.ts': `import { redis } from '@c/lib';
redis.get('a');`,
    },
  });
});
