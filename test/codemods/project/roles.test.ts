import { describe, expect, it } from 'vitest';

import { type Files, planned, rewritten } from './support.ts';

const roles = { ops: 'OPS_REDIS_URL', cache: 'CACHE_URL' };

/** A file that opens a client with these arguments, after some statements. */
const opening = (args: string, before = ''): string =>
  `import Redis from 'ioredis';
${before}export const get = (key: string) => new Redis(${args}).get(key);
`;

/** The call that the open becomes. */
function call(text: string, more: Files = {}): string | undefined {
  const after = rewritten({ 'a.ts': text, ...more }, { roles })['a.ts'];
  return /=> (.*)\.get\(key\)/s.exec(after ?? '')?.[1];
}

function reason(text: string): string | undefined {
  return planned({ 'a.ts': text }, ['.'], { roles }).plan.sites[0]?.reason;
}

it('a built-in role has a function of its own', () => {
  const files = { 'a.ts': opening('process.env.OPS_REDIS_URL') };
  expect(rewritten(files, { roles })).toEqual({
    'a.ts': `import { getOpsRedisClient } from 'shared-redis';
export const get = (key: string) => getOpsRedisClient().get(key);
`,
  });
  expect(reason(files['a.ts'])).toBe(
    'only ordinary commands (GET); the client of its role ops',
  );
});

it('any other role is named', () => {
  const text = opening('process.env.CACHE_URL');
  expect(rewritten({ 'a.ts': text }, { roles })['a.ts']).toBe(
    `import { getRoleRedisClient } from 'shared-redis';
export const get = (key: string) => getRoleRedisClient('cache').get(key);
`,
  );
});

describe('options', () => {
  it.each([
    ['a built-in role', 'OPS_REDIS_URL', 'getOpsRedisClient({ db: 1 })'],
    ['another role', 'CACHE_URL', `getRoleRedisClient('cache', { db: 1 })`],
  ])('stay, for %s', (_role, variable, expected) => {
    expect(call(opening(`process.env.${variable}, { db: 1 }`))).toBe(expected);
  });

  it('stay as they are written, on lines and with comments', () => {
    const args = `
  // where the locks are
  process.env.OPS_REDIS_URL,
  { db: 1 }, // not 0
`;
    expect(call(opening(args))).toBe(`getOpsRedisClient(
  // where the locks are
  { db: 1 }, // not 0
)`);
  });

  it('that are a constant stay', () => {
    const args = 'process.env.OPS_REDIS_URL, options';
    expect(call(opening(args, 'const options = { db: 1 };\n'))).toBe(
      'getOpsRedisClient(options)',
    );
  });

  it('that cannot be seen keep the URL', () => {
    const args = 'process.env.OPS_REDIS_URL, options';
    const text = opening(args, `import { options } from 'settings';\n`);
    expect(call(text)).toBe(`getRedisClient(${args})`);
    expect(reason(text)).toBe(
      'only ordinary commands (GET); not by its role ops: not all of its other arguments are options',
    );
  });

  it('a URL on a line of its own goes with its line', () => {
    expect(call(opening('\n  process.env.OPS_REDIS_URL,\n'))).toBe(
      'getOpsRedisClient()',
    );
  });
});

describe('the URL can be', () => {
  it.each([
    ['asserted', 'process.env.OPS_REDIS_URL!', ''],
    ['a string by a cast', 'process.env.OPS_REDIS_URL as string', ''],
    ['read by its name as a text', `process.env['OPS_REDIS_URL']`, ''],
    ['a constant', 'url', 'const url = process.env.OPS_REDIS_URL;\n'],
    ['of env', 'env.OPS_REDIS_URL', 'const { env } = process;\n'],
    [
      'of env of node:process',
      'env.OPS_REDIS_URL',
      `import { env } from 'node:process';\n`,
    ],
    [
      'taken out of process.env',
      'OPS_REDIS_URL',
      'const { OPS_REDIS_URL } = process.env;\n',
    ],
    [
      'a setting',
      'settings.ops',
      'const settings = { ops: process.env.OPS_REDIS_URL };\n',
    ],
    [
      'else REDIS_URL, which the role takes, too',
      'process.env.OPS_REDIS_URL ?? process.env.REDIS_URL',
      '',
    ],
  ])('%s', (_what, args, before) => {
    expect(call(opening(args, before))).toBe('getOpsRedisClient()');
  });

  it('exported by another file', () => {
    const text = opening('opsUrl', `import { opsUrl } from './settings';\n`);
    const settings = 'export const opsUrl = process.env.OPS_REDIS_URL;\n';
    expect(call(text, { 'settings.ts': settings })).toBe('getOpsRedisClient()');
  });
});

