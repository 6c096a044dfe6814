import type { TSESTree } from '@typescript-eslint/utils';

import type { Analysis } from './analysis.js';
import {
  isPrivate,
  type MemberDefinition,
  memberDefinitions,
} from './class-fields.js';
import { oncePer } from './once-per.js';
import type { Owner } from './self.js';
import { memberAccessName } from './self-accesses.js';
import { type ClassNode, isWritten, push } from './source.js';

type Asked = Pick<Analysis, 'index' | 'origins'>;

/** All that a file puts into a member of a class: in the class, in subclasses, from outside. */
export function memberValues(
  owner: ClassNode,
  name: string,
  analysis: Asked,
): readonly TSESTree.Node[] {
  const { index } = analysis;
  const owners = ownersOf(owner, name, analysis);
  const definitions = owners.flatMap((each) => memberDefinitions(each, name));
  const accesses: readonly TSESTree.Node[] = [
    ...owners.flatMap((each) => index.accesses(each, name).known),
    ...(definitions.every(isPrivate)
      ? []
      : (writesByStrangers(analysis).get(name) ?? [])),
  ];
  return [
    ...definitions.flatMap(definedValue),
    ...accesses.flatMap(assignedValue),
  ];
}

/** The classes whose code can put something into a member of a class: itself and its subclasses. */
export function ownersOf(
  owner: ClassNode,
  name: string,
  analysis: Asked,
): readonly ClassNode[] {
  return name.startsWith('#')
    ? [owner]
    : [owner, ...subclassesOf(owner, analysis)];
}

function definedValue(definition: MemberDefinition): readonly TSESTree.Node[] {
  switch (definition.type) {
    case 'TSParameterProperty': {
      const { parameter } = definition;
      return [
        parameter.type === 'AssignmentPattern' ? parameter.left : parameter,
      ];
    }
    case 'MethodDefinition':
      return definition.kind === 'set' ? [] : [definition.value];
    default:
      return definition.value ? [definition.value] : [];
  }
}

/** What an object is given for a member after it was made: `this.client = …` in its methods. */
export function assignedTo(
  owner: Owner,
  name: string,
  { index }: Asked,
): readonly TSESTree.Node[] {
  return index.accesses(owner, name).known.flatMap(assignedValue);
}

function assignedValue(access: TSESTree.Node): readonly TSESTree.Node[] {
  const { parent } = access;
  return parent?.type === 'AssignmentExpression' && isWritten(access)
    ? [parent.right]
    : [];
}

/** The classes of the file that extend a class, and those that extend them. */
function subclassesOf(
  owner: ClassNode,
  { index, origins }: Asked,
): readonly ClassNode[] {
  const found = new Set<ClassNode>([owner]);
  for (const base of found) {
    for (const each of index.classes) {
      if (
        each.superClass &&
        origins(each.superClass).some(
          (origin) => origin.kind === 'class' && origin.node === base,
        )
      ) {
        found.add(each);
      }
    }
  }
  found.delete(owner);
  return [...found];
}

/** `service.client = …`, where nothing tells what the service is. */
const writesByStrangers = oncePer(({ index }: Asked) => {
  const writes = new Map<string, TSESTree.Node[]>();
  for (const access of index.memberAccesses) {
    const name = memberAccessName(access);
    if (
      name !== undefined &&
      access.type === 'MemberExpression' &&
      isWritten(access) &&
      !index.fieldOwner(access)
    ) {
      push(writes, name, access);
    }
  }
  return writes;
});
