import type { TSESLint } from '@typescript-eslint/utils';
import { RuleCreator } from '@typescript-eslint/utils/eslint-utils';

import { type Analysis, analyze, type TypeOracle } from './analysis/index.js';
import { type FileSettings, fileSettings } from './settings.js';
import { typeOracle } from './types.js';

/** What every rule's page in the documentation says of it. */
export interface RuleDocs {
  readonly recommended: boolean;
}

/** Creates a rule with a link to its page. */
export const createRule = RuleCreator<RuleDocs>(
  (name) => `https://www.npmjs.com/package/eslint-plugin-shared-redis#${name}`,
);

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
  types: TypeOracle | undefined,
): CheckedFile {
  const known = files.get(sourceCode.ast);
  if (known) return known;
  const analysis = analyze(sourceCode, settings.modules, types);
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
  if (!settings.mayUseRedis(context.sourceCode.text)) return {};
  const types = settings.typeAware ? typeOracle(context) : undefined;
  return {
    'Program:exit': () => {
      const file = checkedFile(context, settings, types);
      check(file.analysis, file.settings);
    },
  };
}
