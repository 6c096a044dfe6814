import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

import { anchorsOf } from '../../docs/.vitepress/links.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const pagesIn = (folder: string) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => join(folder, file));

const PAGES = [
  ...['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md'],
  ...['runtime', 'rules', 'codemods'].map((name) => `${name}/README.md`),
  ...pagesIn('docs'),
  ...pagesIn('test/recipes'),
];

const textOf = (page: string) =>
  readFileSync(join(ROOT, page), 'utf8').replace(/```[\s\S]*?```/g, '');

const anchorsIn = (page: string) =>
  anchorsOf(
    [...textOf(page).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading!),
  );

function isThere(page: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? page : join(dirname(page), path);
  if (!existsSync(join(ROOT, target))) return false;
  return anchor === undefined || anchorsIn(target).includes(anchor);
}

it.each(PAGES)('links of %s lead somewhere', (page) => {
  const links = [...textOf(page).matchAll(/\]\(<?([^\s)>]+)>?\)/g)]
    .map(([, link]) => link!)
    .filter((link) => !/^[a-z]+:/.test(link));
  expect(links.filter((link) => !isThere(page, link))).toEqual([]);
});
