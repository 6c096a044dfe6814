import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
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

/** What is published beside the page, the licence and what was built. */
const MORE: Readonly<Record<string, readonly string[]>> = {
  // Tells Node that the files beside it are CommonJS.
  'shared-redis': ['dist/cjs/package.json'],
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
    const folder = FOLDERS[name]!;
    const manifest = new URL(`../../${folder}/package.json`, import.meta.url);
    expect(JSON.parse(readFileSync(manifest, 'utf8'))).not.toHaveProperty(
      'scripts',
    );
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
