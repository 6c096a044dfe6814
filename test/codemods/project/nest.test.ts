import { describe, expect, it } from 'vitest';

import {
  expectAll,
  expectNoShare,
  type Files,
  planned,
  verdicts,
} from './support.ts';

// Clients that modules of NestJS provide, and where they are injected.

const TOKEN = `export const REDIS = Symbol('REDIS');\n`;

const provider = (provide: string, factory = '() => new Redis()') =>
  `{ provide: ${provide}, useFactory: ${factory} }`;

/** A module that provides a client. */
const moduleWith = (providers: string, rest = ''): string => `
import { Inject, Module } from '@nestjs/common';
import Redis from 'ioredis';
import { REDIS } from './tokens';
@Module({ providers: [${providers}], exports: [REDIS] })
export class RedisModule { ${rest} }
`;

/** A service that a client is injected into. */
const service = (body: string, token = 'REDIS'): string => `
import { Inject, Injectable } from '@nestjs/common';
import { REDIS } from './tokens';
@Injectable()
export class Service {
  constructor(@Inject(${token}) private readonly redis) {}
  ${body}
}
`;

const GETS = 'get() { return this.redis.get("a"); }';
const SUBSCRIBES = 'listen() { return this.redis.subscribe("a"); }';
const QUITS = 'async onModuleDestroy() { await this.redis.quit(); }';

/** A client that one service runs commands on. */
const PROVIDED: Files = {
  'package.json': '{ "private": true }',
  'src/tokens.ts': TOKEN,
  'src/redis.module.ts': moduleWith(provider('REDIS')),
  'src/gets.ts': service(GETS),
};

/** The same with a text for a token. */
const BY_TEXT: Files = {
  'package.json': '{ "private": true }',
  'src/tokens.ts': `export const REDIS = 'REDIS_CLIENT';\n`,
  'src/redis.module.ts': moduleWith(provider(`'REDIS_CLIENT'`)),
  'src/gets.ts': service(GETS),
};

/** The module of the client in another shape. */
const withModule = (text: string, more: Files = {}): Files => ({
  ...PROVIDED,
  'src/redis.module.ts': text,
  ...more,
});

describe('shares a client whose consumers only run commands', () => {
  expectAll('share', {
    'a symbol': PROVIDED,
    'a text, in a constant and not': BY_TEXT,
    useValue: withModule(
      moduleWith('{ provide: REDIS, useValue: new Redis() }'),
    ),
    'an async factory with listeners': withModule(
      moduleWith(
        provider(
          'REDIS',
          `async (config) => {
            const client = new Redis(process.env.REDIS_URL);
            await client.ping();
            return client;
          }`,
        ),
      ),
    ),
    'a factory that is a method': withModule(
      moduleWith(
        '{ provide: REDIS, async useFactory() { return new Redis(); } }',
      ),
    ),
    'a provider in a constant': withModule(
      moduleWith('redisProvider').replace(
        '@Module',
        `const redisProvider = ${provider('REDIS')};\n@Module`,
      ),
    ),
    'a provider that another file exports': withModule(
      moduleWith('redisProvider').replace(
        '@Module',
        `import { redisProvider } from './provider';\n@Module`,
      ),
      {
        'src/provider.ts': `import Redis from 'ioredis';
import { REDIS } from './tokens';
export const redisProvider = ${provider('REDIS')};`,
      },
    ),
    'a dynamic module': withModule(
      `import Redis from 'ioredis';
import { REDIS } from './tokens';
export class RedisModule {
  static forRoot() {
    const redis = ${provider('REDIS')};
    return { module: RedisModule, providers: [redis], exports: [redis] };
  }
}`,
      {
        'src/app.module.ts': `import { Module } from '@nestjs/common';
import { RedisModule } from './redis.module';
@Module({ imports: [RedisModule.forRoot()] })
export class AppModule {}`,
      },
    ),
    'injected into a field': {
      ...PROVIDED,
      'src/gets.ts': `import { Inject } from '@nestjs/common';
import { REDIS } from './tokens';
export class S { @Inject(REDIS) private readonly redis; ${GETS} }`,
    },
    'injected into a factory': {
      ...PROVIDED,
      'src/other.ts': `import { Module } from '@nestjs/common';
import { REDIS } from './tokens';
@Module({ providers: [{ provide: 'X', inject: [REDIS], useFactory: (redis) => redis.get('a') }] })
export class Other {}`,
    },
    'asked for': {
      ...PROVIDED,
      'src/main.ts': `import { REDIS } from './tokens';
export const f = (app) => app.get(REDIS).get('a');`,
    },
    'a mock in a test': {
      ...PROVIDED,
      'src/gets.spec.ts': `import { Test } from '@nestjs/testing';
import { REDIS } from './tokens';
Test.createTestingModule({ providers: [{ provide: REDIS, useValue: { get() {} } }] })
  .overrideProvider(REDIS).useValue({});`,
    },
    'closes that are all clean-up': {
      ...PROVIDED,
      'src/redis.module.ts': moduleWith(
        provider('REDIS'),
        `constructor(@Inject(REDIS) private readonly redis) {} ${QUITS}`,
      ),
    },
    'two providers of one token, in two modules': {
      ...PROVIDED,
      'src/other.module.ts': moduleWith(provider('REDIS')),
    },
  });
});

