import { readdirSync, readFileSync } from 'node:fs';
import MarkdownIt from 'markdown-it';

const ROOT = new URL('../../', import.meta.url);

/** A block of code in a page. */
export interface CodeBlock {
  /** The path of the page, from the root of the project. */
  readonly page: string;
  /** Of its first line of code, from 1. */
  readonly line: number;
  /** The heading that it stands under, and the paragraph right before it. */
  readonly heading: string;
  readonly lead: string;
  /** As on the fence, for example `ts`. */
  readonly language: string;
  readonly code: string;
}

/** The pages that are published with code in them. */
export const PAGES: readonly string[] = [
  'README.md',
  ...['runtime', 'rules', 'codemods'].map((name) => `${name}/README.md`),
  ...readdirSync(new URL('docs/', ROOT), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`),
];

const markdown = new MarkdownIt();

export function codeBlocksOf(page: string): readonly CodeBlock[] {
  const tokens = markdown.parse(readFileSync(new URL(page, ROOT), 'utf8'), {});
  const blocks: CodeBlock[] = [];
  let heading = '';
  for (const [at, { type, map, info, content }] of tokens.entries()) {
    if (type === 'heading_close') heading = tokens[at - 1]!.content;
    if (type !== 'fence') continue;
    const isLed = tokens[at - 1]?.type === 'paragraph_close';
    blocks.push({
      page,
      line: map![0] + 2,
      heading,
      lead: isLed ? tokens[at - 2]!.content : '',
      language: info.trim(),
      code: content,
    });
  }
  return blocks;
}

/** In JavaScript or TypeScript. */
export function isScript({ language }: CodeBlock): boolean {
  return /^[cm]?[jt]sx?$/.test(language);
}

/** Whether the page says that the code is how not to do it. */
export function isWrong({ lead }: CodeBlock): boolean {
  return /^wrong/i.test(lead);
}

/** Rows for `it.each`, with the place of each block. */
export function named(
  blocks: readonly CodeBlock[],
): readonly (readonly [string, CodeBlock])[] {
  return blocks.map((block) => [`${block.page}:${block.line}`, block] as const);
}
