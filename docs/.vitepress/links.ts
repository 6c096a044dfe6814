import { existsSync } from 'node:fs';
import { join, posix, relative } from 'node:path';
import type { MarkdownEnv, MarkdownRenderer } from 'vitepress';

import { isPage, pageOf, ROOT } from './pages.ts';

type Token = ReturnType<MarkdownRenderer['parse']>[number];

/** What a heading is called in links, as on GitHub. */
export const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');

/** The same for all headings of a page: those that are called alike are numbered. */
export function anchorsOf(headings: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  return headings.map((heading) => {
    const anchor = anchorOf(heading);
    const count = counts.get(anchor) ?? 0;
    counts.set(anchor, count + 1);
    return count === 0 ? anchor : `${anchor}-${count}`;
  });
}

/** The file of the repository that is rendered. */
export const fileOf = ({ path, realPath }: MarkdownEnv) =>
  relative(ROOT, realPath ?? path);

/**
 * Where a link of a file leads on the site; the files that are no pages are in
 * the repository, which a build that knows its address names.
 */
export function hrefOnSite(
  from: string,
  href: string,
  repository = process.env['DOCS_REPOSITORY'],
): string | undefined {
  if (/^(#|[a-z]+:)/.test(href)) return href;
  const [path = '', ...anchor] = href.split(/(?=#)/);
  const file = fileAt(posix.join(posix.dirname(from), decodeURI(path)));
  if (!file) throw new Error(`Dead link in ${from}: ${href}`);
  if (isPage(file)) return [`/${pageOf(file)}`, ...anchor].join('');
  return repository && [`${repository}/blob/HEAD/${file}`, ...anchor].join('');
}

/** What a link means: of a folder, its README. */
const fileAt = (path: string) =>
  [posix.join(path, 'README.md'), path].find((each) =>
    existsSync(join(ROOT, each)),
  );

/** The links between Markdown files, which GitHub follows too, lead to pages. */
export function linkToPages(md: MarkdownRenderer): void {
  md.core.ruler.push('link-to-pages', ({ tokens, env }) => {
    const from = fileOf(env as MarkdownEnv);
    for (const { children } of tokens) {
      const ends = (children ?? []).filter(({ type }) => /^link_/.test(type));
      for (let at = 0; at < ends.length; at += 2) {
        const [open, close] = ends.slice(at);
        const href = hrefOnSite(from, open!.attrGet('href')!);
        if (href) open!.attrSet('href', href);
        else [open!, close!].forEach(removeTag);
      }
    }
  });
}

function removeTag(token: Token): void {
  token.attrs = null;
  token.hidden = true;
}
