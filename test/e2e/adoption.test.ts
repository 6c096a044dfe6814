import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { copyBlastApi } from '../support/blast-api.ts';
import { run } from './story.ts';

const RULE = 'shared-redis/no-direct-client';
const MIGRATED = 'src/tasks/blast/submit-lock.ts';

let dir: string;
beforeAll(async () => {
  dir = await copyBlastApi();
});
afterAll(() => rm(dir, { recursive: true }));

/** The suppressed findings of each file. */
function suppressed(): Readonly<Record<string, number>> {
  const text = readFileSync(join(dir, 'eslint-suppressions.json'), 'utf8');
  const files = JSON.parse(text) as Record<
    string,
    Record<string, { count: number }>
  >;
  return Object.fromEntries(
    Object.entries(files).map(([file, rules]) => [file, rules[RULE]!.count]),
  );
}

describe('adoption in a code base that has findings', () => {
  it('starts with none: those of today are suppressed', async () => {
    expect((await run('eslint', ['.'], dir)).exitCode).toBe(1);

    await run('eslint', ['.', '--suppress-rule', RULE], dir);

    expect((await run('eslint', ['.'], dir)).exitCode).toBe(0);
    expect(Object.values(suppressed()).reduce((a, b) => a + b)).toBe(11);
  }, 60_000);

  it('refuses a new one, in a file that has some and in one that has none', async () => {
    const open =
      "\nimport New from 'ioredis';\nexport const added = new New();\n";
    for (const file of [MIGRATED, 'src/config.ts']) {
      const before = readFileSync(join(dir, file), 'utf8');
      appendFileSync(join(dir, file), open);

      const { exitCode, stdout } = await run('eslint', ['.'], dir);

      expect(exitCode).toBe(1);
      expect(stdout).toContain(file);
      expect(stdout).toContain('new New()');
      writeFileSync(join(dir, file), before);
    }
  }, 60_000);

  it('takes away what has been mended', async () => {
    await run('shared-redis-codemod', [MIGRATED, '--force'], dir);
    expect((await run('eslint', ['.'], dir)).exitCode).toBe(2);

    await run('eslint', ['.', '--prune-suppressions'], dir);

    expect((await run('eslint', ['.'], dir)).exitCode).toBe(0);
    expect(suppressed()).not.toHaveProperty([MIGRATED]);
    expect(Object.values(suppressed()).reduce((a, b) => a + b)).toBe(10);
  }, 60_000);
});
