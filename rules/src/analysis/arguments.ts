import type { TSESTree } from '@typescript-eslint/utils';

import { constructorOf } from './class-fields.js';
import type { FileIndex } from './file-index.js';
import type { Origin } from './origins.js';
import type { Provenance } from './provenance.js';
import { type FunctionNode, memberName } from './source.js';

/** The parameters that receive an argument, when every function the call can reach is in this file. */
export function parametersAt(
  call: TSESTree.CallExpression | TSESTree.NewExpression,
  position: number,
  index: FileIndex,
  provenance: Provenance,
): readonly TSESTree.Parameter[] | undefined {
  const before = call.arguments.slice(0, position);
  if (before.some((each) => each.type === 'SpreadElement')) return undefined;
  const parameters: TSESTree.Parameter[] = [];
  for (const origin of provenance.origins(call.callee)) {
    const parameter = parameterAt(origin, position, index);
    if (!parameter) return undefined;
    parameters.push(parameter);
  }
  return parameters.length > 0 ? parameters : undefined;
}

/** The parameter of a function or a class that receives an argument. */
export function parameterAt(
  callee: Origin,
  position: number,
  index: FileIndex,
): TSESTree.Parameter | undefined {
  const fn =
    callee.kind === 'function'
      ? callee.node
      : callee.kind === 'class'
        ? constructorOf(callee.node)
        : undefined;
  const parameter = fn && parametersOf(fn)[position];
  return parameter &&
    parameter.type !== 'RestElement' &&
    !index.usesArguments(fn)
    ? parameter
    : undefined;
}

/** The parameters that take arguments: TypeScript's `this` does not. */
export function parametersOf(fn: FunctionNode): readonly TSESTree.Parameter[] {
  return fn.params.filter(
    (each) => each.type !== 'Identifier' || each.name !== 'this',
  );
}

/** What a call calls, for messages: `Worker`, `lib.wrap`, `this.register`. */
export function calleeName(callee: TSESTree.Node): string {
  switch (callee.type) {
    case 'Identifier':
      return callee.name;
    case 'ThisExpression':
      return 'this';
    case 'Super':
      return 'super';
    case 'MemberExpression':
      return `${calleeName(callee.object)}.${memberName(callee) ?? '[…]'}`;
    case 'CallExpression':
      return `${calleeName(callee.callee)}()`;
    default:
      return 'an expression';
  }
}
