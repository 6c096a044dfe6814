import { describe } from 'vitest';

import { BASE, expectAll } from './support.ts';

// Clients in modules of CommonJS.

/** A class that holds a client, for a file to export. */
const STORE = `const Redis = require('ioredis');
class Store {
  constructor() { this.redis = new Redis(process.env.REDIS_URL); }
  get(k) { return this.redis.get(k); }
}
`;

describe('sees a SUBSCRIBE or the like behind', () => {
  expectAll('dedicate', {
    'a field of a class that is module.exports': {
      'src/store.js': `${STORE}module.exports = Store;
`,
      'src/b.js': `const Store = require('./store');
new Store().redis.subscribe('a');`,
    },
    'module.exports of an object': {
      'src/redis.js': `const Redis = require('ioredis');
const redis = new Redis();
module.exports = { redis };
`,
      'src/ok.js': `const { redis } = require('./redis');
module.exports = () => redis.get('a');
`,
      'src/b.js': `require('./redis').redis.subscribe('a');`,
    },
    'exports.name': {
      'src/redis.js': `const Redis = require('ioredis');
exports.redis = new Redis();
`,
      'src/ok.js': `const { redis } = require('./redis');
module.exports = () => redis.get('a');
`,
      'src/b.js': `const x = require('./redis');
x.redis.subscribe('a');`,
    },
    'module.exports of a client': {
      'src/redis.js': `const Redis = require('ioredis');
module.exports = new Redis();
`,
      'src/ok.js': `const r = require('./redis'); r.get('a');`,
      'src/b.js': `require('./redis').subscribe('a');`,
    },
    'exports = module.exports': {
      'src/redis.js': `const Redis = require('ioredis');
exports = module.exports = new Redis();
`,
      'src/ok.js': `const r = require('./redis'); r.get('a');`,
      'src/b.js': `require('./redis').subscribe('a');`,
    },
    'module.exports = exports': {
      'src/redis.js': `const Redis = require('ioredis');
module.exports = exports = { redis: new Redis() };
`,
      'src/ok.js': `const { redis } = require('./redis');
module.exports = () => redis.get('a');
`,
      'src/b.js': `require('./redis').redis.subscribe('a');`,
    },
    'module.exports.name': {
      'src/redis.js': `const Redis = require('ioredis');
module.exports.redis = new Redis();
`,
      'src/ok.js': `const { redis } = require('./redis');
module.exports = () => redis.get('a');
`,
      'src/b.js': `require('./redis').redis.subscribe('a');`,
    },
    'module.exports.default': {
      'src/redis.js': `const Redis = require('ioredis');
module.exports.default = new Redis();
`,
      'src/ok.js': `require('./redis').default.get('a')`,
      'src/b.js': `import r from './redis';
r.subscribe('a');`,
    },
    'a module that spreads another': {
      'src/redis.js': `const Redis = require('ioredis');
const redis = new Redis();
module.exports = { redis };
`,
      'src/ok.js': `const { redis } = require('./redis');
module.exports = () => redis.get('a');
`,
      'src/all.js': `module.exports = { ...require('./redis') };`,
      'src/b.js': `require('./all').redis.subscribe('a');`,
    },
    'a module that is another': {
      'src/redis.js': `const Redis = require('ioredis');
const redis = new Redis();
module.exports = { redis };
`,
      'src/ok.js': `const { redis } = require('./redis');
module.exports = () => redis.get('a');
`,
      'src/all.js': `module.exports = require('./redis');`,
      'src/b.js': `require('./all').redis.subscribe('a');`,
    },
    'a default import': {
      'src/redis.js': `const Redis = require('ioredis');
exports.redis = new Redis();
exports.redis.get('a');
`,
      'src/b.mjs': `import r from './redis.js';
r.redis.subscribe('a');`,
    },
    'the default of a namespace import': {
      'src/redis.js': `const Redis = require('ioredis');
exports.redis = new Redis();
exports.redis.get('a');
`,
      'src/b.mjs': `import * as r from './redis.js';
r.default.redis.subscribe('a');`,
    },
    'a default export by require()': {
      'src/redis.ts': `import Redis from 'ioredis';
export default new Redis();
`,
      'src/ok.ts': `import r from './redis'; r.get('a')`,
      'src/b.js': `const r = require('./redis');
r.default.subscribe('a');`,
    },
    'its own exports': {
      'src/redis.js': `const Redis = require('ioredis');
exports.redis = new Redis();
exports.run = () => exports.redis.subscribe('a');
`,
      'src/ok.js': `require('./redis').redis.get('a');`,
    },
    'its own module.exports': {
      'src/redis.js': `const Redis = require('ioredis');
module.exports = { redis: new Redis() };
module.exports.run = () => module.exports.redis.subscribe('a');
`,
      'src/ok.js': `require('./redis').redis.get('a');`,
    },
    'another name of module.exports': {
      'src/redis.js': `const Redis = require('ioredis');
const self = module.exports = {};
self.redis = new Redis();
self.run = () => self.redis.subscribe('a');
`,
      'src/ok.js': `require('./redis').redis.get('a');`,
    },
    'require() of a sum': {
      ...BASE,
      'src/b.js': `const m = require("./" + "redis");
m.redis.subscribe("a");`,
    },
    'require.resolve()': {
      ...BASE,
      'src/b.js': `const m = require(require.resolve("./redis"));
m.redis.subscribe("a");`,
    },
    'path.join()': {
      ...BASE,
      'src/b.js': `const path = require("path"); const m = require(path.join(__dirname, "redis"));
m.redis.subscribe("a");`,
    },
    'require() in a function': {
      ...BASE,
      'src/b.js': `function f() { const { redis } = require('./redis'); redis.subscribe('a'); }`,
    },
    'jest.requireActual()': {
      ...BASE,
      'src/b.ts': `const { redis } = jest.requireActual('./redis');
redis.subscribe('a');`,
    },
    'jest.requireActual() with a type': {
      ...BASE,
      'src/b.ts': `const { redis } = jest.requireActual<typeof import('./redis')>('./redis');
redis.subscribe('a');`,
    },
    'createRequire()': {
      ...BASE,
      'src/b.ts': `import { createRequire } from 'node:module';
const need = createRequire(import.meta.url);
need('./redis').redis.subscribe('a');`,
    },
    'export = of another module': {
      'src/redis.ts': `import Redis = require('ioredis');
export const redis = new Redis();
redis.get('a')`,
      'src/b.ts': `import r = require('./redis');
export = r;`,
      'src/c.ts': `import b = require('./b');
b.redis.subscribe('a');`,
    },
  });
});

