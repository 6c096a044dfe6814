import { createHash } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, it } from 'vitest';

import { plan, type Progress } from '../../codemods/src/project.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shared-redis-plan-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function write(file: string, text: string): void {
  mkdirSync(join(folder, file, '..'), { recursive: true });
  writeFileSync(join(folder, file), text);
}

function sha256(file: string): string {
  const bytes = readFileSync(join(folder, file));
  return createHash('sha256').update(bytes).digest('hex');
}

const SERVICE = `import Redis from 'ioredis';

export async function get(key: string) {
  const redis =
    new Redis('redis://a');
  try {
    return await redis.get(key);
  } finally {
    await redis.quit();
  }
}
`;

it('has the format that is documented', () => {
  write('src/a/service.ts', SERVICE);
  write(
    'src/b.js',
    `class Mine extends require('ioredis') {}\nnew Mine().get('a');\n`,
  );

  expect(plan(['.'], { cwd: folder }).plan).toEqual({
    version: 3,
    paths: ['.'],
    options: {},
    files: {
      'src/a/service.ts': sha256('src/a/service.ts'),
      'src/b.js': sha256('src/b.js'),
    },
    sites: [
      {
        file: 'src/a/service.ts',
        line: 5,
        column: 5,
        driver: 'ioredis',
        form: 'new',
        scope: 'function',
        repeated: true,
        purpose: 'commands',
        verdict: 'share',
        reason: 'only ordinary commands (GET)',
        evidence: [{ file: 'src/a/service.ts', line: 7, what: 'get' }],
      },
      {
        file: 'src/b.js',
        line: 2,
        column: 1,
        driver: 'ioredis',
        form: 'subclass',
        scope: 'import',
        repeated: false,
        purpose: 'commands',
        verdict: 'manual',
        reason:
          'it opens a subclass of the driver: the registry would open the driver itself',
        evidence: [{ file: 'src/b.js', line: 2, what: 'get' }],
      },
    ],
    closes: [
      {
        file: 'src/a/service.ts',
        line: 9,
        column: 17,
        action: 'remove',
        reason: 'clean-up: nobody closes a shared client',
      },
    ],
  });
});

it('counts lines and columns in the same way with CRLF and a byte order mark', () => {
  write('service.ts', `\uFEFF${SERVICE.replaceAll('\n', '\r\n')}`);

  const { sites, closes } = plan([folder]).plan;
  expect(sites[0]).toMatchObject({ line: 5, column: 5 });
  expect(closes[0]).toMatchObject({ line: 9, column: 17 });
});

it('names files from the one folder given, else from the working directory', () => {
  write('src/a.ts', SERVICE);
  write('lib/b.ts', SERVICE);
  const files = (paths: readonly string[]) =>
    plan(paths, { cwd: folder }).plan.sites.map(({ file }) => file);

  expect(files(['src'])).toEqual(['a.ts']);
  expect(files(['src', 'lib/b.ts'])).toEqual(['lib/b.ts', 'src/a.ts']);
  expect(files(['src/a.ts'])).toEqual(['src/a.ts']);
});

it('passes over what is built, installed or only declared', () => {
  for (const file of [
    'node_modules/x/index.js',
    'dist/a.js',
    'a/coverage/b.js',
    'types.d.ts',
    'bundle.min.js',
  ]) {
    write(file, SERVICE);
  }
  write('a.mts', SERVICE);

  const { filesSeen, plan: found } = plan([folder]);
  expect(filesSeen).toBe(1);
  expect(found.sites.map(({ file }) => file)).toEqual(['a.mts']);
});

it('is JSON that comes back the same', () => {
  write('a.ts', SERVICE);
  const { plan: written } = plan([folder]);
  expect(JSON.parse(JSON.stringify(written))).toEqual(written);
});

it('hashes the bytes of a file, with its byte order mark and line ends', () => {
  write('a.ts', `\uFEFF${SERVICE.replaceAll('\n', '\r\n')}`);
  const { plan: written } = plan(['.'], { cwd: folder });
  expect(written.files).toEqual({ 'a.ts': sha256('a.ts') });
});

it('has the text of each file that it names, and of no other', () => {
  write('a.ts', SERVICE);
  write('b.ts', `import type { Redis } from 'ioredis';`);
  expect([...plan([folder]).sources]).toEqual([['a.ts', SERVICE]]);
});

it('tells how far it is, in each of its steps', () => {
  write('a.ts', SERVICE);
  write('b.ts', 'export {};');
  const told: Progress[] = [];
  plan([folder], { onProgress: (progress) => told.push(progress) });
  expect(told).toEqual([
    { step: 'reading', done: 1, total: 2 },
    { step: 'reading', done: 2, total: 2 },
    { step: 'judging', done: 1, total: 1 },
  ]);
});
