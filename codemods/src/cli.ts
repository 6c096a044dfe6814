#!/usr/bin/env node
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import { Command } from 'commander';

import { isInRepository, uncommittedFiles } from './git.js';
import { apply, type Failure, plan, type ProjectPlan } from './project.js';
import { diff, planTable, summary } from './report.js';
import { UsageError } from './usage-error.js';

interface Options {
  readonly plan?: string;
  readonly dryRun?: boolean;
  readonly force?: boolean;
}

/** The exit codes that `--help` documents. */
const EXIT = { done: 0, someNotDone: 1, refused: 2 } as const;

const { version } = createRequire(import.meta.url)('../package.json') as {
  version: string;
};

const command = new Command('shared-redis-codemod')
  .description(
    'Finds every place that opens a Redis connection, says what should become of it,\nand rewrites those that can safely share one.',
  )
  .argument('[paths...]', 'files and folders', ['.'])
  .option(
    '--dry-run',
    'print the plan and the changes as a diff, write nothing',
  )
  .option(
    '--plan <file>',
    'write the plan as JSON (- for standard output), rewrite nothing',
  )
  .option('--force', 'rewrite although git has uncommitted changes')
  .version(version)
  .addHelpText(
    'after',
    `
Verdicts:
  share     becomes getRedisClient(same arguments)
  dedicate  becomes openDedicatedRedisClient(same arguments)
  manual    stays as it is, with the reason

Exit codes:
  0  done
  1  some files could not be read, parsed or written; all others are done
  2  refused: wrong usage, or uncommitted changes without --force

Examples:
  shared-redis-codemod --dry-run         show what would change below this folder
  shared-redis-codemod src               rewrite src
  shared-redis-codemod --plan plan.json  write the plan only`,
  )
  .exitOverride((error) => {
    process.exit(error.exitCode === 0 ? EXIT.done : EXIT.refused);
  })
  .action((paths: string[], options: Options) => {
    process.exitCode = run(paths, options);
  });

function run(paths: readonly string[], options: Options): number {
  const project = plan(paths);
  const writes = options.plan === undefined && options.dryRun !== true;
  if (options.plan === '-') {
    console.log(JSON.stringify(project.plan, null, 2));
    return exitCode(reportOnStderr(project));
  }
  if (options.plan !== undefined && options.dryRun !== true) {
    writePlan(options.plan, project);
  }
  if (options.dryRun === true) {
    console.error(`${planTable(project)}\n`);
    process.stdout.write(diff(project.changes));
  } else console.log(planTable(project));
  if (writes && options.force !== true) refuseUncommitted(project);
  const failures = writes ? apply(project) : [];
  const all = { ...project, failures: [...project.failures, ...failures] };
  for (const { file, message } of failures) {
    console.error(`${file}: ${message}`);
  }
  console.error(summary(all, writes));
  return exitCode(all.failures);
}

/** @throws {UsageError} where the file cannot be written */
function writePlan(file: string, { plan }: ProjectPlan): void {
  try {
    writeFileSync(file, `${JSON.stringify(plan, null, 2)}\n`);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`The plan cannot be written: ${reason}.`);
  }
}

function reportOnStderr(project: ProjectPlan): readonly Failure[] {
  for (const { file, message } of project.failures) {
    console.error(`${file}: ${message}`);
  }
  console.error(summary(project, false));
  return project.failures;
}

/** @throws {UsageError} where a file that would be rewritten could not be brought back by git */
function refuseUncommitted({ root, changes }: ProjectPlan): void {
  if (changes.length === 0) return;
  const [first, ...others] = uncommittedFiles(
    root,
    changes.map(({ file }) => file),
  );
  if (first === undefined) {
    if (!isInRepository(root)) {
      console.error('There is no git repository here, so there is no undo.');
    }
    return;
  }
  const more = others.length > 0 ? ` and ${others.length} more` : '';
  throw new UsageError(
    `Nothing was rewritten: git has uncommitted changes (${first}${more}). Commit or stash them first, or use --force.`,
  );
}

function exitCode(failures: readonly Failure[]): number {
  return failures.length > 0 ? EXIT.someNotDone : EXIT.done;
}

try {
  command.parse();
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(error.message);
  process.exitCode = EXIT.refused;
}
