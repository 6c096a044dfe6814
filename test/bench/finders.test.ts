import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { whatIsFound } from './finders.ts';

test('the plan finds each form of an open, and nothing else', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'shared-redis-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const { rows } = await whatIsFound(folder);
  const differing = rows.filter(([, opens, plan]) => plan !== opens);
  expect(differing).toEqual([]);
});
