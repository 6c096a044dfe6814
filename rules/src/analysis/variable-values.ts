import type { TSESTree } from '@typescript-eslint/utils';

import { parametersOf } from './arguments.js';
import { callersOf, instancesOf } from './callers.js';
import { constructorOf } from './class-fields.js';
import { isExportedValue } from './exports.js';
import type { FileIndex } from './file-index.js';
import { ANY_ELEMENT, ANY_MEMBER, isIteration } from './holders.js';
import {
  type FunctionNode,
  isClass,
  keyName,
  memberName,
  unwrap,
  type Variable,
  wrapped,
} from './source.js';
import type { HeldAt } from './uses.js';

/** A value, and where in it is what is asked for. */
export interface Value {
  readonly node: TSESTree.Node;
  readonly path: HeldAt;
}

/** What a variable is given. */
export interface VariableValues {
  readonly values: readonly Value[];
  /** `client = …` where a parameter or a pattern says what to take instead of nothing. */
  readonly standsIn?: TSESTree.AssignmentPattern | undefined;
  /** The function whose parameter it is, where calls that cannot be seen may give it something too. */
  readonly openTo?: FunctionNode | undefined;
  /** Whether it has a value that is written nowhere in the file. */
  readonly isForeign: boolean;
}

/** All that a file shows a variable to be given. */
export function valuesOf(variable: Variable, index: FileIndex): VariableValues {
  const written = variable.references.flatMap((reference): Value[] =>
    reference.writeExpr
      ? writtenValue(reference.identifier, reference.writeExpr)
      : [],
  );
  const standsIn = variable.identifiers
    .map((each) => defaultAround(each))
    .find((each) => each !== undefined);
  const [definition] = variable.defs;
  if (!definition || !isParameter(definition)) {
    const isForeign = (definition?.type as string) !== 'Variable';
    return { values: written, standsIn, isForeign };
  }
  const given = givenTo(definition.node, definition.name, index);
  const values = [...given.values, ...written];
  const isForeign = given.values.length === 0;
  return { ...given, values, standsIn, isForeign };
}

type Definition = Variable['defs'][number];

function isParameter(
  definition: Definition,
): definition is Definition & { readonly node: FunctionNode } {
  return (definition.type as string) === 'Parameter';
}

/** The pattern around a name that has a default for it: `{ client = … }`. */
function defaultAround(
  name: TSESTree.Node,
): TSESTree.AssignmentPattern | undefined {
  const { parent } = name;
  return parent?.type === 'AssignmentPattern' && parent.left === name
    ? parent
    : undefined;
}

/** What a write gives to a name, which may stand in a pattern. */
function writtenValue(name: TSESTree.Node, value: TSESTree.Node): Value[] {
  const around = patternAround(name, value);
  if (!around) return [];
  const { path, pattern } = around;
  const isIterated =
    pattern.parent?.type === 'ForOfStatement' ||
    pattern.parent?.parent?.parent?.type === 'ForOfStatement';
  return [{ node: value, path: isIterated ? [ANY_ELEMENT, ...path] : path }];
}

/** The outermost pattern that a value is written to, and the path in it to one of its names. */
function patternAround(
  name: TSESTree.Node,
  value?: TSESTree.Node,
): { readonly pattern: TSESTree.Node; readonly path: HeldAt } | undefined {
  const path: string[] = [];
  for (let at = name; at.parent; at = at.parent) {
    const parent: TSESTree.Node = at.parent;
    switch (parent.type) {
      case 'AssignmentPattern':
        if (parent.right === value) return { pattern: at, path };
        break;
      case 'Property':
        path.unshift(keyName(parent) ?? ANY_MEMBER);
        break;
      case 'ArrayPattern':
        path.unshift(String(parent.elements.findIndex((each) => each === at)));
        break;
      case 'ObjectPattern':
      case 'TSParameterProperty':
        break;
      case 'RestElement':
        return undefined;
      default:
        return { pattern: at, path };
    }
  }
  return undefined;
}

/** What the calls in the file give to a parameter. */
function givenTo(
  fn: FunctionNode,
  name: TSESTree.Node,
  index: FileIndex,
): Pick<VariableValues, 'values' | 'openTo'> {
  const around = patternAround(name);
  const position = parametersOf(fn).findIndex(
    (each) => each === around?.pattern,
  );
  if (!around || position < 0) return { values: [] };
  const { path } = around;
  const iterated = position === 0 && iteratedBy(fn);
  if (iterated) {
    return { values: [{ ...iterated, path: [...iterated.path, ...path] }] };
  }
  const { calls, open } = callsOf(fn, index);
  const values = calls.flatMap((call): Value[] => {
    const spread = call.arguments.findIndex(
      ({ type }) => type === 'SpreadElement',
    );
    const node = call.arguments[position];
    return node && (spread < 0 || spread > position) ? [{ node, path }] : [];
  });
  return { values, openTo: open ? fn : undefined };
}

/** What a callback is called with: each element of an array, or what a promise is for. */
function iteratedBy(fn: FunctionNode): Value | undefined {
  const value = wrapped(fn);
  const call = value.parent;
  if (call?.type !== 'CallExpression' || call.arguments[0] !== value) {
    return undefined;
  }
  const callee = unwrap(call.callee);
  if (callee.type !== 'MemberExpression') return undefined;
  const name = memberName(callee);
  if (isIteration(name)) return { node: callee.object, path: [ANY_ELEMENT] };
  return name === 'then' ? { node: callee.object, path: [] } : undefined;
}

interface Calls {
  readonly calls: readonly (TSESTree.CallExpression | TSESTree.NewExpression)[];
  /** Whether code that cannot be seen may call it too, by its name. */
  readonly open: boolean;
}

function callsOf(fn: FunctionNode, index: FileIndex): Calls {
  const owner = fn.parent.parent?.parent;
  if (owner && isClass(owner) && constructorOf(owner) === fn) {
    const calls = instancesOf(owner, index);
    return { calls, open: isExportedValue(owner, index) || calls.length === 0 };
  }
  const { results, open, name } = callersOf(fn, index);
  return {
    calls: results.filter((each) => each.type === 'CallExpression'),
    open: open && name !== undefined,
  };
}
