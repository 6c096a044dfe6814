import * as parser from '@typescript-eslint/parser';
import { type ESLint, Linter } from 'eslint';
import { describe, expect, test } from 'vitest';

import plugin from '../../rules/src/index.js';
import {
  type Block,
  blocksOf,
  isScript,
  isWrong,
  named,
  PAGES,
  ruleOf,
} from '../support/page-blocks.ts';

/** The rules that report something in a block; what is fatal by its message. */
function rulesReporting({ code, language }: Block): readonly string[] {
  const config: Linter.Config = {
    files: ['**/*.*'],
    languageOptions: { parser },
    plugins: { 'shared-redis': plugin as unknown as ESLint.Plugin },
    rules: Object.fromEntries(
      Object.keys(plugin.rules).map((name) => [`shared-redis/${name}`, 2]),
    ),
  };
  const filename = `block.${language}`;
  const messages = new Linter().verify(code, config, { filename });
  return [...new Set(messages.map(({ ruleId, message }) => ruleId ?? message))];
}

const blocks = PAGES.flatMap(blocksOf).filter(isScript);

describe('code that the documentation calls wrong is reported by the rule that it names', () => {
  test.each(named(blocks.filter(isWrong)))('%s', (_, block) => {
    expect(rulesReporting(block)).toEqual([`shared-redis/${ruleOf(block)}`]);
  });
});

describe('all other code of the documentation passes', () => {
  test.each(named(blocks.filter((block) => !isWrong(block))))(
    '%s',
    (_, block) => {
      expect(rulesReporting(block)).toEqual([]);
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
