import type { TSESTree } from '@typescript-eslint/utils';
import {
  CALLED,
  exportedAs,
  type Origin,
  returnedByRegistry,
  REGISTRY_MODULES,
} from 'eslint-plugin-shared-redis/analysis';

import { importsOf } from './imports.js';
import type { Resolution } from './resolution.js';
import type { ProjectFile, Sources } from './sources.js';

/** A value, and the file that it is of. */
export interface ValueIn {
  readonly file: ProjectFile;
  readonly origin: Origin;
}

/** An expression or a declaration that is exported. */
export interface WrittenExport {
  readonly file: ProjectFile;
  readonly node: TSESTree.Node;
}

/** Longer than any real chain of files that export what others export. */
const LONGEST_CHAIN = 16;

/** Knows what the exports of a project's files are. */
export class Exports {
  readonly #sources: Sources;
  readonly #resolution: Resolution;
  readonly #known = new Map<string, readonly ValueIn[]>();

  constructor(sources: Sources, resolution: Resolution) {
    this.#sources = sources;
    this.#resolution = resolution;
  }

  /** What an export of a file is, followed through the files that it is exported again from; nothing where that is not known. */
  at(
    file: string | undefined,
    path: readonly string[],
    depth = 0,
  ): readonly ValueIn[] {
    if (file === undefined || depth > LONGEST_CHAIN) return [];
    const key = [file, ...path].join('\0');
    let found = this.#known.get(key);
    if (!found) this.#known.set(key, (found = this.#find(file, path, depth)));
    return found;
  }

  /** What an import stands for in the file that exports it; nothing where that is not of the project. */
  of(origin: Origin, from: ProjectFile): readonly ValueIn[] {
    if (origin.kind !== 'module') return [];
    const { source, path } = origin;
    return this.at(this.#resolution.resolve(source, from.file), path);
  }

  /** How what an import stands for is written in the file that exports it; nothing where that is a part of an export, or not of the project. */
  writtenOf(origin: Origin, from: ProjectFile): readonly WrittenExport[] {
    if (origin.kind !== 'module') return [];
    const { source, path } = origin;
    return this.#writtenAt(this.#resolution.resolve(source, from.file), path);
  }

  #writtenAt(
    file: string | undefined,
    [name = 'default', ...rest]: readonly string[],
    depth = 0,
  ): readonly WrittenExport[] {
    if (file === undefined || rest.length > 0 || depth > LONGEST_CHAIN) {
      return [];
    }
    if (!this.#mayExport(file, name)) return [];
    const parsed = this.#sources.parsed(file);
    if (!parsed) return [];
    const own = exportsOf(parsed).get(name) ?? [];
    return own.length > 0
      ? own.map((node) => ({ node, file: parsed }))
      : this.#exportedAgain(parsed, name, [], (source, path) =>
          this.#writtenAt(source, path, depth + 1),
        );
  }

