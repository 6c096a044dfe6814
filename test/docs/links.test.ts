import { describe, expect, it } from 'vitest';

import { hrefOnSite } from '../../docs/.vitepress/links.ts';

const REPOSITORY = 'https://example.org/shared-redis';

describe('a link of a Markdown file', () => {
  it.each([
    ['README.md', 'docs/trace.md', '/trace.md'],
    ['README.md', 'runtime', '/runtime/index.md'],
    ['README.md', 'CHANGELOG.md', '/changelog.md'],
    [
      'docs/rules/no-listener-leak.md',
      '../../rules/README.md#settings',
      '/rules/index.md#settings',
    ],
    [
      'rules/README.md',
      '../docs/rules/no-direct-client.md',
      '/rules/no-direct-client.md',
    ],
  ])('of %s to %s leads to the page %s', (from, href, page) => {
    expect(hrefOnSite(from, href)).toBe(page);
  });

  it.each(['#settings', 'https://redis.io/docs', 'mailto:a@example.org'])(
    'to %s stays as it is',
    (href) => expect(hrefOnSite('README.md', href)).toBe(href),
  );

  it('to a file that is no page leads into the repository', () => {
    expect(hrefOnSite('docs/trace.md', '../LICENSE', REPOSITORY)).toBe(
      'https://example.org/shared-redis/blob/HEAD/LICENSE',
    );
    expect(hrefOnSite('README.md', 'test/recipes/cli', REPOSITORY)).toBe(
      'https://example.org/shared-redis/blob/HEAD/test/recipes/cli/README.md',
    );
  });

  it('to a folder without a README leads into the repository', () => {
    expect(hrefOnSite('docs/trace.md', '../runtime/src/', REPOSITORY)).toBe(
      'https://example.org/shared-redis/blob/HEAD/runtime/src/',
    );
  });

  it('to a file that is no page is text where no repository is known', () => {
    expect(hrefOnSite('docs/trace.md', '../LICENSE')).toBeUndefined();
  });

  it.each(['nowhere.md', '../nowhere.ts', 'docs/nowhere/'])(
    'to %s, which is not there, ends the build',
    (href) =>
      expect(() => hrefOnSite('README.md', href)).toThrow(
        `Dead link in README.md: ${href}`,
      ),
  );
});
