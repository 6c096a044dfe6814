import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  apply,
  plan,
  planAgain,
  readPlan,
  UsageError,
  writtenPlan,
} from 'shared-redis-codemod';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { AFTER, BEFORE } from './command.ts';

let cwd: string;

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'shared-redis-library-'));
  writeFileSync(join(cwd, 'a.ts'), BEFORE);
  writeFileSync(join(cwd, 'b.ts'), BEFORE);
});

afterEach(() => {
  rmSync(cwd, { recursive: true });
});

const read = (file: string) => readFileSync(join(cwd, file), 'utf8');

it('plans, and applies as many of the changes as it is given', () => {
  const project = plan(['.'], { cwd });
  const changes = project.changes.filter(({ file }) => file === 'a.ts');
  expect(apply({ ...project, changes })).toEqual([]);
  expect([read('a.ts'), read('b.ts')]).toEqual([AFTER, BEFORE]);
});

it('applies a plan that was stored in between', () => {
  const text = writtenPlan(plan(['.'], { cwd }).plan);
  expect(apply(planAgain(readPlan(text), { cwd }))).toEqual([]);
  expect([read('a.ts'), read('b.ts')]).toEqual([AFTER, AFTER]);
});

it('returns the files that changed since they were planned, and writes the others', () => {
  const project = plan(['.'], { cwd });
  writeFileSync(join(cwd, 'a.ts'), '');
  expect(apply(project)).toEqual([
    { file: 'a.ts', message: 'changed since it was planned' },
  ]);
  expect([read('a.ts'), read('b.ts')]).toEqual(['', AFTER]);
});

it('throws a UsageError for what the caller got wrong', () => {
  expect(() => plan(['missing'], { cwd })).toThrow(UsageError);
  expect(() => readPlan('{}')).toThrow(UsageError);
});
