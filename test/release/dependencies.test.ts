import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  dependenciesOf,
  PERMISSIVE,
  PUBLISHED,
} from '../support/dependencies.ts';
import {
  DEPENDENCIES_PAGE,
  dependenciesPage,
} from '../support/dependencies-page.ts';

describe.each(PUBLISHED)('what %s brings with it', (folder) => {
  it('has a permissive licence, each of it', () => {
    const others = dependenciesOf(folder).filter(
      ({ licence }) => !PERMISSIVE.includes(licence),
    );
    expect(others).toEqual([]);
  });
});

describe('dependencies', () => {
  it('of the runtime are none', () => {
    expect(dependenciesOf('runtime')).toEqual([]);
  });

  it('of dependencies are found, also where two versions are installed', () => {
    const names = dependenciesOf('codemods').map(({ name }) => name);
    // tinyglobby needs picomatch.
    expect(names).toContain('picomatch');
    expect(names).toContain('@ioredis/commands');
    const minimatch = dependenciesOf('codemods').find(
      ({ name }) => name === 'minimatch',
    );
    expect(minimatch?.version).toMatch(/^10\./);
  });

  it('are on the page: `npm run docs:dependencies`', async () => {
    expect(readFileSync(DEPENDENCIES_PAGE, 'utf8')).toBe(
      await dependenciesPage(),
    );
  });
});
