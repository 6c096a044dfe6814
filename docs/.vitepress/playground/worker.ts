/// <reference lib="dom" />
import './process.js';

import { examine, type Examined, type Unparsed } from './examine.js';
import type { Code } from './languages.js';

/** Something else than the code is wrong. */
export interface Failed {
  readonly kind: 'failed';
  readonly message: string;
}

export type Outcome = Examined | Unparsed | Failed;

addEventListener('message', ({ data }: MessageEvent<Code>) => {
  postMessage(outcomeOf(data));
});

function outcomeOf(code: Code): Outcome {
  try {
    return examine(code);
  } catch (error) {
    return { kind: 'failed', message: String(error) };
  }
}
