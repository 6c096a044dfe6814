import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

interface Packed {
  readonly name: string;
  readonly size: number;
  readonly files: readonly { readonly path: string }[];
}

const packed = JSON.parse(
  execFileSync('npm', ['pack', '--workspaces', '--dry-run', '--json'], {
    cwd: new URL('../..', import.meta.url),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }),
) as readonly Packed[];

const FOLDERS: Readonly<Record<string, string>> = {
  'shared-redis': 'runtime',
  'eslint-plugin-shared-redis': 'rules',
  'shared-redis-codemod': 'codemods',
};

const manifestOf = (name: string) =>
  new URL(`../../${FOLDERS[name]!}/package.json`, import.meta.url);

/** What is published beside the page, the licence and what was built. */
const MORE: Readonly<Record<string, readonly string[]>> = {
  // They tell Node that the files beside them are CommonJS.
  'shared-redis': ['dist/cjs/package.json', 'dist/preload/package.json'],
  'shared-redis-codemod': ['plan.schema.json'],
};

describe.each(packed)('the package $name', ({ name, size, files }) => {
  const paths = files.map(({ path }) => path);

  it('has its licence, its page, and beside them what was built', () => {
    const beside = paths.filter(
      (path) => !/^dist\/.*\.(?:js|d\.ts)$/.test(path),
    );
    expect(beside.sort()).toEqual(
      [
        ...['LICENSE', 'README.md', 'package.json'],
        ...(MORE[name] ?? []),
      ].sort(),
    );
  });

  it('runs nothing when it is installed', () => {
    expect(
      JSON.parse(readFileSync(manifestOf(name), 'utf8')),
    ).not.toHaveProperty('scripts');
  });

  it('has nothing that npm would correct when it is published', () => {
    const copy = mkdtempSync(join(tmpdir(), 'shared-redis-package-'));
    try {
      const manifest = join(copy, 'package.json');
      copyFileSync(manifestOf(name), manifest);
      execFileSync('npm', ['pkg', 'fix'], { cwd: copy, stdio: 'ignore' });
      expect(readFileSync(manifest, 'utf8')).toBe(
        readFileSync(manifestOf(name), 'utf8'),
      );
    } finally {
      rmSync(copy, { recursive: true });
    }
  });

  it('is small: 200 kB packed at most', () => {
    expect(size).toBeLessThan(200_000);
  });
});

describe('the packages', () => {
  it('are the three', () => {
    expect(packed.map(({ name }) => name).sort()).toEqual(
      Object.keys(FOLDERS).sort(),
    );
  });
});
