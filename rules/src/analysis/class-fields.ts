import type { TSESTree } from '@typescript-eslint/utils';

import { oncePer } from './once-per.js';
import { type ClassNode, isClass, keyName, push } from './source.js';

/** Where a class declares a member: its own line, or a constructor parameter with a modifier. */
export type MemberDefinition =
  | TSESTree.PropertyDefinition
  | TSESTree.AccessorProperty
  | TSESTree.MethodDefinition
  | TSESTree.TSParameterProperty;

/** The definitions of a member in a class: one, or the two halves of a getter and a setter. */
export function memberDefinitions(
  owner: ClassNode,
  name: string,
): readonly MemberDefinition[] {
  return definitionsIn(owner).get(name) ?? [];
}

const definitionsIn = oncePer((owner: ClassNode) => {
  const definitions = new Map<string | undefined, MemberDefinition[]>();
  const parameters = constructorOf(owner)?.params ?? [];
  for (const member of [...owner.body.body, ...parameters]) {
    if (isMemberDefinition(member)) {
      push(definitions, definedName(member), member);
    }
  }
  return definitions;
});

function isMemberDefinition(node: TSESTree.Node): node is MemberDefinition {
  return (
    node.type === 'PropertyDefinition' ||
    node.type === 'AccessorProperty' ||
    node.type === 'MethodDefinition' ||
    node.type === 'TSParameterProperty'
  );
}

function definedName(member: MemberDefinition): string | undefined {
  return member.type === 'TSParameterProperty'
    ? parameterName(member)
    : keyName(member);
}

/** The constructor of a class: the one with a body, where there are overloads. */
export function constructorOf(
  owner: ClassNode,
): TSESTree.FunctionExpression | undefined {
  for (const member of owner.body.body) {
    if (
      member.type === 'MethodDefinition' &&
      member.kind === 'constructor' &&
      member.value.type === 'FunctionExpression'
    ) {
      return member.value;
    }
  }
  return undefined;
}

/** The name of the field that a constructor parameter with a modifier declares. */
export function parameterName({
  parameter,
}: TSESTree.TSParameterProperty): string | undefined {
  const target: TSESTree.Node =
    parameter.type === 'AssignmentPattern' ? parameter.left : parameter;
  return target.type === 'Identifier' ? target.name : undefined;
}

/** Whether only the class itself can reach a member: `#field` or `private field`. */
export function isPrivate(definition: MemberDefinition): boolean {
  return (
    definition.accessibility === 'private' ||
    (definition.type !== 'TSParameterProperty' &&
      definition.key.type === 'PrivateIdentifier')
  );
}

/** `private client` in `constructor(private client = …)`. */
export function parameterPropertyOf(
  target: TSESTree.Node,
): TSESTree.TSParameterProperty | undefined {
  const { parent } = target;
  if (parent?.type === 'TSParameterProperty') return parent;
  return parent?.type === 'AssignmentPattern' &&
    parent.parent.type === 'TSParameterProperty'
    ? parent.parent
    : undefined;
}

/** The innermost class around a node. */
export function classAround(node: TSESTree.Node): ClassNode | undefined {
  for (let at = node.parent; at; at = at.parent) if (isClass(at)) return at;
  return undefined;
}
