import type { TSESLint } from '@typescript-eslint/utils';

import type { Edit } from '../edits/index.js';

/** Edits as ESLint wants them; computed only when a suggestion is taken. */
export function asFixes(
  edits: () => readonly Edit[],
): TSESLint.ReportFixFunction {
  return (fixer) =>
    edits().map(({ range, text }) =>
      fixer.replaceTextRange([range[0], range[1]], text),
    );
}
