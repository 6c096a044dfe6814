import * as parser from '@typescript-eslint/parser';
import { type ESLint, Linter } from 'eslint';
import { describe, expect, test } from 'vitest';

import plugin from '../../rules/src/index.js';
import { PAGES, textOf } from '../support/page-blocks.ts';

/** A block of code in a page, and the paragraph before it. */
interface Block {
  readonly page: string;
  readonly line: number;
  readonly lead: string;
  readonly code: string;
}

function blocksOf(page: string): readonly Block[] {
  const text = textOf(page);
  const blocks = text.matchAll(/([^\n]+)\n\n```[cm]?[jt]sx?\n([\s\S]*?)```/g);
  return [...blocks].map(({ index, 1: lead = '', 2: code = '' }) => ({
    page,
    line: text.slice(0, index).split('\n').length + 3,
    lead,
    code,
  }));
}

/** The rules that report something in a block; what is fatal by its message. */
function rulesReporting(code: string): readonly string[] {
  const config: Linter.Config = {
    files: ['**/*.*'],
    languageOptions: { parser },
    plugins: { 'shared-redis': plugin as unknown as ESLint.Plugin },
    rules: Object.fromEntries(
      Object.keys(plugin.rules).map((name) => [`shared-redis/${name}`, 2]),
    ),
  };
  const messages = new Linter().verify(code, config, { filename: 'block.ts' });
  return [...new Set(messages.map(({ ruleId, message }) => ruleId ?? message))];
}

const blocks = PAGES.flatMap(blocksOf);
const isWrong = ({ lead }: Block) => /^wrong/i.test(lead);
const named = (list: readonly Block[]) =>
  list.map((block) => [`${block.page}:${block.line}`, block] as const);

describe('code that the documentation calls wrong is reported by the rule that it names', () => {
  test.each(named(blocks.filter(isWrong)))('%s', (_, { page, lead, code }) => {
    // Elsewhere, what is wrong is a client of its own, unless a rule is named.
    const [, rule = 'no-direct-client'] =
      /rules\/([\w-]+)\.md/.exec(lead) ?? /rules\/(.*)\.md/.exec(page) ?? [];
    expect(rulesReporting(code)).toEqual([`shared-redis/${rule}`]);
  });
});

describe('all other code of the documentation passes', () => {
  test.each(named(blocks.filter((block) => !isWrong(block))))(
    '%s',
    (_, { code }) => {
      expect(rulesReporting(code)).toEqual([]);
    },
  );
});

test.each(Object.keys(plugin.rules))(
  'the page of %s shows what is wrong and what is right',
  (name) => {
    const leads = blocksOf(`docs/rules/${name}.md`).map(({ lead }) => lead);
    expect(leads).toContainEqual(expect.stringMatching(/^Wrong/));
    expect(leads).toContainEqual(expect.stringMatching(/^(?:Also )?right/i));
  },
);
