import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { AFTER, BEFORE, DIST, projectFolder } from './command.ts';
import { fixtures } from './support.ts';

const JSCODESHIFT = createRequire(import.meta.url).resolve(
  'jscodeshift/bin/jscodeshift.js',
);

const EXPORTED = `import Redis from 'ioredis';

export const redis = new Redis('redis://:secret@a');
`;

describe.each([
  { how: 'by workers', options: ['--cpus=2'] },
  { how: 'in one process', options: ['--run-in-band'] },
])('jscodeshift, $how', ({ options }) => {
  const project = projectFolder();

  const run = (...args: readonly string[]) =>
    spawnSync(
      process.execPath,
      [
        JSCODESHIFT,
        '--no-babel',
        '--extensions=js,jsx,mjs,cjs,ts,tsx',
        '-t',
        join(DIST, 'transform.js'),
        ...options,
        ...args,
        '.',
      ],
      { cwd: project.pathOf(''), encoding: 'utf8' },
    );

  it('rewrites files, and says which opens it leaves and why', () => {
    project.write('a.ts');
    project.write('lib/b.mjs', BEFORE.replace('key: string', 'key'));
    project.write('lib/redis.ts', EXPORTED);
    const { status, stdout } = run();
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /lib\/redis\.ts:3 is left to you: exported as `redis`: what other files do with it cannot be seen here/,
    );
    expect(stdout.match(/is left to you/g)).toHaveLength(1);
    expect(stdout).toContain('2 ok');
    expect(project.read('a.ts')).toBe(AFTER);
    expect(project.read('lib/b.mjs')).toBe(AFTER.replace('key: string', 'key'));
    expect(project.read('lib/redis.ts')).toBe(EXPORTED);
  });

  it('does with every fixture what the command does', () => {
    // jscodeshift itself passes over .mts and .cts files.
    const files = fixtures().filter(({ file }) => !/\.[cm]ts$/.test(file));
    for (const { file, input } of files) project.write(file, input);
    expect(run().status).toBe(0);
    for (const { file, output } of files) {
      expect(project.read(file)).toBe(output);
    }
  });

  it('reports a syntax error, and does the other files', () => {
    project.write('a.ts');
    project.write('broken.ts', `${BEFORE}}`);
    const { stdout } = run();
    expect(stdout).toContain('1 errors');
    expect(project.read('a.ts')).toBe(AFTER);
    expect(project.read('broken.ts')).toBe(`${BEFORE}}`);
  });
});
