// The blocks of code in the pages that users read.
import { readdirSync, readFileSync } from 'node:fs';
import MarkdownIt from 'markdown-it';

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
  readonly page: string;
  /** Of its first line of code, from 1. */
  readonly line: number;
  readonly language: string;
  readonly code: string;
  /** The heading that it stands under. */
  readonly heading: string;
  /** The paragraph right before it. */
  readonly lead: string;
  /** What is between it and the next block that is no output. */
  readonly rest: string;
}

export function textOf(page: string): string {
  return readFileSync(new URL(page, ROOT), 'utf8');
}

const markdown = new MarkdownIt();

/** Of a block with its lead, from 0; the end is the line after it. */
interface Lines {
  readonly start: number;
  readonly end: number;
}

/** The blocks of a page, but for those of output (`text`), also in lists. */
export function blocksOf(page: string): readonly Block[] {
  const text = textOf(page);
  const tokens = markdown.parse(text, {});
  const found: (Omit<Block, 'rest'> & Lines)[] = [];
  let heading = '';
  for (const [at, token] of tokens.entries()) {
    const { type, info: language, content: code } = token;
    if (type === 'heading_close') heading = tokens[at - 1]!.content;
    if (type !== 'fence' || language === '' || language === 'text') continue;
    const [fence, end] = token.map!;
    const isLed = tokens[at - 1]?.type === 'paragraph_close';
    const lead = isLed ? tokens[at - 2]! : undefined;
    const block = { page, line: fence + 2, language, code, heading };
    const start = lead?.map?.[0] ?? fence;
    found.push({ ...block, lead: lead?.content ?? '', start, end });
  }
  const lines = text.split('\n');
  return found.map(({ start: _, end, ...block }, at) => ({
    ...block,
    rest: lines.slice(end, found[at + 1]?.start).join('\n'),
  }));
}

/** Whether it is JavaScript or TypeScript. */
export function isScript({ language }: Block): boolean {
  return /^[cm]?[jt]sx?$/.test(language);
}

/** Whether the page says that the code is how not to do it. */
export function isWrong({ lead }: Block): boolean {
  return /^wrong/i.test(lead);
}

/** The rule that wrong code breaks: it is named, or it is that of the page; elsewhere, the code opens a client. */
export function ruleOf({ page, lead }: Block): string {
  const [, rule = 'no-direct-client'] =
    /rules\/([\w-]+)\.md/.exec(lead) ?? /rules\/(.*)\.md/.exec(page) ?? [];
  return rule;
}

/** Rows for `it.each`, with the place of each block. */
export function named(
  blocks: readonly Block[],
): readonly (readonly [string, Block])[] {
  return blocks.map((block) => [`${block.page}:${block.line}`, block] as const);
}

/** The commands of a block, one a line, without comments. */
export function commandsIn({ language, code }: Block): readonly string[] {
  if (language !== 'sh') return [];
  return code
    .split('\n')
    .map((line) => line.replace(/(?:^|\s+)# .*$/, '').trim())
    .filter((line) => line !== '');
}
