import type { TSESTree } from '@typescript-eslint/utils';
import {
  classAround,
  type Departed,
  memberAccessName,
  memberDefinitions,
  stringValue,
} from 'eslint-plugin-shared-redis/analysis';

import type { ClassIn } from './class-hierarchy.js';
import type { ProjectFile, Sources } from './sources.js';

/** A place where a member of some name is read. */
export interface NamedRead {
  readonly file: ProjectFile;
  readonly node: TSESTree.Node;
  readonly as: 'value' | 'target';
}

type Access = TSESTree.MemberExpression | TSESTree.Property;

/** From where something can be reached by its name. */
export type Reach =
  | NonNullable<Departed['byName']>
  /** Where TypeScript does not check what is private: `service['redis']`, `(service as any).redis`. */
  | 'unchecked'
  /** By whoever asks a container for the name: as a member, or `container.resolve('name')`. */
  | 'container';

/** A name that more files use says too little. */
const MOST_FILES = 200;

/**
 * Where members of a name are read in the project; `undefined` where too many
 * files have it, or one of them cannot be parsed.
 *
 * @param isSame whether a class that has a member of that name itself may mean the same one
 */
export function readsByName(
  name: string,
  reach: Reach,
  sources: Sources,
  isSame: (owner: ClassIn) => boolean,
): readonly NamedRead[] | undefined {
  const files = [...sources.withWord(name)].filter(
    (file) =>
      reach !== 'unchecked' || mayReadUnchecked(name, sources.text(file)),
  );
  if (files.length > MOST_FILES) return undefined;
  const reads: NamedRead[] = [];
  for (const each of files) {
    const file = sources.parsed(each);
    if (!file) return undefined;
    const { index } = file.analysis;
    for (const access of index.memberAccesses) {
      if (nameOf(access, file) !== name) continue;
      if (!isReached(access, file, reach, isSame)) continue;
      const owner = index.fieldOwner(access);
      const isOwn = owner && memberDefinitions(owner, name).length > 0;
      if (isOwn && !isSame({ node: owner, file })) continue;
      reads.push(
        access.type === 'Property'
          ? { file, node: access.value, as: 'target' }
          : { file, node: access, as: 'value' },
      );
    }
    const others =
      reach === 'global'
        ? freeReads(name, file)
        : reach === 'container'
          ? resolvedCalls(name, file)
          : [];
    for (const node of others) reads.push({ file, node, as: 'value' });
  }
  return reads;
}

/** `name` as a global variable. */
function freeReads(
  name: string,
  { source }: ProjectFile,
): readonly TSESTree.Node[] {
  const through = source.scopeManager?.globalScope?.through ?? [];
  return through
    .filter((each) => each.isRead() && each.identifier.name === name)
    .map(({ identifier }) => identifier);
}

/** `container.resolve('name')`, `fastify.getDecorator('name')` */
function resolvedCalls(
  name: string,
  { analysis }: ProjectFile,
): readonly TSESTree.Node[] {
  return analysis.index.calls.filter(({ callee, arguments: [argument] }) => {
    if (!argument || stringValue(argument) !== name) return false;
    const method =
      callee.type === 'MemberExpression' ? memberAccessName(callee) : undefined;
    return method === 'resolve' || method === 'getDecorator';
  });
}

/** The name of the member that is accessed, also where it stands in a constant. */
function nameOf(access: Access, { analysis }: ProjectFile): string | undefined {
  const key = access.type === 'Property' ? access.key : access.property;
  const [definition] = access.computed
    ? (analysis.index.variable(key)?.defs ?? [])
    : [];
  return definition?.node.type === 'VariableDeclarator' && definition.node.init
    ? stringValue(definition.node.init)
    : memberAccessName(access);
}

/** Whether an access can reach what is reached from there. */
function isReached(
  access: Access,
  file: ProjectFile,
  reach: Reach,
  isSame: (owner: ClassIn) => boolean,
): boolean {
  if (!/^(?:subclasses|unchecked)$/.test(reach) || isUnchecked(access, file)) {
    return true;
  }
  const node = reach === 'subclasses' ? classAround(access) : undefined;
  return (
    node !== undefined && (Boolean(node.superClass) || isSame({ node, file }))
  );
}

function isUnchecked(access: Access, { text }: ProjectFile): boolean {
  return (
    access.computed ||
    (access.type === 'MemberExpression' && isCast(access.object)) ||
    IGNORES_NEXT_LINE.test(text.slice(0, access.range[0]))
  );
}

function isCast({ type }: TSESTree.Node): boolean {
  return type === 'TSAsExpression' || type === 'TSTypeAssertion';
}

const IGNORES_NEXT_LINE = /@ts-(?:ignore|expect-error)[^\n]*\n[^\n]*$/;

/** Whether a text can hold an access of this name that is not checked; most do not. */
function mayReadUnchecked(name: string, text: string): boolean {
  const escaped = name.replaceAll('$', '\\$');
  return (
    new RegExp(
      `['"\`]${escaped}['"\`]\\s*\\]|\\)[!?]*\\.\\s*${escaped}(?![\\w$])`,
    ).test(text) || /@ts-(?:ignore|expect-error)/.test(text)
  );
}

/** Whether one place alone puts something under this name into a container: `register({ name: asValue(client) })`. */
export function isRegisteredOnce(name: string, sources: Sources): boolean {
  const registration = new RegExp(
    `(?<![\\w$])${name}\\s*:\\s*as[A-Z]\\w+\\(`,
    'g',
  );
  const counts = [...sources.withWord(name)].map(
    (file) => sources.text(file).match(registration)?.length ?? 0,
  );
  return counts.reduce((sum, count) => sum + count, 0) === 1;
}
