import type { TSESTree } from '@typescript-eslint/utils';

import type { Analysis } from '../analysis/analysis.js';
import {
  type FunctionNode,
  isFunction,
  type SourceInput,
} from '../analysis/source.js';
import { type Edit, insertion, lineBreak, lineStart } from './edit.js';
import { withItsComment } from './imports.js';
import { moduleStyle } from './module-style.js';
import { nameFree } from './registry-names.js';

/** A function in an object literal that can be a constant of the module as well. */
export interface Hoist {
  readonly fn: FunctionNode;
  readonly property: TSESTree.Property;
  /** The top-level statement it stands in. */
  readonly statement: TSESTree.Node;
}

/**
 * How a function can be moved out of `{ name: function }`, to the front of the
 * top-level statement it stands in; `undefined` where it would not mean or not
 * compile the same there.
 */
export function hoistable(
  node: TSESTree.Node,
  analysis: Analysis,
  source: SourceInput,
  isTyped: boolean,
): Hoist | undefined {
  if (!isFunction(node)) return undefined;
  const property = node.parent;
  if (
    property.type !== 'Property' ||
    property.method ||
    property.computed ||
    property.key.type !== 'Identifier' ||
    SPEAKS_OF_ITS_PLACE.test(analysis.index.textOf(node)) ||
    (isTyped && !hasItsTypes(node, property.key.name)) ||
    !closesOverModule(node, source)
  ) {
    return undefined;
  }
  const statement = topLevel(node);
  return statement && !runsBefore(statement, analysis)
    ? { fn: node, property, statement }
    : undefined;
}

const SPEAKS_OF_ITS_PLACE =
  /\b(?:this|arguments|super|await|yield|new\.target)\b/;

/** Options whose functions may return any number, or nothing. */
const RETURNS_DELAY =
  /^(?:retryStrategy|clusterRetryStrategy|sentinelRetryStrategy|sentinelReconnectStrategy)$/;

/** Whether nothing of its type comes from the place it stands in. */
function hasItsTypes(fn: FunctionNode, option: string): boolean {
  return (
    fn.params.every((each) =>
      each.type === 'AssignmentPattern'
        ? false
        : 'typeAnnotation' in each && each.typeAnnotation !== undefined,
    ) &&
    (fn.returnType !== undefined || RETURNS_DELAY.test(option))
  );
}

/** Whether all that a function does not declare itself is the module's or global. */
function closesOverModule(
  fn: FunctionNode,
  { scopeManager }: SourceInput,
): boolean {
  const scope = scopeManager?.acquire(fn);
  return (
    scope !== null &&
    scope !== undefined &&
    scope.through.every(({ resolved }) => {
      const type = resolved?.scope.type as string | undefined;
      return type === undefined || type === 'module' || type === 'global';
    })
  );
}

function topLevel(node: TSESTree.Node): TSESTree.Node | undefined {
  let at: TSESTree.Node | undefined = node;
  while (at && at.parent?.type !== 'Program') at = at.parent;
  return at;
}

/** Whether a function declaration may be called before the line it stands on, where the constant has no value yet. */
function runsBefore(statement: TSESTree.Node, { index }: Analysis): boolean {
  const declared =
    'declaration' in statement && statement.declaration
      ? (statement.declaration as TSESTree.Node)
      : statement;
  return (
    declared.type === 'FunctionDeclaration' &&
    index
      .declared(declared)
      .flatMap(({ references }) => references)
      .some(({ identifier }) => identifier.range[0] < statement.range[0])
  );
}

/** The edits that move it, and the name it gets. */
export function hoist(
  { fn, property, statement }: Hoist,
  source: SourceInput,
): { readonly name: string; readonly edits: () => readonly Edit[] } {
  const { text } = source;
  const key = text.slice(...property.key.range);
  const name = nameFree(key, source);
  return {
    name,
    edits: () => {
      const eol = lineBreak(text);
      const { semicolon } = moduleStyle(source);
      const written = `const ${name} = ${text.slice(...fn.range)}${semicolon}`;
      return [
        insertion(
          withLinesAbove(statement.range[0], text),
          `${written}${eol}${eol}`,
        ),
        key === name && isShort(property, text)
          ? { range: property.range, text: key }
          : { range: fn.range, text: name },
      ];
    },
  };
}

/** Whether no comment would be lost in `{ name }`. */
function isShort({ key, value }: TSESTree.Property, text: string): boolean {
  return /^\s*:\s*$/.test(text.slice(key.range[1], value.range[0]));
}

/** Where a statement starts together with the comments that are its own. */
function withLinesAbove(start: number, text: string): number {
  let first = withItsComment(start, text);
  for (;;) {
    const above = lineStart(first - 1, text);
    if (first === 0 || !/^\s*\/\//.test(text.slice(above, first))) return first;
    first = above;
  }
}
