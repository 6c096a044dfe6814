import type { TSESTree } from '@typescript-eslint/utils';

import { REGISTRY_MODULE } from '../analysis/registry.js';
import {
  keyName,
  type SourceInput,
  stringValue,
  type Variable,
} from '../analysis/source.js';
import { moduleStyle, requiredModule } from './module-style.js';

/** A registry function and the name it goes by in a file. */
export interface ImportedName {
  readonly imported: string;
  /** As it is to be called: `getRedisClient`, an alias, or `sharedRedis.getRedisClient`. */
  readonly local: string;
  /** Whether the file imports it already. */
  readonly present: boolean;
}

const namesOf = new WeakMap<TSESTree.Program, Map<string, ImportedName>>();

/** The name a registry function has, or can have, in a file without colliding with another. Found once for all suggestions. */
export function importedName(
  imported: string,
  source: SourceInput,
): ImportedName {
  const names = namesOf.get(source.ast) ?? new Map<string, ImportedName>();
  namesOf.set(source.ast, names);
  const name = names.get(imported) ?? findName(imported, source);
  names.set(imported, name);
  return name;
}

function findName(imported: string, source: SourceInput): ImportedName {
  const taken = takenNames(source);
  const scopes = source.scopeManager?.scopes ?? [];
  for (const variable of scopes.flatMap((scope) => scope.variables)) {
    // A name that is declared again may mean something else where the call is to stand.
    if ((taken.get(variable.name) ?? 0) > 1) continue;
    const path = registryPath(variable);
    if (path === imported) {
      return { imported, local: variable.name, present: true };
    }
    if (path === '') {
      return { imported, local: `${variable.name}.${imported}`, present: true };
    }
  }
  const isFree = (name: string): boolean => !taken.has(name);
  const local =
    moduleStyle(source).form === 'importEquals'
      ? `${freeName('sharedRedis', isFree)}.${imported}`
      : freeName(imported, isFree);
  return { imported, local, present: false };
}

/** A name that nothing in the file has. */
export function nameFree(wanted: string, source: SourceInput): string {
  const taken = takenNames(source);
  return freeName(wanted, (name) => !taken.has(name));
}

const takenIn = new WeakMap<SourceInput['ast'], ReadonlyMap<string, number>>();

/** How often each name is declared; 0 for globals. */
function takenNames(source: SourceInput): ReadonlyMap<string, number> {
  const known = takenIn.get(source.ast);
  if (known) return known;
  const taken = findTakenNames(source);
  takenIn.set(source.ast, taken);
  return taken;
}

function findTakenNames({
  scopeManager,
}: SourceInput): ReadonlyMap<string, number> {
  const taken = new Map<string, number>();
  for (const scope of scopeManager?.scopes ?? []) {
    for (const { name, defs } of scope.variables) {
      taken.set(name, (taken.get(name) ?? 0) + Math.min(defs.length, 1));
    }
    for (const { identifier } of scope.through) {
      if (identifier.type !== 'Identifier') continue;
      taken.set(identifier.name, taken.get(identifier.name) ?? 0);
    }
  }
  return taken;
}

/** `getRedisClient` → `getRedisClient`, `sharedGetRedisClient`, `sharedGetRedisClient2` … */
function freeName(wanted: string, isFree: (name: string) => boolean): string {
  if (isFree(wanted)) return wanted;
  const base = `shared${wanted[0]!.toUpperCase()}${wanted.slice(1)}`;
  let name = base;
  for (let count = 2; !isFree(name); count++) name = `${base}${count}`;
  return name;
}

/** What a variable of the module holds: an export of the registry module, '' for the module itself. */
function registryPath({ defs, identifiers }: Variable): string | undefined {
  const node = defs[0]?.node;
  switch (node?.type) {
    case 'ImportSpecifier':
      return isRegistryImport(node.parent) &&
        node.importKind !== 'type' &&
        node.imported.type === 'Identifier'
        ? node.imported.name
        : undefined;
    case 'ImportNamespaceSpecifier':
      return isRegistryImport(node.parent) ? '' : undefined;
    case 'TSImportEqualsDeclaration':
      return node.importKind !== 'type' &&
        node.moduleReference.type === 'TSExternalModuleReference' &&
        stringValue(node.moduleReference.expression) === REGISTRY_MODULE
        ? ''
        : undefined;
    case 'VariableDeclarator':
      return node.parent.parent.type === 'Program' &&
        node.init?.type === 'CallExpression' &&
        requiredModule(node.init) === REGISTRY_MODULE
        ? requiredPath(identifiers[0])
        : undefined;
    default:
      return undefined;
  }
}

function isRegistryImport(statement: TSESTree.Node): boolean {
  return (
    statement.type === 'ImportDeclaration' &&
    statement.importKind !== 'type' &&
    statement.source.value === REGISTRY_MODULE
  );
}

/** `''` for `const shared = require()`, `'x'` for `const { x } = require()`. */
function requiredPath(
  identifier: TSESTree.Identifier | undefined,
): string | undefined {
  switch (identifier?.parent.type) {
    case 'VariableDeclarator':
      return '';
    case 'Property':
      return keyName(identifier.parent);
    default:
      return undefined;
  }
}
