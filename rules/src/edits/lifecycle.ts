import type { TSESTree } from '@typescript-eslint/utils';

import { type ClassNode, keyName, programOf } from '../analysis/source.js';
import { removeNames } from './bindings.js';
import { type Edit, removal } from './edit.js';

/** The methods that Nest calls on its way out, and the interfaces that announce them: it calls neither where there is none. */
const INTERFACES = new Map([
  ['onModuleDestroy', 'OnModuleDestroy'],
  ['beforeApplicationShutdown', 'BeforeApplicationShutdown'],
  ['onApplicationShutdown', 'OnApplicationShutdown'],
]);
const FRAMEWORK = '@nestjs/common';

/** A method that only the framework calls, which does without it as well. */
interface Lifecycle {
  readonly interface: string;
  readonly class: ClassNode;
  readonly implemented: TSESTree.TSClassImplements;
  readonly imported: TSESTree.ImportSpecifier;
}

/** Whether a method can go once it is empty. */
export function isLifecycleMethod(
  node: TSESTree.Node,
  text: string,
): node is TSESTree.MethodDefinition {
  return (
    node.type === 'MethodDefinition' && lifecycleOf(node, text) !== undefined
  );
}

function lifecycleOf(
  method: TSESTree.MethodDefinition,
  text: string,
): Lifecycle | undefined {
  const { parent: body } = method;
  const name = keyName(method) ?? '';
  const announced = INTERFACES.get(name);
  if (
    announced === undefined ||
    method.static ||
    method.decorators.length > 0 ||
    body.parent.superClass ||
    body.body.some((each) => each !== method && isNamed(each, name)) ||
    new RegExp(`[.'"\`]${name}\\b`).test(text)
  ) {
    return undefined;
  }
  const implemented = body.parent.implements.find(
    ({ expression }) =>
      expression.type === 'Identifier' && expression.name === announced,
  );
  const imported = importOf(announced, method);
  return implemented && imported
    ? { interface: announced, class: body.parent, implemented, imported }
    : undefined;
}

/** Whether a member has a name, as an overload of a method has. */
function isNamed(member: TSESTree.ClassElement, name: string): boolean {
  return (
    'key' in member &&
    member.key.type === 'Identifier' &&
    member.key.name === name
  );
}

function importOf(
  name: string,
  node: TSESTree.Node,
): TSESTree.ImportSpecifier | undefined {
  return programOf(node)
    .body.flatMap((statement) =>
      statement.type === 'ImportDeclaration' &&
      statement.source.value === FRAMEWORK
        ? statement.specifiers
        : [],
    )
    .find(
      (each): each is TSESTree.ImportSpecifier =>
        each.type === 'ImportSpecifier' && each.local.name === name,
    );
}

/** The edits that take the interfaces of removed methods from their classes, and their imports where nothing else speaks of them. */
export function withdraw(
  methods: readonly TSESTree.MethodDefinition[],
  text: string,
): readonly Edit[] {
  const withdrawn = methods.flatMap((each) => lifecycleOf(each, text) ?? []);
  const removed = new Set<TSESTree.Node>(
    withdrawn.map(({ implemented }) => implemented),
  );
  const imported = new Set<TSESTree.Node>(
    withdrawn
      .filter((each) => {
        const mentions = text.split(new RegExp(`\\b${each.interface}\\b`));
        const own = withdrawn.filter(
          (other) => other.interface === each.interface,
        );
        return mentions.length - 2 === own.length;
      })
      .map((each) => each.imported),
  );
  const classes = new Set(withdrawn.map((each) => each.class));
  const imports = new Set([...imported].map(({ parent }) => parent));
  return [
    ...[...classes].flatMap((each) =>
      removeInterfaces(each.implements, removed, text),
    ),
    ...[...imports].flatMap((each) =>
      each?.type === 'ImportDeclaration'
        ? removeNames(each.specifiers, imported, text)
        : [],
    ),
  ];
}

function removeInterfaces(
  list: readonly TSESTree.TSClassImplements[],
  removed: ReadonlySet<TSESTree.Node>,
  text: string,
): readonly Edit[] {
  if (!list.every((each) => removed.has(each))) {
    return removeNames(list, removed, text);
  }
  const before = text.slice(0, list[0]!.range[0]);
  return [
    removal(
      before.replace(/\s*\bimplements\s*$/, '').length,
      list.at(-1)!.range[1],
    ),
  ];
}
