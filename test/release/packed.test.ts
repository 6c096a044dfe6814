import { execFileSync } from 'node:child_process';
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

const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  'shared-redis': [],
  'eslint-plugin-shared-redis': [],
  'shared-redis-codemod': ['plan.schema.json'],
};

describe.each(packed)('the package $name', ({ name, size, files }) => {
  const paths = files.map(({ path }) => path);

  it('has its licence, its page, and beside them what was built', () => {
    const beside = paths.filter(
      (path) => !/^dist\/.*\.(?:js|d\.ts)$/.test(path),
    );
    const ofEach = ['LICENSE', 'README.md', 'package.json'];
    const built = name === 'shared-redis' ? ['dist/cjs/package.json'] : [];
    expect(beside.sort()).toEqual(
      [...ofEach, ...built, ...EXPECTED[name]!].sort(),
    );
  });

  it('is small: 200 kB packed at most', () => {
    expect(size).toBeLessThan(200_000);
  });
});

describe('the packages', () => {
  it('are the three', () => {
    expect(packed.map(({ name }) => name).sort()).toEqual(
      Object.keys(EXPECTED).sort(),
    );
  });
});