  /** What is found in the files that a name may be exported again from. */
  #exportedAgain<Found>(
    file: ProjectFile,
    name: string,
    rest: readonly string[],
    find: (
      file: string | undefined,
      path: readonly string[],
      specifier: string | undefined,
    ) => readonly Found[],
  ): readonly Found[] {
    return importsOf(file).reExports.flatMap(
      ({ specifier, exported, imported }) => {
        const isAll = exported === '*' && name !== 'default';
        if (exported !== name && !isAll) return [];
        const inner = isAll ? [name] : imported === undefined ? [] : [imported];
        const source = this.#resolution.resolve(specifier, file.file);
        return find(source, [...inner, ...rest], isAll ? undefined : specifier);
      },
    );
  }

  /** What an expression can hold, and the files that it is of; imports from files of the project are resolved. */
  valuesOf(expression: TSESTree.Node, file: ProjectFile): readonly ValueIn[] {
    return file.analysis
      .origins(expression)
      .flatMap((origin) => this.#valueOf(origin, file));
  }

  /** What an import stands for in the file that exports it, or the origin as it is. */
  resolved(origin: Origin, from: ProjectFile): readonly Origin[] {
    return this.#valueOf(origin, from).map((value) => value.origin);
  }

  #valueOf(origin: Origin, file: ProjectFile): readonly ValueIn[] {
    const exported = this.of(origin, file);
    return exported.length > 0 ? exported : [{ origin, file }];
  }

  /** What an expression can hold, imports from files of the project resolved. */
  originsOf(expression: TSESTree.Node, file: ProjectFile): readonly Origin[] {
    return this.valuesOf(expression, file).map(({ origin }) => origin);
  }

  /** The same; for what a function of another file returns, where that comes from. */
  openedOriginsOf(
    expression: TSESTree.Node,
    file: ProjectFile,
    depth = 0,
  ): readonly Origin[] {
    return this.valuesOf(expression, file).flatMap(({ origin, file: in_ }) => {
      const returned = this.#returnedBy(origin, in_);
      return returned.length === 0 || depth > LONGEST_CHAIN
        ? [origin]
        : returned.flatMap((each) =>
            this.openedOriginsOf(each.node, each.file, depth + 1),
          );
    });
  }

  /** What a function of another file returns, where an import of it is called. */
  #returnedBy(origin: Origin, from: ProjectFile): readonly WrittenExport[] {
    if (origin.kind !== 'result' || origin.path.at(-1) !== CALLED) return [];
    const { source, path } = origin;
    const callee = { kind: 'module', source, path: path.slice(0, -1) } as const;
    return this.of(callee, from).flatMap(({ origin: fn, file }) =>
      fn.kind === 'function' && !fn.node.generator
        ? file.analysis.index.returned(fn.node).map((node) => ({ node, file }))
        : [],
    );
  }

  /** The names that a file itself exports a function by. */
  namesOf(fn: TSESTree.Node, file: ProjectFile): readonly string[] {
    return [...exportsOf(file)].flatMap(([name, expressions]) =>
      expressions
        .flatMap((expression) => file.analysis.origins(expression))
        .some((origin) => 'node' in origin && origin.node === fn)
        ? [name]
        : [],
    );
  }

  /** Whether a file exports a name: a value of its own, of another file, or of the registry. */
  has(file: string, name: string, depth = 0): boolean {
    const parsed = this.#sources.parsed(file);
    if (!parsed || depth > LONGEST_CHAIN) return false;
    return (
      exportsOf(parsed).has(name) ||
      importsOf(parsed).reExports.some(({ specifier, exported }) => {
        if (exported !== '*') return exported === name;
        const source = this.#resolution.resolve(specifier, file);
        return source === undefined
          ? REGISTRY_MODULES.has(specifier) &&
              returnedByRegistry([name]) !== undefined
          : this.has(source, name, depth + 1);
      })
    );
  }

  #find(
    file: string,
    [name = 'default', ...rest]: readonly string[],
    depth: number,
  ): readonly ValueIn[] {
    if (!this.#mayExport(file, name)) return [];
    const parsed = this.#sources.parsed(file);
    if (!parsed) return [];
    const found = (exportsOf(parsed).get(name) ?? [])
      .flatMap((expression) => parsed.analysis.origins(expression))
      .flatMap((origin) => this.#select(origin, rest, parsed, depth));
    if (found.length > 0) return found;
    return this.#exportedAgain(parsed, name, rest, (file, path, source) =>
      file === undefined && source !== undefined
        ? [{ file: parsed, origin: { kind: 'module', source, path } }]
        : this.at(file, path, depth + 1),
    );
  }

  /** Most files neither name an export nor pass on all of another's. */
  #mayExport(file: string, name: string): boolean {
    if (name === 'default') return true;
    const text = this.#sources.text(file);
    return text.includes(name) || /\bexport\s*\*/.test(text);
  }

  #select(
    origin: Origin,
    path: readonly string[],
    file: ProjectFile,
    depth: number,
  ): readonly ValueIn[] {
    if (origin.kind === 'module') {
      const source = this.#resolution.resolve(origin.source, file.file);
      const inner = [...origin.path, ...path];
      return source === undefined
        ? [{ file, origin: { ...origin, path: inner } }]
        : this.at(source, inner, depth + 1);
    }
    return path.length === 0 ? [{ file, origin }] : [];
  }
}

type ExportTable = ReadonlyMap<string, readonly TSESTree.Node[]>;

const tables = new WeakMap<ProjectFile, ExportTable>();

/** The expressions and declarations that a file itself exports, by name. */
function exportsOf(file: ProjectFile): ExportTable {
  let table = tables.get(file);
  if (!table) tables.set(file, (table = findExports(file)));
  return table;
}

function findExports({
  source,
  analysis: { index },
}: ProjectFile): ExportTable {
  const table = new Map<string, TSESTree.Node[]>();
  const add = (name: string, node: TSESTree.Node): void => {
    table.set(name, [...(table.get(name) ?? []), node]);
  };
  for (const statement of source.ast.body) {
    switch (statement.type) {
      case 'ExportDefaultDeclaration':
        add('default', statement.declaration);
        break;
      case 'TSExportAssignment':
        add('default', statement.expression);
        break;
      case 'ExportNamedDeclaration':
        addDeclared(statement.declaration, index, add);
        if (statement.source) break;
        for (const { local, exported } of statement.specifiers) {
          add(
            exported.type === 'Identifier' ? exported.name : exported.value,
            local,
          );
        }
        break;
    }
  }
  for (const access of index.memberAccesses) {
    const { parent } = access;
    if (
      access.type !== 'MemberExpression' ||
      parent.type !== 'AssignmentExpression' ||
      parent.left !== access
    ) {
      continue;
    }
    const exported = exportedAs(access, index);
    if (exported?.name !== undefined) add(exported.name, parent.right);
    else if (exported) addModule(parent.right, add);
  }
  return table;
}

type Add = (name: string, node: TSESTree.Node) => void;

function addDeclared(
  declaration: TSESTree.ExportNamedDeclaration['declaration'],
  index: ProjectFile['analysis']['index'],
  add: Add,
): void {
  switch (declaration?.type) {
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
      if (declaration.id) add(declaration.id.name, declaration);
      break;
    case 'VariableDeclaration':
      // By the variable: `export let` can be written again.
      for (const { name, identifiers } of declaration.declarations.flatMap(
        (each) => index.declared(each),
      )) {
        for (const identifier of identifiers) add(name, identifier);
      }
      break;
  }
}

/** `module.exports = { name: value }` */
function addModule(value: TSESTree.Node, add: Add): void {
  add('default', value);
  if (value.type !== 'ObjectExpression') return;
  for (const property of value.properties) {
    if (property.type === 'Property' && property.key.type === 'Identifier') {
      add(property.key.name, property.value);
    }
  }
}
