import { readFileSync, writeFileSync } from 'node:fs';

import { coloursOf } from './colours.js';
import { diff } from './diff.js';
import { isInRepository, uncommittedFiles } from './git.js';
import { observedIn } from './observations.js';
import { planAgain } from './plan-again.js';
import type { RewriteOptions } from './plan.js';
import { readPlan, writtenPlan } from './plan-text.js';
import { printedPlan, summary } from './print-plan.js';
import { progressLine } from './progress-line.js';
import { apply, plan, type PlanOptions, type ProjectPlan } from './project.js';
import { reportPage } from './report/page.js';
import { isConfigured, type RoleVariables } from './roles.js';
import { readTrace } from './trace.js';
import { UsageError } from './usage-error.js';

/** The options of the command, as `--help` describes them. */
export interface Options {
  readonly dryRun?: boolean;
  readonly plan?: string;
  readonly apply?: string;
  readonly report?: string;
  readonly check?: boolean;
  readonly importFrom?: string;
  readonly role?: RoleVariables;
  readonly opener?: readonly string[];
  readonly observed?: readonly string[];
  readonly verbose?: boolean;
  readonly force?: boolean;
}

/** The exit codes that `--help` documents. */
export const EXIT = { done: 0, someNotDone: 1, refused: 2 } as const;

const STANDARD_OUTPUT = '-';

/**
 * Runs the command.
 *
 * @returns its exit code
 * @throws {UsageError} where it is refused
 */
export function run(paths: readonly string[], options: Options): number {
  const project = planned(paths, options);
  writeOutputs(project, options);
  print(project, options);
  const writes = isRewriting(options);
  if (writes && options.force !== true) refuseUncommitted(project);
  const failures = writes ? apply(project) : [];
  for (const { file, message } of failures) {
    console.error(`${file}: ${message}`);
  }
  const all = [...project.failures, ...failures];
  const failed = new Set(failures.map(({ file }) => file));
  const changes = project.changes.filter(({ file }) => !failed.has(file));
  console.error(summary({ ...project, changes, failures: all }, writes));
  for (const hint of hints(options, project)) console.error(hint);
  const isLeft = options.check === true && project.changes.length > 0;
  return all.length > 0 || isLeft ? EXIT.someNotDone : EXIT.done;
}

/** The section of the README that leads to what each reason asks of the reader. */
const ABOUT_MANUAL =
  'https://www.npmjs.com/package/shared-redis-codemod#manual';

/** What to do with the files that were asked for, and with what is left to the reader. */
function hints(
  { plan, report, check, role = {} }: Options,
  { plan: { sites } }: ProjectPlan,
): readonly string[] {
  const isFile = plan !== undefined && plan !== STANDARD_OUTPUT;
  const isManual = sites.some(({ verdict }) => verdict === 'manual');
  return [
    ...(isManual && check !== true
      ? [`What to do about those that are manual: ${ABOUT_MANUAL}`]
      : []),
    ...(report === undefined ? [] : [`${report} shows all of it.`]),
    ...(isFile
      ? [
          `Change the verdicts in ${plan} where you know better, then --apply it.`,
        ]
      : []),
    ...Object.entries(role)
      .filter(([name, variable]) => !isConfigured(name, variable))
      .map(
        ([name, variable]) =>
          `Role ${name}: configureRedisClients({ roles: { ${name}: { env: '${variable}' } } }) has to come before its first use.`,
      ),
  ];
}

function isRewriting({ dryRun, plan, apply, report, check }: Options): boolean {
  if (dryRun === true || check === true || plan !== undefined) return false;
  return apply !== undefined || report === undefined;
}

function planned(paths: readonly string[], options: Options): ProjectPlan {
  if (options.apply !== undefined && paths.length > 0) {
    throw new UsageError(
      `--apply takes its paths from the plan: leave out ${paths.join(' ')}.`,
    );
  }
  const progress = progressLine(process.stderr);
  const planOptions: PlanOptions = {
    ...rewriteOptions(options),
    ...observations(options),
    onProgress: progress.show,
  };
  try {
    return options.apply === undefined
      ? plan(paths.length > 0 ? paths : ['.'], planOptions)
      : planAgain(planIn(options.apply), planOptions);
  } finally {
    progress.clear();
  }
}

function rewriteOptions({ importFrom, role, opener }: Options): RewriteOptions {
  return {
    ...(importFrom === undefined ? {} : { importFrom }),
    ...(role === undefined ? {} : { roles: role }),
    ...(opener === undefined ? {} : { openers: opener }),
  };
}

/** @throws {UsageError} where a file cannot be read, or is no trace */
function observations({
  observed,
}: Options): Pick<PlanOptions, 'observations'> {
  if (observed === undefined) return {};
  const traces = observed.map((file) => readTrace(read('trace', file), file));
  return { observations: observedIn(traces) };
}

/** @throws {UsageError} where the file cannot be read, or is no plan */
function planIn(file: string): ReturnType<typeof readPlan> {
  return readPlan(read('plan', file), file);
}

/** @throws {UsageError} where the file cannot be read */
function read(what: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`The ${what} cannot be read: ${messageOf(error)}.`);
  }
}

function writeOutputs(project: ProjectPlan, options: Options): void {
  if (options.plan === STANDARD_OUTPUT) {
    process.stdout.write(writtenPlan(project.plan));
  } else if (options.plan !== undefined) {
    write('plan', options.plan, writtenPlan(project.plan));
  }
  if (options.report !== undefined) {
    write('report', options.report, reportPage(project));
  }
}

/** @throws {UsageError} where the file cannot be written */
function write(what: string, file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new UsageError(`The ${what} cannot be written: ${messageOf(error)}.`);
  }
}

/** Prints what was found: where standard output is for a diff or a plan, on standard error. */
function print(project: ProjectPlan, options: Options): void {
  const { dryRun, plan, verbose = false } = options;
  const isPiped = dryRun === true || plan === STANDARD_OUTPUT;
  const output = isPiped ? process.stderr : process.stdout;
  const text = printedPlan(
    options.check === true ? rewritable(project) : project,
    {
      colours: coloursOf(output),
      verbose,
    },
  );
  if (text !== '') output.write(`${text}\n\n`);
  if (dryRun === true) {
    process.stdout.write(diff(project.changes, coloursOf(process.stdout)));
  }
}

/** What `--check` is about: opens and closes that are still to be rewritten. */
function rewritable(project: ProjectPlan): ProjectPlan {
  const { plan } = project;
  return {
    ...project,
    plan: {
      ...plan,
      sites: plan.sites.filter(({ verdict }) => verdict !== 'manual'),
      closes: plan.closes.filter(({ action }) => action === 'remove'),
    },
  };
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

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
