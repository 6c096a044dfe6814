// The blocks of code in the pages that users read.
import { readdirSync, readFileSync } from 'node:fs';

const ROOT = new URL('../../', import.meta.url);

/** The pages, by their paths in the repository. */
export const PAGES: readonly string[] = [
  'README.md',
  ...['runtime', 'rules', 'codemods'].map((name) => `${name}/README.md`),
  ...readdirSync(new URL('docs/', ROOT), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`),
];

/** The page whose commands install everything. */
export const FIVE_MINUTES_PAGE = 'docs/five-minutes.md';

export interface Block {
  readonly language: string;
  readonly code: string;
  /** The paragraph before it. */
  readonly lead: string;
  /** What is between it and the next block that is no output. */
  readonly rest: string;
}

export function textOf(page: string): string {
  return readFileSync(new URL(page, ROOT), 'utf8');
}

/** The blocks of a page, but for those of output (`text`), also in lists. */
export function blocksOf(page: string): readonly Block[] {
  const text = textOf(page);
  const found = [
    ...text.matchAll(
      /([^\n]*)\n\n( *)```(?!text\n)(\w+)\n([\s\S]*?)\n\2```(?=\n)/g,
    ),
  ];
  return found.map((match, at) => {
    const [whole, lead = '', indent = '', language = '', code = ''] = match;
    return {
      lead,
      language,
      code: `${code.slice(indent.length).replaceAll(`\n${indent}`, '\n')}\n`,
      rest: text.slice(match.index + whole.length, found[at + 1]?.index),
    };
  });
}

/** The commands of a block, one a line, without comments. */
export function commandsIn({ language, code }: Block): readonly string[] {
  if (language !== 'sh') return [];
  return code
    .split('\n')
    .map((line) => line.replace(/(?:^|\s+)# .*$/, '').trim())
    .filter((line) => line !== '');
}
