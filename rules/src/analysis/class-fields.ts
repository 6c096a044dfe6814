import type { TSESTree } from '@typescript-eslint/utils';

import { type ClassNode, keyName } from './source.js';

/** Where a class declares a field: its own line, or a constructor parameter with a modifier. */
export type FieldDefinition =
  | TSESTree.PropertyDefinition
  | TSESTree.TSParameterProperty
  | TSESTree.MethodDefinition;

/** The definition of a field (or of the accessor that stands for it) in a class. */
export function fieldDefinition(
  owner: ClassNode,
  name: string,
): FieldDefinition | undefined {
  for (const member of owner.body.body) {
    if (
      member.type === 'PropertyDefinition' ||
      member.type === 'MethodDefinition'
    ) {
      if (keyName(member) === name) return member;
    }
  }
  return constructorOf(owner)?.value.params.find(
    (parameter): parameter is TSESTree.TSParameterProperty =>
      parameter.type === 'TSParameterProperty' &&
      parameterName(parameter) === name,
  );
}

export function constructorOf(
  owner: ClassNode,
): TSESTree.MethodDefinition | undefined {
  return owner.body.body.find(
    (member): member is TSESTree.MethodDefinition =>
      member.type === 'MethodDefinition' && member.kind === 'constructor',
  );
}

/** The name of the field that a constructor parameter with a modifier declares. */
export function parameterName(
  parameter: TSESTree.TSParameterProperty,
): string | undefined {
  const target =
    parameter.parameter.type === 'AssignmentPattern'
      ? parameter.parameter.left
      : parameter.parameter;
  return target.type === 'Identifier' ? target.name : undefined;
}

/** Whether only the class itself can reach a field: `#field` or `private field`. */
export function isPrivate(definition: FieldDefinition): boolean {
  return (
    definition.accessibility === 'private' ||
    (definition.type !== 'TSParameterProperty' &&
      definition.key.type === 'PrivateIdentifier')
  );
}
