import type { TSESTree } from '@typescript-eslint/utils';

import { isPrivate, memberDefinitions } from './class-fields.js';
import type { FileIndex } from './file-index.js';
import { NULLISH, type Sources, stepTo, UNKNOWN } from './origins.js';
import {
  type ClassNode,
  isFunction,
  memberName,
  type Variable,
  wrapped,
} from './source.js';
import { assignedSources } from './writes.js';

/** What a file puts into the members of its classes and its variables. */
export class MemberSources {
  readonly #index: FileIndex;
  readonly #variables = new Map<Variable, Map<string, Sources>>();
  readonly #fields = new Map<ClassNode, Map<string, Sources>>();

  constructor(index: FileIndex) {
    this.#index = index;
  }

  /** What is assigned to a member of a variable: `clients.redis = …`. */
  ofVariable(variable: Variable, name: string): Sources {
    return this.#assigned(variable).get(name) ?? [];
  }

  /** What a class puts into one of its members; others may write one that is not private. */
  ofClass(owner: ClassNode, name: string): Sources {
    const fields = this.#fields.get(owner) ?? new Map<string, Sources>();
    this.#fields.set(owner, fields);
    let sources = fields.get(name);
    if (!sources) fields.set(name, (sources = this.#findField(owner, name)));
    return sources;
  }

  #findField(owner: ClassNode, name: string): Sources {
    const definitions = memberDefinitions(owner, name);
    const { known, possible } = this.#index.accesses(owner, name);
    const contained =
      definitions.length > 0 &&
      definitions.every(isPrivate) &&
      possible.length === 0;
    return [
      ...definitions.flatMap((definition): Sources => {
        switch (definition.type) {
          case 'TSParameterProperty':
            return definition.parameter.type === 'AssignmentPattern'
              ? [...stepTo(definition.parameter.right), ...UNKNOWN]
              : UNKNOWN;
          case 'MethodDefinition':
            return this.#method(definition);
          default:
            return definition.value ? stepTo(definition.value) : NULLISH;
        }
      }),
      ...known.flatMap(assignedSources),
      ...(contained ? [] : UNKNOWN),
    ];
  }

  #method({ kind, value }: TSESTree.MethodDefinition): Sources {
    if (!isFunction(value)) return [];
    switch (kind) {
      case 'method':
        return stepTo(value);
      case 'get':
        return this.#index.returned(value).flatMap((each) => stepTo(each));
      default:
        return UNKNOWN;
    }
  }

  #assigned(variable: Variable): ReadonlyMap<string, Sources> {
    let assigned = this.#variables.get(variable);
    if (assigned) return assigned;
    assigned = new Map<string, Sources>();
    for (const { identifier } of variable.references) {
      const { parent } = wrapped(identifier);
      if (parent?.type !== 'MemberExpression') continue;
      const name = memberName(parent);
      const sources = assignedSources(parent);
      if (name === undefined || sources.length === 0) continue;
      assigned.set(name, [...(assigned.get(name) ?? []), ...sources]);
    }
    this.#variables.set(variable, assigned);
    return assigned;
  }
}
