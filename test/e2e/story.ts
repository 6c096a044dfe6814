import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const WORKSPACE = fileURLToPath(new URL('../..', import.meta.url));

/** The commands of the story, as a user types them and where they are here. */
const COMMANDS = {
  eslint: join(WORKSPACE, 'node_modules/eslint/bin/eslint.js'),
  oxlint: join(WORKSPACE, 'node_modules/oxlint/bin/oxlint'),
  'shared-redis-codemod': join(WORKSPACE, 'codemods/dist/cli.js'),
  tsc: join(WORKSPACE, 'node_modules/typescript/bin/tsc'),
} as const;

export interface CommandResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs one of the story's commands in the folder of a service. */
export function run(
  command: keyof typeof COMMANDS,
  args: readonly string[],
  dir: string,
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [COMMANDS[command], ...args],
      { cwd: dir, maxBuffer: 64 * 1024 * 1024 },
      (_error, stdout, stderr) => {
        resolve({ exitCode: child.exitCode ?? 1, stdout, stderr });
      },
    );
  });
}

/** What the linter says of a service: one `file:line:column rule` for each finding, in order. */
export async function findings(dir: string): Promise<readonly string[]> {
  const { stdout } = await run('eslint', ['.', '--format', 'json'], dir);
  const results = JSON.parse(stdout) as LintResult[];
  return results.flatMap(({ filePath, messages }) =>
    messages.map(
      ({ line, column, ruleId, message }) =>
        `${filePath.slice(filePath.indexOf('src/'))}:${line}:${column} ${ruleId ?? message}`,
    ),
  );
}

interface LintResult {
  readonly filePath: string;
  readonly messages: readonly {
    readonly line: number;
    readonly column: number;
    readonly ruleId: string | null;
    readonly message: string;
  }[];
}
