import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A file, or one with the others of a folder below it. */
type Entry = string | { readonly page: string; readonly below: string };

/** The order of the pages; their titles are their own. */
const GROUPS: Readonly<Record<string, readonly Entry[]>> = {
  Start: [
    'docs/why.md',
    'docs/five-minutes.md',
    'docs/shared-or-dedicated.md',
    'docs/migrating.md',
    'docs/adopting.md',
  ],
  Guides: ['docs/recipes.md', 'docs/trace.md', 'docs/libraries.md'],
  Reference: [
    'runtime/README.md',
    { page: 'rules/README.md', below: 'docs/rules/' },
    'codemods/README.md',
    { page: 'docs/api/index.md', below: 'docs/api/' },
  ],
  Playground: ['docs/playground.md'],
  About: [
    'docs/how-it-works.md',
    'docs/limits.md',
    'docs/benchmarks.md',
    'docs/real-code.md',
    'docs/support.md',
    'docs/dependencies.md',
    'SECURITY.md',
    'CONTRIBUTING.md',
    'CHANGELOG.md',
  ],
};

/** Markdown that is no page of the site. */
export const EXCLUDED = ['test/**'];

export const isPage = (file: string) =>
  file.endsWith('.md') && !file.startsWith('test/');

/** Where the site has a Markdown file of the repository. */
export const pageOf = (file: string) =>
  file
    .replace(/^docs\//, '')
    .replace(/README\.md$/, 'index.md')
    .toLowerCase();

interface SidebarItem {
  readonly text: string;
  readonly link: string;
  readonly items?: SidebarItem[];
}

/** The heading of a page; what is a name of the runtime's is short without it. */
function titleOf(file: string): string {
  const heading = /^# (.+)$/m.exec(readFileSync(join(ROOT, file), 'utf8'));
  if (!heading) throw new Error(`${file} has no heading`);
  return heading[1]!.replaceAll('`', '').replace('shared-redis/', '');
}

const itemOf = (file: string): SidebarItem => ({
  text: titleOf(file),
  link: `/${pageOf(file)}`,
});

function entryOf(entry: Entry): SidebarItem {
  if (typeof entry === 'string') return itemOf(entry);
  const { page, below } = entry;
  return { ...itemOf(page), items: filesBelow(page, below).map(itemOf) };
}

/** In the order in which the page links to them. */
function filesBelow(page: string, folder: string): readonly string[] {
  const text = readFileSync(join(ROOT, page), 'utf8');
  const placeOf = (file: string) => {
    const place = text.indexOf(
      `](${posix.relative(posix.dirname(page), file)})`,
    );
    if (place < 0) throw new Error(`${page} does not link to ${file}`);
    return place;
  };
  return readdirSync(join(ROOT, folder))
    .map((name) => folder + name)
    .filter((file) => file !== page)
    .sort((a, b) => placeOf(a) - placeOf(b));
}

export const sidebar = Object.entries(GROUPS).map(([text, entries]) => ({
  text,
  items: entries.map(entryOf),
}));

/** At the top of each page: the first page of each group. */
export const nav = sidebar.map(({ text, items }) => ({
  text,
  link: items[0]!.link,
}));
