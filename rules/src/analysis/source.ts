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

/** Syntax around an expression that does not change its value. */
type Wrapper =
  | TSESTree.TSAsExpression
  | TSESTree.TSNonNullExpression
  | TSESTree.TSSatisfiesExpression
  | TSESTree.TSTypeAssertion
  | TSESTree.TSInstantiationExpression
  | TSESTree.ChainExpression;

const WRAPPERS: ReadonlySet<string> = new Set<`${Wrapper['type']}`>([
  'TSAsExpression',
  'TSNonNullExpression',
  'TSSatisfiesExpression',
  'TSTypeAssertion',
  'TSInstantiationExpression',
  'ChainExpression',
]);

export function isWrapper(node: TSESTree.Node): node is Wrapper {
  return WRAPPERS.has(node.type);
}

/** The node without the wrappers that do not change its value. */
export function unwrap(node: TSESTree.Node): TSESTree.Node {
  let inner = node;
  while (isWrapper(inner)) inner = inner.expression;
  return inner;
}

/** The node with the wrappers that do not change its value: the reverse of `unwrap`. */
export function wrapped(node: TSESTree.Node): TSESTree.Node {
  let outer = node;
  while (outer.parent && isWrapper(outer.parent)) outer = outer.parent;
  return outer;
}

/** The call of a value where it stands: `node()`. */
export function calledWith(
  node: TSESTree.Node,
): TSESTree.CallExpression | undefined {
  const callee = wrapped(node);
  return callee.parent?.type === 'CallExpression' &&
    callee.parent.callee === callee
    ? callee.parent
    : undefined;
}

/** Whether an `export` stands before the declaration of a variable. */
export function isExported({ defs }: Variable): boolean {
  return defs.some(({ type, node, parent }) => {
    const declaration = (type as string) === 'Variable' ? parent : node;
    return (
      DECLARED_AS.has(type) &&
      /^Export(?:Named|Default)Declaration$/.test(
        declaration?.parent.type ?? '',
      )
    );
  });
}

const DECLARED_AS: ReadonlySet<string> = new Set([
  'Variable',
  'FunctionName',
  'ClassName',
]);

/** `typeof client`, as a type; `import client = clients.redis` is a value. */
export function isTypeQuery(node: TSESTree.Node): boolean {
  let at = node.parent;
  while (at?.type === 'TSQualifiedName') at = at.parent;
  return (
    at?.type === 'TSTypeQuery' ||
    (at !== node.parent && at?.type !== 'TSImportEqualsDeclaration')
  );
}

/** Whether a reference is one to a value; only TypeScript's scopes know others. */
export function isValueReference(reference: Partial<Reference>): boolean {
  return reference.isValueReference ?? true;
}

/** Where the value of a variable is read. */
export function readsOf({
  references,
}: Variable): readonly (TSESTree.Identifier | TSESTree.JSXIdentifier)[] {
  return references
    .filter((each) => each.isRead() && isValueReference(each))
    .map(({ identifier }) => identifier);
}

/** Whether a node is what an assignment, a loop or a pattern writes to. */
export function isWritten(node: TSESTree.Node): boolean {
  const { parent } = node;
  switch (parent?.type) {
    case 'AssignmentExpression':
    case 'AssignmentPattern':
    case 'ForOfStatement':
    case 'ForInStatement':
      return parent.left === node;
    case 'Property':
      return parent.value === node && parent.parent.type === 'ObjectPattern';
    case 'ArrayPattern':
    case 'RestElement':
      return true;
    default:
      return false;
  }
}

/** Whether two expressions name the same variable or member. */
export function samePlace(a: TSESTree.Node, b: TSESTree.Node): boolean {
  const [one, other] = [unwrap(a), unwrap(b)];
  if (one.type === 'Identifier' && other.type === 'Identifier') {
    return one.name === other.name;
  }
  if (one.type === 'MemberExpression' && other.type === 'MemberExpression') {
    const name = memberName(one);
    return (
      name !== undefined &&
      name === memberName(other) &&
      samePlace(one.object, other.object)
    );
  }
  return one.type === 'ThisExpression' && other.type === 'ThisExpression';
}

/** `client.quit`, `client['quit']`, `this.#client` → the name; `undefined` where it is computed. */
export function memberName(
  node: TSESTree.MemberExpression,
): string | undefined {
  if (node.property.type === 'PrivateIdentifier') {
    return `#${node.property.name}`;
  }
  return node.computed ? stringValue(node.property) : node.property.name;
}

/** The name or the index of the member: `clients.redis`, `clients[0]`. */
export function accessedName(
  member: TSESTree.MemberExpression,
): string | undefined {
  const { property } = member;
  return property.type === 'Literal' && typeof property.value === 'number'
    ? String(property.value)
    : memberName(member);
}

/** The name of a property of an object literal, a pattern or a class; `undefined` where it is computed. */
export function keyName(
  node:
    | TSESTree.Property
    | TSESTree.PropertyDefinition
    | TSESTree.AccessorProperty
    | TSESTree.MethodDefinition
    | TSESTree.TSPropertySignature,
): string | undefined {
  if (node.key.type === 'PrivateIdentifier') return `#${node.key.name}`;
  if (!node.computed && node.key.type === 'Identifier') return node.key.name;
  return stringValue(node.key);
}

/** The last property of this name in an object literal. */
export function propertyNamed(
  { properties }: TSESTree.ObjectExpression,
  name: string,
): TSESTree.Property | undefined {
  return properties.findLast(
    (each): each is TSESTree.Property =>
      each.type === 'Property' && keyName(each) === name,
  );
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

/** `require('ioredis')`, as it is written. */
export function isRequireCall(
  node: TSESTree.Node,
): node is TSESTree.CallExpression {
  return (
    node.type === 'CallExpression' &&
    node.callee.type === 'Identifier' &&
    node.callee.name === 'require'
  );
}

/** The file that a node is in. */
export function programOf(node: TSESTree.Node): TSESTree.Program {
  let at = node;
  while (at.parent) at = at.parent;
  return at;
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

export function isLoop(node: TSESTree.Node): boolean {
  return /^(?:For|While|DoWhile)/.test(node.type);
}

/** Whether a node is another, or stands in it. */
export function contains(outer: TSESTree.Node, inner: TSESTree.Node): boolean {
  let at: TSESTree.Node | undefined = inner;
  while (at && at !== outer) at = at.parent;
  return at === outer;
}

/** Whether a function ends with a statement. */
export function leaves(statement: TSESTree.Statement): boolean {
  const last =
    statement.type === 'BlockStatement' ? statement.body.at(-1) : statement;
  return last?.type === 'ReturnStatement' || last?.type === 'ThrowStatement';
}

/** The function whose body `node` stands in, if any. */
export function enclosingFunction(
  node: TSESTree.Node,
): FunctionNode | undefined {
  for (let at = node.parent; at; at = at.parent) if (isFunction(at)) return at;
  return undefined;
}

/** Adds a value to the list under a key. */
export function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}