describe('sees a SUBSCRIBE behind', () => {
  expectAll('dedicate', {
    'another consumer': { ...PROVIDED, 'src/sub.ts': service(SUBSCRIBES) },
    'another spelling of its text': {
      ...BY_TEXT,
      'src/sub.ts': service(SUBSCRIBES, `'REDIS_CLIENT'`),
    },
    'another name of its token': {
      ...PROVIDED,
      'src/sub.ts': service(SUBSCRIBES, 'R').replace(
        '{ REDIS }',
        '{ REDIS as R }',
      ),
    },
    'a constant that is its token': {
      ...PROVIDED,
      'src/sub.ts': service(SUBSCRIBES, 'T').replace(
        '@Injectable',
        'const T = REDIS;\n@Injectable',
      ),
    },
    'a token exported again under another name': {
      ...PROVIDED,
      'src/again.ts': `export { REDIS as CLIENT } from './tokens';`,
      'src/sub.ts': service(SUBSCRIBES, 'CLIENT').replace(
        `{ REDIS } from './tokens'`,
        `{ CLIENT } from './again'`,
      ),
    },
    'a token imported and exported again': {
      ...PROVIDED,
      'src/again.ts': `import { REDIS } from './tokens';\nexport { REDIS as CLIENT };`,
      'src/sub.ts': service(SUBSCRIBES, 'CLIENT').replace(
        `{ REDIS } from './tokens'`,
        `{ CLIENT } from './again'`,
      ),
    },
    'a namespace of tokens': {
      ...PROVIDED,
      'src/sub.ts': service(SUBSCRIBES, 'tokens.REDIS').replace(
        `{ REDIS }`,
        `* as tokens`,
      ),
    },
    'a field': {
      ...PROVIDED,
      'src/sub.ts': `import { Inject } from '@nestjs/common';
import { REDIS } from './tokens';
export class S { @Inject(REDIS) private readonly redis; ${SUBSCRIBES} }`,
    },
    'moduleRef.get()': {
      ...PROVIDED,
      'src/main.ts': `import { REDIS } from './tokens';
export const f = (moduleRef) => moduleRef.get(REDIS, { strict: false }).subscribe('a');`,
    },
    'moduleRef.resolve()': {
      ...PROVIDED,
      'src/main.ts': `import { REDIS } from './tokens';
export const f = async (moduleRef) => (await moduleRef.resolve(REDIS)).subscribe('a');`,
    },
    'a factory that it is injected into': {
      ...PROVIDED,
      'src/other.ts': `import { Module } from '@nestjs/common';
import { REDIS } from './tokens';
@Module({ providers: [{ provide: 'X', inject: ['CONFIG', REDIS], useFactory: (config, redis) => redis.subscribe('a') }] })
export class Other {}`,
    },
    'a subclass of a consumer': {
      ...PROVIDED,
      'src/gets.ts': service(GETS).replace('private', 'protected'),
      'src/sub.ts': `import { Service } from './gets';
export class Sub extends Service { ${SUBSCRIBES} }`,
    },
    'one of two clients that a factory gives': {
      ...PROVIDED,
      'src/redis.module.ts': moduleWith(
        provider('REDIS', '() => ({ client: new Redis() })'),
      ),
      'src/gets.ts': service(
        'get() { return this.redis.client.subscribe("a"); }',
      ),
    },
  });
});

