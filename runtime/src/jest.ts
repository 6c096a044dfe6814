/**
 * Isolates the tests of jest from each other: after each one, every client is
 * closed and forgotten. For `setupFilesAfterEnv`.
 *
 * @module shared-redis/jest
 */
import { fileEnds, testEnds, testStarts } from './test-isolation.js';

type Hook = (fn: () => Promise<void> | void) => void;

/** jest-circus runs the handlers in this list for each of its events. */
const EVENT_HANDLERS = Symbol.for('EVENT_HANDLERS');

interface Jest {
  readonly beforeEach?: Hook;
  readonly afterEach?: Hook;
  readonly afterAll?: Hook;
  readonly [EVENT_HANDLERS]?: Handler[];
}

type Handler = (event: { readonly name: string }, state: State) => void;

interface State {
  readonly rootDescribeBlock: { readonly hooks: { readonly fn: unknown }[] };
}

const globals = globalThis as Jest;

/** One at a time: jest runs no hooks for concurrent tests. */
const TEST = 'the test';
const start = () => testStarts(TEST);
const end = () => testEnds(TEST);

function isolate({ beforeEach, afterEach, afterAll }: Jest): void {
  if (!beforeEach || !afterEach || !afterAll) {
    throw new Error(
      'shared-redis/jest is for setupFilesAfterEnv of jest, where there is a ' +
        'global afterEach().',
    );
  }
  beforeEach(start);
  afterEach(end);
  afterAll(fileEnds);
}

/**
 * jest runs hooks in the order of their definition. What the hooks of a file
 * close is not left open, so ours have to come after them.
 */
const runOursLast: Handler = ({ name }, { rootDescribeBlock }) => {
  if (name !== 'run_start') return;
  const ours = new Set<unknown>([end, fileEnds]);
  rootDescribeBlock.hooks.sort(
    (one, other) => Number(ours.has(one.fn)) - Number(ours.has(other.fn)),
  );
};

isolate(globals);
globals[EVENT_HANDLERS]?.push(runOursLast);
