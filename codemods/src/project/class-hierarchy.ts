import type { TSESTree } from '@typescript-eslint/utils';
import type { Origin } from 'eslint-plugin-shared-redis/analysis';

import type { Exports } from './exports.js';
import type { Resolution } from './resolution.js';
import type { ProjectFile } from './sources.js';

type ClassNode = TSESTree.ClassDeclaration | TSESTree.ClassExpression;

/** A class and the file that it stands in. */
export interface ClassIn {
  readonly node: ClassNode;
  readonly file: ProjectFile;
}

interface Ancestors {
  readonly classes: ReadonlySet<ClassNode>;
  /** Whether all are known that stand in the project. */
  readonly isWhole: boolean;
}

/** Knows which classes of a project extend which. */
export class ClassHierarchy {
  readonly #exports: Exports;
  readonly #resolution: Resolution;
  readonly #known = new WeakMap<ClassNode, Ancestors>();

  constructor(exports: Exports, resolution: Resolution) {
    this.#exports = exports;
    this.#resolution = resolution;
  }

  /** Whether one of two classes extends the other, or may. */
  areRelated(one: ClassIn, other: ClassIn): boolean {
    const [above, aboveOther] = [this.#ancestors(one), this.#ancestors(other)];
    return (
      above.classes.has(other.node) ||
      aboveOther.classes.has(one.node) ||
      !above.isWhole ||
      !aboveOther.isWhole
    );
  }

  #ancestors(start: ClassIn): Ancestors {
    const known = this.#known.get(start.node);
    if (known) return known;
    const classes = new Set<ClassNode>();
    let isWhole = true;
    const pending = [start];
    for (let next = pending.pop(); next; next = pending.pop()) {
      const { node, file } = next;
      const origins = node.superClass
        ? file.analysis.origins(node.superClass)
        : [];
      for (const origin of origins) {
        const found = this.#classesAt(origin, file);
        if (!found) isWhole = false;
        for (const each of found ?? []) {
          if (classes.has(each.node)) continue;
          classes.add(each.node);
          pending.push(each);
        }
      }
    }
    const ancestors = { classes, isWhole };
    this.#known.set(start.node, ancestors);
    return ancestors;
  }

  /** The classes of the project that a superclass can be; `undefined` where that is not known. */
  #classesAt(
    origin: Origin,
    file: ProjectFile,
  ): readonly ClassIn[] | undefined {
    switch (origin.kind) {
      case 'class':
        return [{ node: origin.node, file }];
      case 'global': // `EventEmitter`, `Error`
      case 'nullish':
        return [];
      case 'module':
      case 'result': {
        const source = this.#resolution.resolve(origin.source, file.file);
        if (source === undefined) return [];
        const values = this.#exports.at(source, origin.path);
        const classes = values.flatMap((value) =>
          value.origin.kind === 'class'
            ? [{ node: value.origin.node, file: value.file }]
            : [],
        );
        return values.length > 0 && classes.length === values.length
          ? classes
          : undefined;
      }
      default:
        return undefined;
    }
  }
}
