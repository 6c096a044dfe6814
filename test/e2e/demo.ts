import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { styleText } from 'node:util';

import { compileBlastApi, copyBlastApi } from '../support/blast-api.ts';
import { renderSvgChart, renderTerminalChart } from '../support/leak-chart.ts';
import { startRedisServer } from '../support/redis-server.ts';
import { driveService, type DriveResult } from './drive.ts';
import { run } from './story.ts';

const IMAGES = fileURLToPath(new URL('../../docs/images', import.meta.url));
const FD_LIMIT = 256;
const CALLS = 20_000;

const before = await copyBlastApi();
const after = await copyBlastApi();
try {
  await migrateStory();
  await leakStory();
} finally {
  for (const dir of [before, after]) rmSync(dir, { recursive: true });
}

/** Lint, plan, migrate, lint again and type-check a fresh copy of the service. */
async function migrateStory(): Promise<void> {
  heading('1. Lint: where does the service open Redis connections?');
  await show('eslint', ['.']);
  heading('2. Plan: which of them can be shared?');
  await show('shared-redis-codemod', ['.', '--plan', 'plan.json']);
  heading('3. Migrate');
  await show('shared-redis-codemod', ['.', '--dry-run']);
  await show('shared-redis-codemod', ['.'], { onlySummary: true });
  heading('4. Lint again, and type-check');
  await show('eslint', ['.']);
  await show('tsc', ['--noEmit']);
}

/** Drive the service before and after against a real Redis, with few file descriptors. */
async function leakStory(): Promise<void> {
  heading(
    `5. Submit jobs and poll health, up to ${CALLS} calls with ${FD_LIMIT} file descriptors`,
  );
  const results = {
    before: await drive(before, 'before'),
    after: await drive(after, 'after'),
  };
  const chart = {
    limit: FD_LIMIT,
    before: { label: 'a client per call', ...results.before },
    after: { label: 'getRedisClient()', ...results.after },
  };
  console.log(
    `\n${renderTerminalChart(chart, {
      width: Math.min(process.stdout.columns || 80, 100),
      height: 16,
      colour: process.stdout.isTTY,
    })}\n`,
  );
  mkdirSync(IMAGES, { recursive: true });
  writeFileSync(join(IMAGES, 'leak.svg'), renderSvgChart(chart));
  console.log('The same chart is in docs/images/leak.svg.');
}

async function drive(dir: string, name: string): Promise<DriveResult> {
  await compileBlastApi(dir);
  await using server = await startRedisServer();
  const result = await driveService({
    dir,
    redisUrl: server.url,
    calls: CALLS,
    fdLimit: FD_LIMIT,
  });
  console.log(`${name}: ${describeResult(result)}`);
  return result;
}

function describeResult(result: DriveResult): string {
  const { died, samples, connectionsByClientList: connections } = result;
  const last = samples.at(-1);
  const outcome = died
    ? `died at call ${died.atCall} (${died.error})`
    : `answered ${last?.calls ?? 0} calls, ${Math.round(result.callsPerSecond)} a second`;
  return `${outcome}; ${last?.sockets ?? 0} open sockets, ${connections} of them in CLIENT LIST.`;
}

/** Prints a command of the story and what it answers; ends the demo where it fails for no reason of the story. */
async function show(
  command: Parameters<typeof run>[0],
  args: readonly string[],
  { onlySummary = false } = {},
): Promise<void> {
  console.log(styleText('dim', `$ npx ${command} ${args.join(' ')}`));
  const { exitCode, stdout, stderr } = await run(command, args, after);
  const output = onlySummary ? stderr : stdout + stderr;
  console.log(output.replaceAll(`${after}/`, '').trim() || 'clean');
  const mayFind = command === 'eslint';
  if (exitCode !== 0 && !mayFind) {
    throw new Error(`${command} ended with exit code ${exitCode}`);
  }
}

function heading(text: string): void {
  console.log(`\n${styleText('bold', text)}\n`);
}
