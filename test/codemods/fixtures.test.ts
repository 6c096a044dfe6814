import { createRequire } from 'node:module';

import { describe, expect, it } from 'vitest';

import transform from '../../codemods/src/transform.ts';
import { fixtures, migrate } from './support.ts';

const { applyTransform } = createRequire(import.meta.url)(
  'jscodeshift/dist/testUtils',
) as {
  applyTransform: (
    module: object,
    options: object,
    input: { path: string; source: string },
  ) => string;
};

const VARIANTS = [
  { variant: 'LF', of: (text: string) => text },
  { variant: 'CRLF', of: (text: string) => text.replaceAll('\n', '\r\n') },
  { variant: 'a byte order mark', of: (text: string) => `\uFEFF${text}` },
];

describe.each(VARIANTS)('with $variant', ({ of }) => {
  it.each(fixtures())('$name', ({ file, input, output }) => {
    expect(migrate(of(input), file)).toBe(of(output));
    expect(migrate(of(output), file)).toBe(of(output));
  });
});

it.each(fixtures())('$name, by jscodeshift', ({ file, input, output }) => {
  const result = applyTransform(
    { default: transform },
    {},
    { path: file, source: input },
  );
  expect(result).toBe(input === output ? '' : output.trim());
});
