import { meta, parseForESLint } from '@typescript-eslint/parser';
import { diffLines } from 'diff';
import { Linter } from 'eslint/universal';
import plugin from 'eslint-plugin-shared-redis';

import type { Close, Site } from '../../../codemods/src/plan.js';
import { rewrite } from '../../../codemods/src/rewrite.js';
import type { Code, Language } from './languages.js';

/** What a rule reports; lines and columns count from 1. */
export interface Finding {
  /** Without the plugin's name. */
  readonly rule: string;
  readonly message: string;
  readonly line: number;
  readonly column: number;
  readonly suggestions: readonly Suggestion[];
}

/** A change of the code that a rule offers: what to put in the place of a range. */
export interface Suggestion {
  readonly title: string;
  readonly range: readonly [number, number];
  readonly text: string;
}

/** Lines of a text, from the first to the last, which count from 1. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

/** What the plugin and the codemod say of a file that they see alone. */
export interface Examined {
  readonly kind: 'examined';
  /** What was examined. */
  readonly code: Code;
  readonly findings: readonly Finding[];
  readonly sites: readonly Site[];
  readonly closes: readonly Close[];
  /** The migrated code. */
  readonly text: string;
  /** The lines of the code that the migrated code does not have. */
  readonly removed: readonly LineRange[];
  /** The lines of the migrated code that the code does not have. */
  readonly added: readonly LineRange[];
}

/** Code that cannot be parsed. */
export interface Unparsed {
  readonly kind: 'unparsed';
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

/** Those of further findings are left out: each has all text from the imports to its finding. */
const MAX_SUGGESTED = 100;

const PLUGIN = `${plugin.meta.namespace}/`;

/**
 * Runs the rules and the codemod on code, as ESLint and the command would if
 * there were no other file.
 */
export function examine(code: Code): Examined | Unparsed {
  const { text, language } = code;
  const file = `code.${language}`;
  const messages = new Linter().verify(text, configOf(language), {
    filename: file,
  });
  const error = messages.find(({ fatal }) => fatal);
  if (error) return unparsed(error);
  const migrated = rewrite(text, file);
  const { sites, closes } = migrated.plan;
  return {
    kind: 'examined',
    code,
    findings: messages.flatMap(asFinding),
    sites,
    closes,
    text: migrated.text,
    ...changedLines(text, migrated.text),
  };
}

function configOf(language: Language): Linter.Config[] {
  return [
    {
      files: ['**/*.*'],
      languageOptions: {
        parser: { meta, parseForESLint },
        sourceType: language === 'cjs' ? 'commonjs' : 'module',
      },
      // Comments that turn off rules of other plugins are not unused.
      linterOptions: { reportUnusedDisableDirectives: 'off' },
    },
    plugin.configs.recommended as Linter.Config,
  ];
}

function unparsed({ message, line, column }: Linter.LintMessage): Unparsed {
  return {
    kind: 'unparsed',
    message: message.replace(/^Parsing error: /, ''),
    line,
    column,
  };
}

/** Nothing for what is not of the plugin, such as a comment for ESLint that it does not understand. */
function asFinding(
  { ruleId, message, line, column, suggestions = [] }: Linter.LintMessage,
  at: number,
): readonly Finding[] {
  if (!ruleId?.startsWith(PLUGIN)) return [];
  const rule = ruleId.slice(PLUGIN.length);
  const shown = at < MAX_SUGGESTED ? suggestions.map(asSuggestion) : [];
  return [{ rule, message, line, column, suggestions: shown }];
}

const asSuggestion = ({ desc, fix }: Linter.LintSuggestion): Suggestion => ({
  title: desc.replace(/\.$/, ''),
  ...fix,
});

function changedLines(
  before: string,
  after: string,
): Pick<Examined, 'removed' | 'added'> {
  const removed: LineRange[] = [];
  const added: LineRange[] = [];
  const next = { before: 1, after: 1 };
  for (const { count, ...part } of diffLines(before, after)) {
    const rangeFrom = (first: number): LineRange => ({
      first,
      last: first + count - 1,
    });
    if (part.removed) removed.push(rangeFrom(next.before));
    if (part.added) added.push(rangeFrom(next.after));
    if (!part.added) next.before += count;
    if (!part.removed) next.after += count;
  }
  return { removed, added };
}