describe('leaves to the reader', () => {
  const because = (name: string, files: Files, reason: string): void => {
    it(name, () => {
      const found = verdicts(files);
      expect(found).toHaveLength(1);
      expect(found[0]).toContain('manual: ');
      expect(found[0]).toContain(reason);
    });
  };

  because(
    'a token that goes where it cannot be followed',
    {
      ...PROVIDED,
      'src/main.ts': `import { REDIS } from './tokens';\ninjectAll(REDIS);`,
    },
    'its token is used in a way that cannot be followed in src/main.ts:2',
  );
  because(
    'a decorator of the project',
    {
      ...PROVIDED,
      'src/inject-redis.ts': `import { Inject } from '@nestjs/common';
import { REDIS } from './tokens';
export const InjectRedis = () => Inject(REDIS);`,
    },
    'its token is in a decorator of the project in src/inject-redis.ts:3',
  );
  because(
    'a token that another stands for',
    {
      ...PROVIDED,
      'src/other.ts': `import { REDIS } from './tokens';
export const p = { provide: 'CACHE', useExisting: REDIS };`,
    },
    'another token stands for it in src/other.ts:2',
  );
  because(
    'a provider that is overridden',
    {
      ...PROVIDED,
      'src/main.ts': `import { REDIS } from './tokens';\nbuilder.overrideProvider(REDIS);`,
    },
    'it is overridden in src/main.ts:2',
  );
  because(
    'a factory of a library that it is injected into',
    {
      ...PROVIDED,
      'src/main.ts': `import { Module } from '@nestjs/common';
import { make } from 'a-library';
import { REDIS } from './tokens';
@Module({ providers: [{ provide: 'X', inject: [REDIS], useFactory: make }] })
export class Main {}`,
    },
    'it is injected into a factory that cannot be followed in src/main.ts:4',
  );
  because(
    'a token that is put together',
    withModule(moduleWith(provider('`REDIS_${process.env.NAME}`'))),
    'whose token is no text and no symbol in a constant',
  );
  because(
    'a class for a token',
    withModule(moduleWith(provider('Redis'))),
    'whose token is no text and no symbol in a constant',
  );
  because(
    'a module of a package that others install',
    {
      ...PROVIDED,
      'package.json': '{ "name": "lib", "main": "src/redis.module.ts" }',
    },
    'other projects can import its module from this package',
  );

  expectAll('manual', {
    'a library that the client is injected into': {
      ...PROVIDED,
      'src/app.ts': `import { Module } from '@nestjs/common';
import { SomeModule } from 'some-module';
import { REDIS } from './tokens';
@Module({ imports: [SomeModule.forRootAsync({ inject: [REDIS], useFactory: (redis) => ({ redis }) })] })
export class App {}`,
    },
    'forRootAsync() of a library that gets a client': withModule(`
import { Module } from '@nestjs/common';
import { SomeModule } from 'some-module';
import Redis from 'ioredis';
@Module({ imports: [SomeModule.forRootAsync({ useFactory: () => ({ client: new Redis() }) })] })
export class App {}`),
    'a close that is no clean-up': {
      ...PROVIDED,
      'src/closes.ts': service(
        'async restart() { await this.redis.quit(); await this.redis.connect(); }',
      ),
    },
    'a close that may be of something else': {
      ...PROVIDED,
      'src/redis.module.ts': moduleWith(
        provider('REDIS'),
        `constructor(@Inject(REDIS) private readonly redis) {} ${QUITS}`,
      ),
      'src/other.module.ts': moduleWith('{ provide: REDIS, useClass: Fake }'),
    },
  });
});

describe('never shares', () => {
  expectNoShare({
    'what a consumer hands to what is not known': {
      ...PROVIDED,
      'src/hands.ts': service('f() { return hand(this.redis); }'),
    },
    'what a module provides beside a factory of its own': withModule(
      `import Redis from 'ioredis';
import { REDIS } from './tokens';
export const container = make({ provide: REDIS, useFactory: () => new Redis() });`,
    ),
  });
});

it('removes the closes of a client that is shared', () => {
  const { changes } = planned({
    ...PROVIDED,
    'src/gets.ts': service(`${GETS}\n  ${QUITS}`),
  });
  const after = changes.map((change) => change.after).join('');
  expect(after).toContain('useFactory: () => getRedisClient()');
  expect(after).not.toContain('quit');
});
