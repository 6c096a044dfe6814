import type { Verdict } from 'eslint-plugin-shared-redis/verdicts';
import pc from 'picocolors';

export type Colours = ReturnType<typeof pc.createColors>;

/** A stream to write to, which may be a terminal. */
export interface Output {
  readonly isTTY?: boolean;
  hasColors?(): boolean;
  write(text: string): unknown;
}

/** The colours of a stream: none where it is no terminal, or where `NO_COLOR` says so. */
export function coloursOf(output: Output): Colours {
  return pc.createColors(output.isTTY === true && output.hasColors?.());
}

export function verdictColour(
  verdict: Verdict,
  colours: Colours,
): (text: string) => string {
  const { green, cyan, yellow } = colours;
  return { share: green, dedicate: cyan, manual: yellow }[verdict];
}
