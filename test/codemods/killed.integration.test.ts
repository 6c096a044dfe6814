import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { expect, it } from 'vitest';

import { AFTER, BEFORE, DIST, projectFolder } from './command.ts';

const { pathOf, read, run, write } = projectFolder();

const COUNT = 600;
const FILES = Array.from(
  { length: COUNT },
  (_, at) => `src/${String(at).padStart(4, '0')}.ts`,
);

it('leaves each file old or new when it is killed while it writes, and goes on the next time', async () => {
  for (const file of FILES) write(file);

  const child = spawn(process.execPath, [join(DIST, 'cli.js')], {
    cwd: pathOf('.'),
    stdio: 'ignore',
  });
  const ended = once(child, 'exit');
  while (child.exitCode === null && read(FILES[5]!) === BEFORE) await wait(1);
  child.kill('SIGKILL');
  await ended;

  const texts = FILES.map(read);
  expect(texts.filter((text) => text !== BEFORE && text !== AFTER)).toEqual([]);
  expect(texts, 'it was killed half-way').toContain(BEFORE);
  expect(texts, 'it was killed half-way').toContain(AFTER);

  const { status, stderr } = run();
  const left = texts.filter((text) => text === BEFORE).length;
  expect(status).toBe(0);
  expect(stderr).toContain(`of ${COUNT} files: ${left} share`);
  expect(new Set(FILES.map(read))).toEqual(new Set([AFTER]));
  // What the killed process left is no source file.
  const sources = readdirSync(pathOf('src')).filter((name) =>
    /\.[cm]?[jt]sx?$/.test(name),
  );
  expect(sources).toHaveLength(COUNT);
});