describe('leaves to the reader', () => {
  expectAll('manual', {
    'a member of an exported object': {
      'src/redis.js': `const Redis = require('ioredis');
module.exports.clients = {};
module.exports.clients.redis = new Redis();
`,
      'src/ok.js': `require('./redis').clients.redis.get('a')`,
      'src/b.js': `require('./redis').clients.redis.subscribe('a');`,
    },
    'a computed export': {
      'src/redis.js': `const Redis = require('ioredis');
const k = 'redis'; module.exports[k] = new Redis();
`,
      'src/ok.js': `const { redis } = require('./redis');
module.exports = () => redis.get('a');
`,
      'src/b.js': `require('./redis').redis.subscribe('a');`,
    },
    'Object.assign(module.exports)': {
      'src/redis.js': `const Redis = require('ioredis');
const redis = new Redis();
Object.assign(module.exports, { redis });
`,
      'src/ok.js': `const { redis } = require('./redis');
module.exports = () => redis.get('a');
`,
      'src/b.js': `require('./redis').redis.subscribe('a');`,
    },
    'Object.defineProperty(exports)': {
      'src/redis.js': `const Redis = require('ioredis');
const redis = new Redis();
Object.defineProperty(exports, 'redis', { get: () => redis });
`,
      'src/ok.js': `const { redis } = require('./redis');
module.exports = () => redis.get('a');
`,
      'src/b.js': `require('./redis').redis.subscribe('a');`,
    },
    'a getter of module.exports': {
      'src/redis.js': `const Redis = require('ioredis');
const redis = new Redis();
redis.get('a');
module.exports = { get redis() { return redis; } };
`,
      'src/b.js': `require('./redis').redis.subscribe('a');`,
    },
    'a module that gets the exports of another': {
      'src/redis.js': `const Redis = require('ioredis');
const redis = new Redis();
module.exports = { redis };
`,
      'src/ok.js': `const { redis } = require('./redis');
module.exports = () => redis.get('a');
`,
      'src/all.js': `Object.assign(exports, require('./redis'));`,
      'src/b.js': `require('./all').redis.subscribe('a');`,
    },
    'an export * that is compiled': {
      'src/redis.js': `const Redis = require('ioredis');
const redis = new Redis();
module.exports = { redis };
`,
      'src/ok.js': `const { redis } = require('./redis');
module.exports = () => redis.get('a');
`,
      'src/all.js': `__exportStar(require('./redis'), exports);`,
      'src/b.js': `require('./all').redis.subscribe('a');`,
    },
    'a helper of a compiler': {
      'src/redis.ts': `import Redis from 'ioredis';
export default new Redis();
`,
      'src/ok.ts': `import r from './redis'; r.get('a')`,
      'src/b.js': `const r = _interopRequireDefault(require('./redis'));
r.default.subscribe('a');`,
    },
    'this of an exported function': {
      'src/redis.js': `const Redis = require('ioredis');
exports.redis = new Redis();
exports.run = function () { return this.redis.subscribe('a'); };
`,
      'src/ok.js': `require('./redis').redis.get('a');`,
    },
    'another name of exports': {
      'src/redis.js': `const Redis = require('ioredis');
const self = exports;
self.redis = new Redis();
`,
      'src/ok.js': `require('./redis').redis.get('a');`,
      'src/b.js': `require('./redis').redis.subscribe('a');`,
    },
    'an object of another module': {
      'src/holder.js': `exports.clients = {};`,
      'src/redis.js': `const Redis = require('ioredis');
const h = require('./holder');
h.clients.redis = new Redis();
h.clients.redis.get('a');
`,
      'src/c.js': `require('./holder').clients.redis.subscribe('a');`,
    },
    'a with statement': {
      'src/redis.js': `const Redis = require('ioredis');
module.exports = { redis: new Redis() };
`,
      'src/ok.js': `const { redis } = require('./redis'); redis.get('a')`,
      'src/b.js': `with (require('./redis')) { redis.subscribe('a'); }`,
    },
  });
});

describe('shares a client that only runs commands behind', () => {
  expectAll('share', {
    'a field of a class that is module.exports': {
      'src/store.js': `${STORE}module.exports = Store;
`,
      'src/b.js': `const Store = require('./store');
new Store().redis.get('a');`,
    },
    'a field of a class that is a member of it': {
      'src/store.js': `${STORE}exports.Store = Store;
`,
      'src/b.js': `const { Store } = require('./store');
new Store().get('a');`,
    },
    'module.exports of a client': {
      'src/redis.js': `const Redis = require('ioredis');
module.exports = new Redis();
`,
      'src/ok.js': `const r = require('./redis'); r.get('a');`,
    },
    'module.exports = exports': {
      'src/redis.js': `const Redis = require('ioredis');
module.exports = exports = { redis: new Redis() };
`,
      'src/ok.js': `const { redis } = require('./redis');
module.exports = () => redis.get('a');
`,
    },
  });
});
