import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

/**
 * What the analysis needs of a parsed file. ESLint's `SourceCode` has these
 * four properties, and so has the result of `parseForESLint()` with its text.
 */
export interface SourceInput {
  readonly ast: TSESTree.Program;
  readonly scopeManager: TSESLint.Scope.ScopeManager | null;
  readonly visitorKeys: Readonly<Record<string, readonly string[] | undefined>>;
  readonly text: string;
}

export type FunctionNode =
  | TSESTree.ArrowFunctionExpression
  | TSESTree.FunctionDeclaration
  | TSESTree.FunctionExpression;

export type ClassNode = TSESTree.ClassDeclaration | TSESTree.ClassExpression;

export type Variable = TSESLint.Scope.Variable;
export type Reference = TSESLint.Scope.Reference;

/** The node without the wrappers that do not change its value. */
export function unwrap(node: TSESTree.Node): TSESTree.Node {
  switch (node.type) {
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'TSSatisfiesExpression':
    case 'TSTypeAssertion':
    case 'ChainExpression':
      return unwrap(node.expression);
    default:
      return node;
  }
}

/** `client.quit`, `client['quit']`, `this.#client` → the name; `undefined` where it is computed. */
export function memberName(
  node: TSESTree.MemberExpression,
): string | undefined {
  if (node.property.type === 'PrivateIdentifier') {
    return `#${node.property.name}`;
  }
  if (!node.computed && node.property.type === 'Identifier') {
    return node.property.name;
  }
  return stringValue(node.property);
}

/** The name of a property of an object literal, a pattern or a class; `undefined` where it is computed. */
export function keyName(
  node:
    | TSESTree.Property
    | TSESTree.PropertyDefinition
    | TSESTree.AccessorProperty
    | TSESTree.MethodDefinition,
): string | undefined {
  if (node.key.type === 'PrivateIdentifier') return `#${node.key.name}`;
  if (!node.computed && node.key.type === 'Identifier') return node.key.name;
  return stringValue(node.key);
}

/** The text of a string literal or of a template literal without substitutions. */
export function stringValue(node: TSESTree.Node): string | undefined {
  if (node.type === 'Literal') {
    return typeof node.value === 'string' ? node.value : undefined;
  }
  if (node.type === 'TemplateLiteral' && node.expressions.length === 0) {
    return node.quasis[0]?.value.cooked ?? undefined;
  }
  return undefined;
}

export function isFunction(node: TSESTree.Node): node is FunctionNode {
  return (
    node.type === 'ArrowFunctionExpression' ||
    node.type === 'FunctionDeclaration' ||
    node.type === 'FunctionExpression'
  );
}

export function isClass(node: TSESTree.Node): node is ClassNode {
  return node.type === 'ClassDeclaration' || node.type === 'ClassExpression';
}

/** The function whose body `node` stands in, if any. */
export function enclosingFunction(
  node: TSESTree.Node,
): FunctionNode | undefined {
  for (let at = node.parent; at; at = at.parent) if (isFunction(at)) return at;
  return undefined;
}
