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
  /** Its parameter that has its type from where it stands, and that type. */
  readonly untyped?: {
    readonly parameter: TSESTree.Identifier;
    readonly type: string;
  };
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
  const untyped = isTyped ? untypedDelay(node, property) : undefined;
  if (
    property.type !== 'Property' ||
    property.method ||
    property.computed ||
    property.key.type !== 'Identifier' ||
    SPEAKS_OF_ITS_PLACE.test(analysis.index.textOf(node)) ||
    (isTyped && !untyped && !hasItsTypes(node, property.key.name)) ||
    !closesOverModule(node, source)
  ) {
    return undefined;
  }
  const statement = topLevel(node);
  return statement && !runsBefore(statement, analysis)
    ? { fn: node, property, statement, ...(untyped && { untyped }) }
    : undefined;
}

const SPEAKS_OF_ITS_PLACE =
  /\b(?:this|arguments|super|await|yield|new\.target)\b/;

/** Options whose functions may return any number, or nothing. */
const RETURNS_DELAY =
  /^(?:retryStrategy|clusterRetryStrategy|sentinelRetryStrategy|sentinelReconnectStrategy)$/;

/** The parameter of `retryStrategy: (times) => …`, which says how often it was tried. */
function untypedDelay(
  { params }: FunctionNode,
  property: TSESTree.Node | undefined,
): Hoist['untyped'] {
  const [parameter] = params;
  return property?.type === 'Property' &&
    property.key.type === 'Identifier' &&
    RETURNS_DELAY.test(property.key.name) &&
    params.length === 1 &&
    parameter?.type === 'Identifier' &&
    !parameter.typeAnnotation &&
    !parameter.optional
    ? { parameter, type: 'number' }
    : undefined;
}

/** The text of a function that has all of its types. */
function typedText({ fn, untyped }: Hoist, text: string): string {
  if (!untyped) return text.slice(...fn.range);
  const { parameter, type } = untyped;
  const [start, end] = parameter.range;
  const typed = `${parameter.name}: ${type}`;
  const isBare =
    fn.type === 'ArrowFunctionExpression' && /^\s*=>/.test(text.slice(end));
  return (
    text.slice(fn.range[0], start) +
    (isBare ? `(${typed})` : typed) +
    text.slice(end, fn.range[1])
  );
}

/** Whether nothing of its type comes from the place it stands in. */
function hasItsTypes(fn: FunctionNode, option: string): boolean {
  return (
    fn.params.every((each) =>
      each.type === 'AssignmentPattern'
        ? false
        : 'typeAnnotation' in each && Boolean(each.typeAnnotation),
    ) &&
    (Boolean(fn.returnType) || RETURNS_DELAY.test(option))
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

/**
 * The edits that move it, and the name it gets.
 *
 * @param given names that others get by the same change
 */
export function hoist(
  found: Hoist,
  source: SourceInput,
  given?: ReadonlySet<string>,
): { readonly name: string; readonly edits: () => readonly Edit[] } {
  const { fn, property, statement } = found;
  const { text } = source;
  const key = text.slice(...property.key.range);
  const name = nameFree(key, source, given);
  return {
    name,
    edits: () => {
      const eol = lineBreak(text);
      const { semicolon } = moduleStyle(source);
      const written = `const ${name} = ${typedText(found, text)}${semicolon}`;
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
