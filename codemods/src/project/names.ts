import type { TSESTree } from '@typescript-eslint/utils';
import {
  memberAccessName,
  memberDefinitions,
} from 'eslint-plugin-shared-redis/analysis';

import type { ProjectFile, Sources } from './sources.js';

/** A place where a member of some name is read. */
export interface NamedRead {
  readonly file: ProjectFile;
  readonly node: TSESTree.Node;
  readonly as: 'value' | 'target';
}

/** A name that more files use says too little. */
const MOST_FILES = 200;

type Reach = 'anywhere' | 'subclasses';
type Found = readonly NamedRead[] | undefined;

const known = new WeakMap<Sources, Map<string, Found>>();

/** Where members of a name are read in the project; `undefined` where too many files have it, or one of them cannot be parsed. */
export function readsByName(
  name: string,
  reach: Reach,
  sources: Sources,
): readonly NamedRead[] | undefined {
  const reads = known.get(sources) ?? new Map<string, Found>();
  known.set(sources, reads);
  const key = `${reach} ${name}`;
  if (!reads.has(key)) reads.set(key, findReads(name, reach, sources));
  return reads.get(key);
}

function findReads(name: string, reach: Reach, sources: Sources): Found {
  const files = sources.withWord(name);
  if (files.length > MOST_FILES) return undefined;
  const reads: NamedRead[] = [];
  for (const each of files) {
    const file = sources.parsed(each);
    if (!file) return undefined;
    const { index } = file.analysis;
    for (const access of index.memberAccesses) {
      if (memberAccessName(access) !== name) continue;
      // `this.name` of a class that declares it is that class' own.
      const owner = index.fieldOwner(access);
      if (owner && memberDefinitions(owner, name).length > 0) continue;
      if (reach === 'subclasses' && !isOfThis(access)) continue;
      reads.push(
        access.type === 'Property'
          ? { file, node: access.value, as: 'target' }
          : { file, node: access, as: 'value' },
      );
    }
  }
  return reads;
}

/** Whether one place alone puts something under this name into a container: `register({ name: asValue(client) })`. */
export function isRegisteredOnce(name: string, sources: Sources): boolean {
  const registration = new RegExp(
    `(?<![\\w$])${name}\\s*:\\s*as[A-Z]\\w+\\(`,
    'g',
  );
  const counts = sources
    .withWord(name)
    .map((file) => sources.text(file).match(registration)?.length ?? 0);
  return counts.reduce((sum, count) => sum + count, 0) === 1;
}

/** `this.name`, `const { name } = this` */
function isOfThis(
  access: TSESTree.MemberExpression | TSESTree.Property,
): boolean {
  if (access.type === 'MemberExpression') {
    return access.object.type === 'ThisExpression';
  }
  const { parent } = access.parent;
  return (
    parent.type === 'VariableDeclarator' &&
    parent.init?.type === 'ThisExpression'
  );
}
