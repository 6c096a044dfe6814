import type { ESLint, Linter } from 'eslint';
import sharedRedis from 'eslint-plugin-shared-redis';
import type { Toolchain } from './toolchains.ts';
import { asIfRedis } from './texts.ts';

/** What happened to the files under one toolchain. */
export interface Tally {
  files: number;
  unparsed: number;
  /** A rule threw; the file and the error. */
  readonly crashes: string[];
  /** A suggestion turned the file into one that does not parse. */
  readonly broken: string[];
  readonly findings: Record<string, number>;
  suggestions: number;
  ms: number;
  slowest: { readonly file: string; readonly ms: number };
}

export function emptyTally(): Tally {
  return {
    files: 0,
    unparsed: 0,
    crashes: [],
    broken: [],
    findings: {},
    suggestions: 0,
    ms: 0,
    slowest: { file: '', ms: 0 },
  };
}

const SOURCE_TYPES = ['module', 'commonjs', 'script'] as const;

const RULES = Object.fromEntries(
  Object.keys(sharedRedis.rules).map((name) => [`shared-redis/${name}`, 2]),
) as Linter.RulesRecord;

/** Lints a file with all rules, in the first module system in which it parses. */
export function lintFile(
  file: string,
  text: string,
  toolchain: Toolchain,
  tally: Tally,
): void {
  const start = performance.now();
  const linter = new toolchain.Linter();
  const filename = `file${/\.[^.]+$/.exec(file)?.[0] ?? '.js'}`;
  tally.files++;
  try {
    for (const sourceType of SOURCE_TYPES) {
      const config: Linter.Config = {
        files: ['**/*.*'],
        plugins: { 'shared-redis': sharedRedis as unknown as ESLint.Plugin },
        rules: RULES,
        linterOptions: { reportUnusedDisableDirectives: 'off' },
        languageOptions: {
          sourceType,
          ...toolchain.languageOptions(filename),
        },
      };
      const verify = (code: string) =>
        // Its own comments shall not turn our rules off, nor other rules on.
        linter.verify(code, config, { filename, allowInlineConfig: false });
      const code = asIfRedis(text, sourceType === 'module');
      const messages = verify(code);
      if (messages.some(({ fatal }) => fatal)) continue;
      count(messages, tally);
      const broken = brokenBy(anyOf(messages, tally.files), code, verify);
      if (broken) tally.broken.push(`${file}: ${broken}`);
      return;
    }
    tally.unparsed++;
  } catch (error) {
    tally.crashes.push(`${file}: ${describe(error)}`);
  } finally {
    const ms = performance.now() - start;
    tally.ms += ms;
    if (ms > tally.slowest.ms) tally.slowest = { file, ms };
  }
}

function count(messages: readonly Linter.LintMessage[], tally: Tally): void {
  for (const { ruleId, suggestions } of messages) {
    const rule = ruleId ?? 'no rule';
    tally.findings[rule] = (tally.findings[rule] ?? 0) + 1;
    tally.suggestions += suggestions?.length ?? 0;
  }
}

/** One of the suggestions, another in each file. */
function anyOf(
  messages: readonly Linter.LintMessage[],
  file: number,
): Linter.LintSuggestion | undefined {
  const suggestions = messages.flatMap((message) => message.suggestions ?? []);
  return suggestions[file % suggestions.length];
}

/** What a suggestion makes of the file must parse. */
function brokenBy(
  suggestion: Linter.LintSuggestion | undefined,
  code: string,
  verify: (code: string) => readonly Linter.LintMessage[],
): string | undefined {
  if (!suggestion) return undefined;
  const { fix, desc } = suggestion;
  const after =
    code.slice(0, fix.range[0]) + fix.text + code.slice(fix.range[1]);
  const fatal = verify(after).find((message) => message.fatal);
  return fatal && `${desc} ${fatal.message} (line ${fatal.line})`;
}

function describe(error: unknown): string {
  const { message, stack } = error as Error;
  const at = stack?.split('\n').find((line) => line.includes('/rules/'));
  return `${message.split('\n')[0] ?? ''} ${at?.trim() ?? ''}`;
}
