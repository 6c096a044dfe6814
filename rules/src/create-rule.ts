import type { TSESLint } from '@typescript-eslint/utils';
import { RuleCreator } from '@typescript-eslint/utils/eslint-utils';

import { type Analysis, analyze, mentionsRedis } from './analysis/index.js';

/** What every rule's page in the documentation says of it. */
export interface RuleDocs {
  readonly recommended: boolean;
}

/** Creates a rule with a link to its page. */
export const createRule = RuleCreator<RuleDocs>(
  (name) => `https://www.npmjs.com/package/eslint-plugin-shared-redis#${name}`,
);

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
