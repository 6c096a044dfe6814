import type { TSESLint } from '@typescript-eslint/utils';

import { type Analysis, analyze } from './analysis/index.js';
import { type FileSettings, fileSettings, mayUseRedis } from './settings.js';
import { typeOracle } from './types.js';

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
interface CheckedFile {
  readonly analysis: Analysis;
  readonly settings: FileSettings;
}

/** `null` for a file that cannot have to do with Redis; the same for all rules. */
const files = new WeakMap<object, (() => CheckedFile) | null>();

function fileOf(context: Context): (() => CheckedFile) | null {
  const { sourceCode } = context;
  const known = files.get(sourceCode.ast);
  if (known !== undefined) return known;
  const file = mayUseRedis(context) ? lazily(context) : null;
  files.set(sourceCode.ast, file);
  return file;
}

/** Made when the first rule has seen the whole file, for all of them. */
function lazily(context: Context): () => CheckedFile {
  const { sourceCode } = context;
  const settings = fileSettings(context);
  const types = settings.typeAware ? typeOracle(context) : undefined;
  let file: CheckedFile | undefined;
  return () =>
    (file ??= {
      settings,
      analysis: analyze(sourceCode, settings.modules, types),
    });
}

/** Listeners that check a whole file, and none where the file cannot have to do with Redis. */
export function checkFile(
  context: Context,
  check: (analysis: Analysis, settings: FileSettings) => void,
): TSESLint.RuleListener {
  const file = fileOf(context);
  if (!file) return {};
  return {
    'Program:exit': () => {
      const { analysis, settings } = file();
      check(analysis, settings);
    },
  };
}
