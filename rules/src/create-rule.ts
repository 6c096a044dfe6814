import type { TSESLint } from '@typescript-eslint/utils';

import { type Analysis, analyze } from './analysis/index.js';
import { type FileSettings, fileSettings } from './settings.js';

/** What every rule's page in the documentation says of it. */
export interface RuleDocs {
  readonly recommended: boolean;
}

type Named<
  Options extends readonly unknown[],
  MessageIds extends string,
> = TSESLint.RuleModuleWithMetaDocs<MessageIds, Options, RuleDocs> & {
  readonly name: string;
};

/**
 * Creates a rule with a link to its page. `RuleCreator` of
 * `@typescript-eslint/utils` would do the same, but that package brings
 * TypeScript into every project that has the plugin.
 */
export function createRule<
  Options extends readonly unknown[],
  MessageIds extends string,
>({
  meta,
  ...rule
}: Named<Options, MessageIds>): TSESLint.RuleModule<
  MessageIds,
  Options,
  RuleDocs
> {
  const url = `https://www.npmjs.com/package/eslint-plugin-shared-redis#${rule.name}`;
  return { ...rule, meta: { ...meta, docs: { ...meta.docs, url } } };
}

type Context = Readonly<TSESLint.RuleContext<string, readonly unknown[]>>;

/** What the rules read of a file. */
export interface CheckedFile {
  readonly analysis: Analysis;
  readonly settings: FileSettings;
}

const files = new WeakMap<object, CheckedFile>();

/** The analysis of a file: made once, for all rules. */
function checkedFile(
  { sourceCode }: Context,
  settings: FileSettings,
): CheckedFile {
  const known = files.get(sourceCode.ast);
  if (known) return known;
  const analysis = analyze(sourceCode, settings.modules);
  const file = { analysis, settings };
  files.set(sourceCode.ast, file);
  return file;
}

/** Listeners that check a whole file, and none where the file cannot have to do with Redis. */
export function checkFile(
  context: Context,
  check: (analysis: Analysis, settings: FileSettings) => void,
): TSESLint.RuleListener {
  const settings = fileSettings(context);
  if (!settings.mentionsRedis(context.sourceCode.text)) return {};
  return {
    'Program:exit': () => {
      const file = checkedFile(context, settings);
      check(file.analysis, file.settings);
    },
  };
}
