import * as parser from '@typescript-eslint/parser';

import {
  type Analysis,
  analyze,
  purposeOf,
} from '../../rules/src/analysis/index.js';

/** What the analysis says of a TypeScript (or JSX) file. */
export function analysisOf(
  text: string,
  options?: parser.ParserOptions,
): Analysis {
  const { ast, scopeManager, visitorKeys } = parser.parseForESLint(text, {
    range: true,
    loc: true,
    sourceType: 'module',
    filePath: 'file.tsx',
    ecmaFeatures: { jsx: true },
    ...options,
  });
  return analyze({
    ast,
    scopeManager,
    visitorKeys,
    text,
  });
}

/** What each open of a file is for, in source order. */
export function purposesIn(
  text: string,
  options?: parser.ParserOptions,
): readonly string[] {
  return analysisOf(text, options).opens.map(
    ({ uses }) => purposeOf(uses).purpose,
  );
}

/** The uses of the first open: `get`, `pipeline.get`, `returned as open`. */
export function usesIn(text: string): readonly string[] {
  return analysisOf(text).opens[0]!.uses.map((use) => {
    switch (use.kind) {
      case 'call':
        return use.receiver === 'client'
          ? use.method
          : `${use.receiver}.${use.method}`;
      case 'property':
        return `.${use.property}`;
      case 'argument':
        return `to ${use.callee}`;
      default:
        return use.name === undefined ? use.kind : `${use.kind} as ${use.name}`;
    }
  });
}