describe('stays where the role would not know all of it', () => {
  it.each([
    ['a default', `process.env.OPS_REDIS_URL ?? 'redis://a'`, ''],
    ['a database', '`${process.env.OPS_REDIS_URL}/1`', ''],
    [
      'a choice',
      'a ? process.env.OPS_REDIS_URL : process.env.REDIS_URL',
      'declare const a: boolean;\n',
    ],
    [
      'a variable that is written again',
      'url',
      `let url = process.env.OPS_REDIS_URL;\nif (!url) url = 'redis://a';\n`,
    ],
    [
      'a default in a pattern',
      'OPS_REDIS_URL',
      `const { OPS_REDIS_URL = 'redis://a' } = process.env;\n`,
    ],
    [
      'an env that is checked, and may have defaults',
      'env.OPS_REDIS_URL',
      `import { env } from 'checked-env';\n`,
    ],
    [
      'REDIS_URL as the default of a role whose sources are not known',
      'process.env.CACHE_URL ?? process.env.REDIS_URL',
      '',
    ],
  ])('%s', (_what, args, before) => {
    const text = opening(args, before);
    expect(call(text)).toBe(`getRedisClient(${args})`);
    expect(reason(text)).toMatch(
      /; not by its role (?:ops|cache): its URL is more than `\w+`$/,
    );
  });
});

describe('what only the URL used goes with it', () => {
  const after = (before: string, url = 'url', more = ''): string | undefined =>
    rewritten({ 'a.ts': opening(url, before) + more }, { roles })['a.ts'];
  const rest = `export const get = (key: string) => getOpsRedisClient().get(key);\n`;
  const start = `import { getOpsRedisClient } from 'shared-redis';\n`;

  it.each([
    ['a constant', 'url', 'const url = process.env.OPS_REDIS_URL;\n'],
    ['a cast', 'url', 'const url = process.env.OPS_REDIS_URL as string;\n'],
    [
      'constants of both variables of its role',
      'ops ?? redis',
      `const ops = process.env.OPS_REDIS_URL;\nconst redis = process.env['REDIS_URL'];\n`,
    ],
    [
      'a constant of a constant',
      'b',
      `const a = process.env.OPS_REDIS_URL;\nconst b = a;\n`,
    ],
    [
      'a name taken out of process.env',
      'OPS_REDIS_URL',
      'const { OPS_REDIS_URL } = process.env;\n',
    ],
    [
      'an import of node:process',
      'env.OPS_REDIS_URL',
      `import { env } from 'node:process';\n`,
    ],
  ])('%s', (_what, url, before) => {
    expect(after(before, url)).toBe(start + rest);
  });

  it.each([
    [
      'is used elsewhere',
      'const url = process.env.OPS_REDIS_URL;\n',
      'log(url);\n',
    ],
    ['is exported', 'export const url = process.env.OPS_REDIS_URL;\n', ''],
    [
      'is exported by its name',
      'const url = process.env.OPS_REDIS_URL;\n',
      'export { url };\n',
    ],
  ])('but not what %s', (_what, before, more) => {
    expect(after(before, 'url', more)).toBe(start + before + rest + more);
  });

  it('but not a name whose absence would be in the rest of its pattern', () => {
    const before = 'const { OPS_REDIS_URL, ...others } = process.env;\n';
    const more = 'log(others);\n';
    expect(after(before, 'OPS_REDIS_URL', more)).toBe(
      start + before + rest + more,
    );
  });

  it('of several names that one', () => {
    const before = 'const { OPS_REDIS_URL, HOME } = process.env;\n';
    expect(after(before, 'OPS_REDIS_URL', 'log(HOME);\n')).toBe(
      `${start}const { HOME } = process.env;\n${rest}log(HOME);\n`,
    );
  });

  it.each([
    [
      'an import',
      `import { opsUrl } from './settings';\n`,
      `import './settings';\n`,
    ],
    [
      'a require()',
      `const { opsUrl } = require('./settings');\n`,
      `require('./settings');\n`,
    ],
  ])('of %s all but the module, which may read a .env', (_what, from, to) => {
    const settings = 'export const opsUrl = process.env.OPS_REDIS_URL;\n';
    const files = { 'a.ts': opening('opsUrl', from), 'settings.ts': settings };
    expect(rewritten(files, { roles })['a.ts']).toBe(start + to + rest);
  });
});

it('another variable has no role', () => {
  const text = opening('process.env.REDIS_URL');
  expect(call(text)).toBe('getRedisClient(process.env.REDIS_URL)');
  expect(reason(text)).toBe('only ordinary commands (GET)');
});

it('a dedicated client has no role', () => {
  const text = `import Redis from 'ioredis';
const redis = new Redis(process.env.OPS_REDIS_URL);
await redis.subscribe('a');
`;
  expect(rewritten({ 'a.ts': text }, { roles })['a.ts']).toContain(
    'openDedicatedRedisClient(process.env.OPS_REDIS_URL)',
  );
});

it('its function comes from the module of --import-from', () => {
  const files = {
    'a.ts': opening('process.env.OPS_REDIS_URL'),
    'redis.ts': `export { getOpsRedisClient } from 'shared-redis';\n`,
  };
  expect(
    rewritten(files, { roles, importFrom: './redis.ts' })['a.ts'],
  ).toContain(`import { getOpsRedisClient } from './redis';`);
});
