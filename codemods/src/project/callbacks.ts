import type { TSESTree } from '@typescript-eslint/utils';
import {
  type FunctionNode,
  type HandedOn,
  isFunction,
  type Origin,
  parameterAt,
  parametersOf,
} from 'eslint-plugin-shared-redis/analysis';

import type { Exports } from './exports.js';
import type { ProjectFlow, ProjectStart } from './project-flow.js';
import type { ProjectFile } from './sources.js';

/** A function that calls what it is given: `(client, run) => run(client)`. */
export interface Runner {
  readonly fn: FunctionNode;
  /** Which of its parameters it calls, from 0. */
  readonly position: number;
}

/**
 * The function whose parameter a call calls, if that is surely what it was
 * given. A method may be called by a framework, with callbacks that nobody sees.
 */
export function runnerAround(
  { callee }: HandedOn['call'],
  { analysis: { index } }: ProjectFile,
): Runner | undefined {
  const variable = index.variable(callee);
  const [definition, ...others] = variable?.defs ?? [];
  const fn = definition?.node;
  if (!variable || !fn || others.length > 0 || !isFunction(fn)) {
    return undefined;
  }
  // One with a default, or that is taken out of an object, may be another function.
  const position = parametersOf(fn).findIndex(
    (each) => each === definition.name,
  );
  const isWritten = variable.references.some((each) => each.isWrite());
  const isMethod = /Definition$|^AccessorProperty$/.test(fn.parent.type);
  return position < 0 || isWritten || isMethod || index.usesArguments(fn)
    ? undefined
    : { fn, position };
}

/** The parameters that a client comes to in all that a runner is given; `undefined` where one cannot be seen. */
export function callbackParameters(
  { position, held, call: { arguments: given } }: HandedOn,
  runner: Runner,
  calls: ProjectFlow['calls'],
  exports: Exports,
): ProjectStart[] | undefined {
  if (calls.length === 0 || given.slice(0, position).some(isSpread)) {
    return undefined;
  }
  const starts: ProjectStart[] = [];
  for (const { call, file: from } of calls) {
    const callback = argumentAt(call, runner.position);
    const values = callback ? exports.valuesOf(callback, from) : [];
    if (values.length === 0) return undefined;
    for (const { origin, file } of values) {
      const { index } = file.analysis;
      const node = parameterAt(origin, position, index);
      if (node) starts.push({ file, node, as: 'target', held });
      else if (!takesNothing(origin, index)) return undefined;
    }
  }
  return starts;
}

/** A callback without parameters does nothing with what it gets. */
function takesNothing(
  origin: Origin,
  index: ProjectFile['analysis']['index'],
): boolean {
  return (
    origin.kind === 'function' &&
    origin.node.params.length === 0 &&
    !index.usesArguments(origin.node)
  );
}

/** An argument whose position is sure. */
function argumentAt(
  { arguments: given }: TSESTree.CallExpression,
  position: number,
): TSESTree.Node | undefined {
  return given.slice(0, position + 1).some(isSpread)
    ? undefined
    : given[position];
}

function isSpread({ type }: TSESTree.Node): boolean {
  return type === 'SpreadElement';
}
