import type { TSESTree } from '@typescript-eslint/utils';

import { memberDefinitions } from './class-fields.js';
import type { FileIndex } from './file-index.js';
import { isClass, keyName, memberName, unwrap } from './source.js';

/** Longer than any real chain of names; types can refer to themselves. */
const DEEPEST = 8;

/**
 * The types that the file writes for an expression, where it is declared:
 * `client: Redis`; `this.options.client`, where `options: Options` and
 * `interface Options { client: Redis }`; `{ client }: Options`.
 */
export function typesWritten(
  expression: TSESTree.Node,
  index: FileIndex,
  depth = 0,
): readonly TSESTree.TypeNode[] {
  const node = unwrap(expression);
  if (depth > DEEPEST) return [];
  if (node.type === 'Identifier') {
    const declared = index.variable(node)?.identifiers ?? [];
    return declared.flatMap((each) => typesOfBinding(each, index, depth));
  }
  if (node.type !== 'MemberExpression') return [];
  const name = memberName(node);
  if (name === undefined) return [];
  const owner = index.fieldOwner(node);
  return owner
    ? memberDefinitions(owner, name).flatMap(annotationIn)
    : membersNamed(
        name,
        typesWritten(node.object, index, depth + 1),
        index,
        depth,
      );
}

/** The types of a name where it is declared, or of a pattern around it. */
function typesOfBinding(
  binding: TSESTree.Node,
  index: FileIndex,
  depth: number,
): readonly TSESTree.TypeNode[] {
  const own = annotationIn(binding);
  if (own.length > 0) return own;
  const { parent } = binding;
  switch (parent?.type) {
    case 'AssignmentPattern':
      return typesOfBinding(parent, index, depth);
    case 'VariableDeclarator':
      return parent.init && parent.parent.kind === 'const'
        ? typesWritten(parent.init, index, depth + 1)
        : [];
    case 'Property': {
      const name = keyName(parent);
      return name === undefined || parent.value !== binding
        ? []
        : membersNamed(
            name,
            typesOfBinding(parent.parent, index, depth + 1),
            index,
            depth,
          );
    }
    default:
      return [];
  }
}

function annotationIn(node: TSESTree.Node): readonly TSESTree.TypeNode[] {
  switch (node.type) {
    case 'TSParameterProperty':
      return annotationIn(node.parameter);
    case 'AssignmentPattern':
      return annotationIn(node.left);
    default:
      return 'typeAnnotation' in node &&
        node.typeAnnotation?.type === 'TSTypeAnnotation'
        ? [node.typeAnnotation.typeAnnotation]
        : [];
  }
}

/** Types that have the members of the type that they are given. */
const SAME_MEMBERS: ReadonlySet<string> = new Set([
  'NonNullable',
  'Partial',
  'Readonly',
  'Required',
]);

/** The types of a member, by what the file shows of the types that may have it. */
function membersNamed(
  name: string,
  types: readonly TSESTree.TypeNode[],
  index: FileIndex,
  depth: number,
): readonly TSESTree.TypeNode[] {
  if (depth > DEEPEST) return [];
  const inTypes = (
    inner: readonly TSESTree.TypeNode[],
  ): readonly TSESTree.TypeNode[] =>
    membersNamed(name, inner, index, depth + 1);
  return types.flatMap((type) => {
    switch (type.type) {
      case 'TSTypeLiteral':
        return declaredIn(type.members, name);
      case 'TSIntersectionType':
      case 'TSUnionType':
        return inTypes(type.types);
      case 'TSTypeReference': {
        const { typeName, typeArguments } = type;
        if (typeName.type !== 'Identifier') return [];
        const variable = index.variable(typeName);
        if (!variable) {
          return SAME_MEMBERS.has(typeName.name)
            ? inTypes(typeArguments?.params ?? [])
            : [];
        }
        return variable.defs.flatMap(({ node }) => {
          if (node.type === 'TSTypeAliasDeclaration') {
            return inTypes([node.typeAnnotation]);
          }
          if (node.type === 'TSInterfaceDeclaration') {
            return declaredIn(node.body.body, name);
          }
          return isClass(node)
            ? memberDefinitions(node, name).flatMap(annotationIn)
            : [];
        });
      }
      default:
        return [];
    }
  });
}

function declaredIn(
  members: readonly TSESTree.TypeElement[],
  name: string,
): readonly TSESTree.TypeNode[] {
  return members.flatMap((member) =>
    member.type === 'TSPropertySignature' && keyName(member) === name
      ? annotationIn(member)
      : [],
  );
}
