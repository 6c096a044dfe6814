import type { TSESTree } from '@typescript-eslint/utils';
import {
  CLIENT,
  isExported,
  isSymbolCall,
  memberName,
  readsOf,
  stringValue,
  unwrap,
  type Variable,
  wrapped,
} from 'eslint-plugin-shared-redis/analysis';

import type { Exports } from './exports.js';
import { type Importers, NO_IMPORTER } from './importers.js';
import type { ProjectFile, Sources } from './sources.js';

/** A variable that a token is in. */
interface Constant {
  readonly variable: Variable;
  readonly file: ProjectFile;
}

/** What NestJS knows a provider by: a text, or a symbol that one constant holds. */
export type Token =
  | { readonly text: string; readonly symbol?: undefined }
  | { readonly text?: undefined; readonly symbol: Constant };

/** Where a token stands. */
export interface TokenPlace {
  readonly node: TSESTree.Node;
  readonly file: ProjectFile;
}

/** More files have a text that means something else, too. */
const MOST_FILES = 200;

/** Finds what tokens are, and every place that has one. */
export class NestTokens {
  readonly #sources: Sources;
  readonly #exports: Exports;
  readonly #importers: Importers;

  constructor(sources: Sources, exports: Exports, importers: Importers) {
    this.#sources = sources;
    this.#exports = exports;
    this.#importers = importers;
  }

  /** The token that an expression is; `undefined` for what is put together, for classes, and for what is not of the project. */
  tokenOf(expression: TSESTree.Node, file: ProjectFile): Token | undefined {
    const node = unwrap(expression);
    const text = stringValue(node);
    if (text !== undefined) return { text };
    const variable =
      node.type === 'Identifier' ? file.analysis.index.named(node) : undefined;
    const [definition] = variable?.defs ?? [];
    if (variable && definition?.node.type === 'VariableDeclarator') {
      const { id, init, parent } = definition.node;
      if (parent.kind !== 'const' || id.type !== 'Identifier' || !init) {
        return undefined;
      }
      return isSymbolCall(unwrap(init), file.analysis.index)
        ? { symbol: { variable, file } }
        : this.tokenOf(init, file);
    }
    const [origin, ...others] = file.analysis.origins(node);
    if (origin?.kind !== 'module' || others.length > 0) return undefined;
    const [written, ...more] = this.#exports.writtenOf(origin, file);
    return written && more.length === 0
      ? this.tokenOf(written.node, written.file)
      : undefined;
  }

  /** Every place of a token; a text where they cannot all be seen. */
  placesOf({ text, symbol }: Token): readonly TokenPlace[] | string {
    const found: TokenPlace[] = [];
    const pending: TokenPlace[] = [];
    if (symbol) pending.push(...declarationOf(symbol));
    else {
      const files = [...this.#sources.withWord(text)];
      if (files.length > MOST_FILES) return ', and too many files have it';
      for (const each of files) {
        const file = this.#sources.parsed(each);
        if (!file) return `, and ${each}, which has it, cannot be parsed`;
        for (const node of textsIn(file, text)) pending.push({ node, file });
      }
    }
    const seen = new Set<TSESTree.Node>();
    for (let next = pending.pop(); next; next = pending.pop()) {
      if (seen.has(next.node)) continue;
      seen.add(next.node);
      const onward = this.#onward(next);
      if (typeof onward === 'string') return onward;
      if (onward) pending.push(...onward);
      else found.push(next);
    }
    return found;
  }

  /** Where a token goes on by another name: that of a constant, or of an export; `undefined` where it does not. */
  #onward({ node, file }: TokenPlace): TokenPlace[] | string | undefined {
    const { index } = file.analysis;
    const outer = wrapped(node);
    const { parent } = outer;
    if (parent?.type === 'ExportSpecifier') {
      const { exported } = parent;
      const name =
        exported.type === 'Identifier' ? exported.name : exported.value;
      return this.#imported(name, node, file);
    }
    if (parent?.type !== 'VariableDeclarator') return undefined;
    const { id } = parent;
    if (id.type !== 'Identifier' || parent.parent.kind !== 'const') {
      return undefined;
    }
    if (id !== node) return [{ node: id, file }];
    const variable = index.named(id);
    if (!variable) return undefined;
    const imported = isExported(variable)
      ? this.#imported(id.name, node, file)
      : [];
    if (typeof imported === 'string') return imported;
    const reads = readsOf(variable).map((read) => ({ node: read, file }));
    return [...reads, ...imported];
  }

  #imported(
    name: string,
    node: TSESTree.Node,
    file: ProjectFile,
  ): TokenPlace[] | string {
    const starts = this.#importers.startsOf(
      { kind: 'exported', node, name, held: CLIENT },
      file,
    );
    if (starts === NO_IMPORTER) return [];
    if (typeof starts === 'string') return starts;
    return starts.map((start) => ({
      node: memberAt(start.node, start.held.path),
      file: start.file,
    }));
  }
}

function declarationOf({ variable, file }: Constant): TokenPlace[] {
  return variable.identifiers.map((node) => ({ node, file }));
}

/** `tokens.REDIS` of `tokens`, as far as it is written so. */
function memberAt(node: TSESTree.Node, path: readonly string[]): TSESTree.Node {
  const [name, ...rest] = path;
  const { parent } = node;
  return name !== undefined &&
    parent?.type === 'MemberExpression' &&
    parent.object === node &&
    memberName(parent) === name
    ? memberAt(parent, rest)
    : node;
}

/** Where a text stands as a value. */
function textsIn(
  { source }: ProjectFile,
  text: string,
): readonly TSESTree.Node[] {
  const found: TSESTree.Node[] = [];
  const pending: TSESTree.Node[] = [source.ast];
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (stringValue(node) === text) found.push(node);
    for (const key of source.visitorKeys[node.type] ?? []) {
      const child = (node as unknown as Record<string, unknown>)[key];
      for (const each of [child].flat()) {
        if (each !== null && each !== undefined) {
          pending.push(each as TSESTree.Node);
        }
      }
    }
  }
  return found;
}
