import type { TSESTree } from '@typescript-eslint/utils';

import { callersOf, instancesOf } from './callers.js';
import { classAround } from './class-fields.js';
import { isExportedValue, variablesOf } from './exports.js';
import type { FileIndex } from './file-index.js';
import { Guards } from './guards.js';
import { frequencyOf } from './frequency.js';
import { functionName, isConstructor, isField } from './run-scope.js';
import {
  calledWith,
  type ClassNode,
  type FunctionNode,
  isFunction,
  wrapped,
} from './source.js';

/** What runs some code again and again. */
export interface Repetition {
  readonly kind: 'call' | 'instance' | 'loop';
  /** The function or class. */
  readonly name?: string | undefined;
}

/**
 * Tells which code is shown to run again and again. The run scope of an open
 * asks whether code is shown to run once, and calls all other code repeated: a
 * message is none the worse for it. A report is: here what cannot be known
 * (a callback of somebody else's function, a branch that is taken only the
 * first time) is no repetition.
 */
export class Repetitions {
  readonly #index: FileIndex;
  readonly #guards: Guards;
  readonly #functions = new Map<FunctionNode, Repetition | undefined>();
  #depth = 0;
  readonly #classes = new Map<ClassNode, Repetition | undefined>();

  constructor(index: FileIndex) {
    this.#index = index;
    this.#guards = new Guards(index);
  }

  /** What runs an expression again and again, if anything is shown to. */
  of(node: TSESTree.Node): Repetition | undefined {
    for (let at = node; at.parent; at = at.parent) {
      if (isFunction(at)) return this.#function(at);
      const { parent } = at;
      if (isField(parent) && parent.value === at && !parent.static) {
        return this.#class(classAround(parent));
      }
      if (this.#guards.isEndlessLoop(at, parent)) return { kind: 'loop' };
      if (this.#guards.mayRunOnce(at, parent)) return undefined;
    }
    return undefined;
  }

  #function(fn: FunctionNode): Repetition | undefined {
    if (this.#functions.has(fn)) return this.#functions.get(fn);
    this.#functions.set(fn, undefined); // one that calls itself is called by others, or never
    if (this.#depth > DEEPEST) return undefined;
    this.#depth++;
    const repetition = this.#findFunction(fn);
    this.#depth--;
    this.#functions.set(fn, repetition);
    return repetition;
  }

  #findFunction(fn: FunctionNode): Repetition | undefined {
    if (fn.generator) return undefined;
    if (isConstructor(fn)) return this.#class(classAround(fn));
    const call = calledWith(fn);
    if (call) return this.of(call);
    const value = wrapped(fn);
    if (
      value.parent?.type === 'CallExpression' ||
      value.parent?.type === 'NewExpression'
    ) {
      return this.#argument(value, fn);
    }
    const { results, open } = callersOf(fn, this.#index);
    const others = results.filter((each) => !isInside(each, fn));
    if (others.length > 0) return this.#every(others);
    return open ? this.#unseen(fn) : undefined;
  }

  /** All of the places, of which one may be for other values. */
  #every(places: readonly TSESTree.Node[]): Repetition | undefined {
    const repetitions = places.map((each) => this.of(each));
    return repetitions.every((each) => each !== undefined)
      ? repetitions[0]
      : undefined;
  }

  /** A function that is an argument of a call. */
  #argument(value: TSESTree.Node, fn: FunctionNode): Repetition | undefined {
    const call = value.parent as
      TSESTree.CallExpression | TSESTree.NewExpression;
    switch (frequencyOf(call, fn)) {
      case 'once':
        return this.of(call);
      case 'often':
        return { kind: 'call', name: functionName(fn) };
      default:
        return undefined;
    }
  }

  /** A function that code outside of the file calls. */
  #unseen(fn: FunctionNode): Repetition | undefined {
    const name = functionName(fn);
    if (name === undefined || STARTS.test(name) || isCommand(fn)) {
      return undefined;
    }
    const repetition: Repetition = { kind: 'call', name };
    const { parent } = fn;
    if (parent.type === 'MethodDefinition' || isField(parent)) {
      return this.#isReachable(classAround(fn)) ? repetition : undefined;
    }
    if (isExportedValue(fn, this.#index)) return repetition;
    return variablesOf(fn, this.#index).some(({ references }) =>
      references.some(({ identifier }) => {
        const { parent: call } = identifier;
        return (
          call.type === 'CallExpression' && frequencyOf(call, fn) === 'often'
        );
      }),
    )
      ? repetition
      : undefined;
  }

  /** Whether other files can reach a class, or an instance of it. */
  #isReachable(owner: ClassNode | undefined): boolean {
    return (
      owner !== undefined &&
      [owner, ...instancesOf(owner, this.#index)].some((each) =>
        isExportedValue(each, this.#index),
      )
    );
  }

  /** The constructor and the fields of a class. */
  #class(owner: ClassNode | undefined): Repetition | undefined {
    if (!owner) return undefined;
    if (this.#classes.has(owner)) return this.#classes.get(owner);
    this.#classes.set(owner, undefined);
    const repetition = this.#findClass(owner);
    this.#classes.set(owner, repetition);
    return repetition;
  }

  #findClass(owner: ClassNode): Repetition | undefined {
    const instances = instancesOf(owner, this.#index);
    const repeated: Repetition = { kind: 'instance', name: owner.id?.name };
    if (instances.length > 0) {
      return this.#every(instances) && repeated;
    }
    // What makes the instances of a decorated class mostly makes one.
    const { decorators = [] } = owner as Partial<ClassNode>;
    return decorators.length === 0 &&
      !hasPrivateConstructor(owner) &&
      isExportedValue(owner, this.#index)
      ? repeated
      : undefined;
  }
}

/** More functions than call one another anywhere but in generated code. */
const DEEPEST = 200;

/** Names of functions that start something: they are for others to call, and that once. */
const STARTS =
  /^(?:main|run|start|boot|init|set_?up|global_?setup|connect|register|configure|install|instrument|listen|launch|load|prepare|ensure|attach|mount|activate|enable|warm_?up|(?:create|build|make)(?:App|Server)|add\w*(?:Listener|Handler)s?$|on[A-Z]|after[A-Z]|before[A-Z])|plugin$/i;

/** The `handler` of a command line, as yargs calls it: once. */
function isCommand(fn: FunctionNode): boolean {
  const [parameter] = fn.params;
  return (
    functionName(fn) === 'handler' &&
    parameter?.type === 'Identifier' &&
    /^_?(?:argv|args)$/.test(parameter.name)
  );
}

function hasPrivateConstructor({ body }: ClassNode): boolean {
  return body.body.some(
    (each) =>
      each.type === 'MethodDefinition' &&
      each.kind === 'constructor' &&
      (each.accessibility ?? 'public') !== 'public',
  );
}

function isInside(node: TSESTree.Node, fn: FunctionNode): boolean {
  return fn.range[0] <= node.range[0] && node.range[1] <= fn.range[1];
}
