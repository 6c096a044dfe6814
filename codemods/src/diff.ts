import { createTwoFilesPatch } from 'diff';

import type { Colours } from './colours.js';
import type { Change } from './project.js';

/** The changes as a unified diff, as `git apply` takes it where it has no colours. */
export function diff(changes: readonly Change[], colours: Colours): string {
  const patches = changes.map(({ file, before, after }) =>
    createTwoFilesPatch(`a/${file}`, `b/${file}`, before, after).replace(
      /^=+\n/,
      '',
    ),
  );
  return colours.isColorSupported
    ? patches.map((patch) => coloured(patch, colours)).join('')
    : patches.join('');
}

function coloured(patch: string, colours: Colours): string {
  const colourOf: Readonly<Record<string, (line: string) => string>> = {
    '+': colours.green,
    '-': colours.red,
    '@': colours.cyan,
  };
  const [from = '', to = '', ...lines] = patch.split('\n');
  return [
    colours.bold(from),
    colours.bold(to),
    ...lines.map((line) => colourOf[line.charAt(0)]?.(line) ?? line),
  ].join('\n');
}
