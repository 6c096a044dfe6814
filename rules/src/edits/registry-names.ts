import type { TSESTree } from '@typescript-eslint/utils';

import type { RegistryCall } from '../analysis/registry.js';
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
  readonly module: string;
  /** As it is to be called: `getRedisClient`, an alias, or `sharedRedis.getRedisClient`. */
  readonly local: string;
  /** Whether the file imports it already. */
  readonly present: boolean;
}

const namesOf = new WeakMap<TSESTree.Program, Map<string, ImportedName>>();

/** The names that registry functions have, or can have, in a file without colliding with others, or with each other: each module has a `getRedisClient`. */
export function importedNames(
  calls: readonly RegistryCall[],
  source: SourceInput,
): readonly ImportedName[] {
  const names = new Set(calls.map((call) => importedName(call, source)));
  const given = new Set<string>();
  return [...names].map((name) => {
    const local = given.has(name.local)
      ? nameFree(name.imported, source, given)
      : name.local;
    given.add(local);
    return { ...name, local };
  });
}

/** Found once for all suggestions. */
function importedName(call: RegistryCall, source: SourceInput): ImportedName {
  const names = namesOf.get(source.ast) ?? new Map<string, ImportedName>();
  namesOf.set(source.ast, names);
  const key = `${call.module} ${call.name}`;
  const name = names.get(key) ?? findName(call, source);
  names.set(key, name);
  return name;
}

function findName(
  { name: imported, module }: RegistryCall,
  source: SourceInput,
): ImportedName {
  const taken = takenNames(source);
  const scopes = source.scopeManager?.scopes ?? [];
  for (const variable of scopes.flatMap((scope) => scope.variables)) {
    // A name that is declared again may mean something else where the call is to stand.
    if ((taken.get(variable.name) ?? 0) > 1) continue;
    const path = registryPath(variable, module);
    if (path === undefined) continue;
    const { name } = variable;
    if (path === imported) {
      return { imported, module, local: name, present: true };
    }
    if (path === '') {
      const local = `${name}.${imported}`;
      return { imported, module, local, present: true };
    }
  }
  const local =
    moduleStyle(source).form === 'importEquals'
      ? `${nameFree(inCamelCase(module), source)}.${imported}`
      : nameFree(imported, source);
  return { imported, module, local, present: false };
}

/** `shared-redis/iovalkey` → `sharedRedisIovalkey` */
function inCamelCase(module: string): string {
  return module.replace(/\W+(\w)/g, (_, first: string) => first.toUpperCase());
}

/** A name that nothing in the file has, nor anything that it is to get. */
export function nameFree(
  wanted: string,
  source: SourceInput,
  given: ReadonlySet<string> = new Set(),
): string {
  const taken = takenNames(source);
  return freeName(wanted, (name) => !taken.has(name) && !given.has(name));
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

/** What a variable of the file holds of a module of the registry: one of its exports, '' for the module itself. */
function registryPath(
  { defs, identifiers }: Variable,
  module: string,
): string | undefined {
  const node = defs[0]?.node;
  switch (node?.type) {
    case 'ImportSpecifier':
      return isImportOf(module, node.parent) &&
        node.importKind !== 'type' &&
        node.imported.type === 'Identifier'
        ? node.imported.name
        : undefined;
    case 'ImportNamespaceSpecifier':
      return isImportOf(module, node.parent) ? '' : undefined;
    case 'TSImportEqualsDeclaration':
      return node.importKind !== 'type' &&
        node.moduleReference.type === 'TSExternalModuleReference' &&
        stringValue(node.moduleReference.expression) === module
        ? ''
        : undefined;
    case 'VariableDeclarator':
      return node.parent.parent.type === 'Program' &&
        node.init?.type === 'CallExpression' &&
        requiredModule(node.init) === module
        ? requiredPath(identifiers[0])
        : undefined;
    default:
      return undefined;
  }
}

function isImportOf(module: string, statement: TSESTree.Node): boolean {
  return (
    statement.type === 'ImportDeclaration' &&
    statement.importKind !== 'type' &&
    statement.source.value === module
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
