#!/usr/bin/env node
import { createRequire } from 'node:module';

import { Command, InvalidArgumentError, Option } from 'commander';

import { redact } from './redact.js';
import { EXIT, type Options, run } from './run.js';
import type { RoleVariables } from './roles.js';
import { UsageError } from './usage-error.js';

const { version } = createRequire(import.meta.url)('../package.json') as {
  version: string;
};

const OPTIONS: readonly Option[] = [
  new Option(
    '--dry-run',
    'print the plan and the changes as a diff, write nothing',
  ),
  new Option(
    '--plan <file>',
    'write the plan as JSON (- for standard output), rewrite nothing',
  ).conflicts('dryRun'),
  new Option(
    '--apply <file>',
    'carry out a plan, with the verdicts and actions you changed in it',
  ).conflicts(['plan', 'check']),
  new Option(
    '--report <file>',
    'write the plan as an HTML page; alone, it rewrites nothing',
  ),
  new Option(
    '--check',
    'write nothing, and fail where something could be rewritten',
  ).conflicts(['plan', 'dryRun']),
  new Option(
    '--import-from <module>',
    'import from your own module, such as @/lib/redis, instead of from shared-redis',
  ).conflicts('apply'),
  new Option(
    '--role <role=VARIABLE>',
    'opens whose URL is this environment variable become the client of the role; repeatable',
  )
    .argParser(withRole)
    .conflicts('apply'),
  new Option(
    '--opener <file#name>',
    'an exported function that opens clients, which nothing calls but what is seen; repeatable',
  )
    .argParser(collected)
    .conflicts('apply'),
  new Option(
    '--observed <file>',
    'what shared-redis/trace has seen of the program: the opens that it saw most come first, and what it saw subscribing or blocking is not shared; repeatable',
  )
    .argParser(collected)
    .conflicts('apply'),
  new Option('--verbose', 'list every open, however many there are'),
  new Option('--force', 'rewrite although git has uncommitted changes'),
];

/** @throws {InvalidArgumentError} for what is no role and its variable */
function withRole(text: string, roles: RoleVariables = {}): RoleVariables {
  const [, role, variable] = /^(\w+)=(\w+)$/.exec(text) ?? [];
  if (role === undefined || variable === undefined) {
    throw new InvalidArgumentError('It has to be like ops=OPS_REDIS_URL.');
  }
  if (Object.hasOwn(roles, role)) {
    throw new InvalidArgumentError(`There are two variables for ${role}.`);
  }
  return { ...roles, [role]: variable };
}

function collected(
  text: string,
  others: readonly string[] = [],
): readonly string[] {
  return [...others, text];
}

const HELP = `
Verdicts:
  share     becomes getRedisClient(same arguments)
  dedicate  becomes openDedicatedRedisClient(same arguments)
  manual    stays as it is, with the reason

Exit codes:
  0  done; with --check, nothing is left to rewrite
  1  some files could not be read, parsed or written, and all others are done;
     with --check, something could be rewritten
  2  refused, and nothing is rewritten: wrong usage, a plan that is stale or
     cannot be carried out, or uncommitted changes without --force

Examples:
  See what would change below this folder:
    shared-redis-codemod --dry-run
  Rewrite what is provably safe in two folders:
    shared-redis-codemod src packages/jobs
  Read and decide first, with all code and reasons on one page:
    shared-redis-codemod src --plan plan.json --report report.html
    (change "verdict" in plan.json where you know better)
    shared-redis-codemod --apply plan.json
  Import from a module of your own, which exports functions of the same names:
    shared-redis-codemod --import-from @/lib/redis
    shared-redis-codemod --import-from ./src/lib/redis.ts
  Tell servers apart by what they are for:
    shared-redis-codemod --role ops=OPS_REDIS_URL --role cache=CACHE_URL
  Migrate a function of a published package, whose other callers you know:
    shared-redis-codemod --opener src/redis.ts#createRedisClient
  Start with what a running program does:
    node --import shared-redis/trace app.js
    shared-redis-codemod --dry-run --observed shared-redis-trace.json
  Keep a migrated project migrated, in CI:
    shared-redis-codemod --check src`;

const command = new Command('shared-redis-codemod')
  .description(
    'Finds every place that opens a Redis connection, says what should become of it,\nand rewrites those that can safely share one.',
  )
  .argument('[paths...]', 'files and folders (default: this folder)')
  .version(version)
  .addHelpText('after', HELP)
  .showHelpAfterError('(--help shows all options)')
  .exitOverride((error) => {
    process.exit(error.exitCode === 0 ? EXIT.done : EXIT.refused);
  })
  .action((paths: readonly string[], options: Options) => {
    process.exitCode = run(paths, options);
  });
for (const option of OPTIONS) command.addOption(option);

// `| head` reads as much as it wants; the files are done all the same.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

try {
  command.parse();
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(redact(error.message));
  process.exitCode = EXIT.refused;
}
