import type { TSESTree } from '@typescript-eslint/utils';

import {
  type Analysis,
  CLIENT,
  type FlowStart,
  type HandedOn,
  type Open,
  type Origin,
  type Use,
} from '../analysis/index.js';
import type { FunctionNode } from '../analysis/source.js';

/** What verdicts have to ask about beyond an open's own file. */
export interface Surroundings {
  /** Whether all files of the project are seen. */
  readonly isWholeProject: boolean;
  /** What an expression in the file of a use can hold, as far as all files show. */
  originsOf(expression: TSESTree.Node, use: Use): readonly Origin[];
  /** What is called on the result of the call that a client is handed to. */
  callsOn(use: HandedOn): CalledMethods | undefined;
  /** Every call of a function; `undefined` where something else may call it. */
  callsOf(fn: FunctionNode): readonly SeenCall[] | undefined;
  /** The version of a package that the project of a use, or of an open, asks for. */
  versionOf(module: string, at: Use | Open): string | undefined;
  /** The name of a file by its tree, where more than one file is seen. */
  fileNameOf(tree: TSESTree.Node): string | undefined;
  /** Why a use could not be followed on into other files, where that was tried: the end of a sentence. */
  whyNotBeyond(use: Use): string | undefined;
  /** Why an open has to stay as it is, whatever it is used for. */
  mustStay(open: Open): string | undefined;
  /** Whether the file of a use is one of those that are rewritten. */
  isRewritten(use: Use): boolean;
  /** The commands that a client of an open was seen to send, when the program ran, and that no shared one may. */
  seenSending(open: Open): readonly string[];
}

/** A call of a function, and the file that it is in. */
export interface SeenCall {
  readonly call: TSESTree.CallExpression;
  readonly analysis: Analysis;
}

/** The methods that are called on a value. */
export interface CalledMethods {
  readonly methods: ReadonlySet<string>;
  /** Whether everything that happens to the value is seen. */
  readonly isWhole: boolean;
}

/** The methods that some uses call. */
export function calledIn(uses: readonly Use[]): CalledMethods {
  return {
    methods: new Set(
      uses.flatMap((use) => (use.kind === 'call' ? [use.method] : [])),
    ),
    isWhole: uses.every(({ kind }) => kind === 'call' || kind === 'property'),
  };
}

/** Where following starts that only leads to the calls of a function. */
export function callsFrom(fn: FunctionNode): FlowStart {
  return { node: fn, as: 'function', held: { ...CLIENT, toCalls: true } };
}

/** A file by itself. */
export function surroundingsIn(analysis: Analysis): Surroundings {
  return {
    isWholeProject: false,
    originsOf: (expression) => analysis.origins(expression),
    callsOn: ({ call }) => {
      const start = { node: call, as: 'value', held: CLIENT } as const;
      return calledIn(analysis.flow(start, 'ioredis').uses);
    },
    callsOf: (fn) => {
      const { calls, uses } = analysis.flow(callsFrom(fn), 'ioredis');
      return uses.length > 0
        ? undefined
        : calls.map(({ call }) => ({ call, analysis }));
    },
    versionOf: () => undefined,
    fileNameOf: () => undefined,
    whyNotBeyond: () => undefined,
    mustStay: () => undefined,
    isRewritten: () => true,
    seenSending: () => [],
  };
}
