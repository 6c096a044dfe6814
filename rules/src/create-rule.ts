import type { TSESLint } from '@typescript-eslint/utils';

import { type Analysis, analyze, mentionsRedis } from './analysis/index.js';

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

const analyses = new WeakMap<object, Analysis>();

/** The analysis of a file: made once, for all rules. */
export function analysisOf(sourceCode: TSESLint.SourceCode): Analysis {
  let analysis = analyses.get(sourceCode.ast);
  if (!analysis) {
    analysis = analyze(sourceCode);
    analyses.set(sourceCode.ast, analysis);
  }
  return analysis;
}

/** Listeners that check a whole file, and none where the file cannot have to do with Redis. */
export function checkFile(
  sourceCode: TSESLint.SourceCode,
  check: (analysis: Analysis) => void,
): TSESLint.RuleListener {
  if (!mentionsRedis(sourceCode.text)) return {};
  return {
    'Program:exit': () => {
      check(analysisOf(sourceCode));
    },
  };
}
