import type { TSESTree } from '@typescript-eslint/utils';

import type { Origin } from './origins.js';
import { accessedName, keyName, memberName } from './source.js';
import type { Held } from './uses.js';

/** The value is the client itself. */
export const CLIENT: Held = { receiver: 'client', path: [] };

/** Some element of an array, and some member of an object whose name is not known. */
export const ANY_ELEMENT = '[]';
export const ANY_MEMBER = '{}';

/** What a function returns. */
export const CALLED = '()';

/** What a function sends its arguments on. */
export const SENDS = '=>';

/** Deeper than real code nests clients; `x = { x }` in a loop would nest without end. */
const MAX_DEPTH = 6;

export function isTooDeep({ path }: Held): boolean {
  return path.length > MAX_DEPTH;
}

export function keyOf({ receiver, path }: Held): string {
  return `${receiver}:${path.join('.')}`;
}

/** The holder that has the value as a member of this name. */
export function inside(name: string, held: Held): Held {
  return { ...held, path: [name, ...held.path] };
}

/** The member that the first name leads to. */
export function taken(held: Held): Held {
  return { ...held, path: held.path.slice(1) };
}

type HolderPart =
  TSESTree.Property | TSESTree.SpreadElement | TSESTree.ArrayExpression;

/** A holder, and where in it the client is. */
interface Entered {
  readonly holder: TSESTree.Node;
  readonly held: Held;
}

/** Whether the value is a function that returns the client, or what holds it. */
export function isCalledFor({ path: [key] }: Held): boolean {
  return key === CALLED;
}

/** Whether the value is a function: it has the client in none of its members. */
export function isInFunction({ path: [key] }: Held): boolean {
  return isOfFunction(key);
}

function isOfFunction(key: string | undefined): boolean {
  return key === CALLED || key === SENDS;
}

/** The object or array that a value is put into where it is written, and where in that the client then is. */
export function holderAround(
  node: TSESTree.Node,
  parent: HolderPart,
  held: Held,
): Entered | undefined {
  if (parent.type === 'SpreadElement') {
    return held.path.length > 0 ? spreadInto(parent.parent, held) : undefined;
  }
  if (parent.type === 'ArrayExpression') {
    return { holder: parent, held: inside(indexIn(parent, node), held) };
  }
  if (parent.value !== node) return undefined;
  const name = keyName(parent) ?? ANY_MEMBER;
  return { holder: parent.parent, held: inside(name, held) };
}

function spreadInto(holder: TSESTree.Node, held: Held): Entered | undefined {
  switch (holder.type) {
    case 'ObjectExpression':
      return { holder, held };
    case 'ArrayExpression':
      return { holder, held: inside(ANY_ELEMENT, taken(held)) };
    default:
      return undefined;
  }
}

function indexIn(
  { elements }: TSESTree.ArrayExpression,
  node: TSESTree.Node,
): string {
  const index = elements.findIndex((each) => each === node);
  const isShifted = elements
    .slice(0, index)
    .some((each) => each?.type === 'SpreadElement');
  return isShifted ? ANY_ELEMENT : String(index);
}

/** Whether the client is in an element of an array. */
export function isInElement({ path: [key] }: Held): boolean {
  return key === ANY_ELEMENT || isIndex(key);
}

function isIndex(name: string | undefined): boolean {
  return name !== undefined && /^\d+$/.test(name);
}

/** Whether `holder.member` is, or may be, what holds the client. */
export function leadsToClient(
  member: TSESTree.MemberExpression,
  { path: [key] }: Held,
): boolean {
  return mayBe(key, accessedName(member));
}

/** `module.default`, which for a module of CommonJS is the module itself. */
export function isDefaultOf(
  member: TSESTree.MemberExpression,
  { path: [key] }: Held,
): boolean {
  return memberName(member) === 'default' && isNamed(key);
}

function isNamed(key: string | undefined): boolean {
  return key !== 'default' && !isOfFunction(key) && !isIndex(key);
}

/** `promise.then`, `promise.catch`, `promise.finally` */
export function isOfPromise(
  node: TSESTree.Node,
): node is TSESTree.MemberExpression {
  return (
    node.type === 'MemberExpression' &&
    /^(?:then|catch|finally)$/.test(memberName(node) ?? '')
  );
}

/** Whether a member of this name, which may not be known, is or may be what a key leads to. */
export function mayBe(
  key: string | undefined,
  name: string | undefined,
): boolean {
  if (isOfFunction(key)) return false;
  if (name === undefined || key === ANY_MEMBER) return true;
  return key === ANY_ELEMENT ? isIndex(name) : key === name;
}

const ITERATIONS: ReadonlySet<string | undefined> = new Set([
  'forEach',
  'map',
  'flatMap',
  'every',
  'some',
]);

/** Whether `array.member` leads to nothing that the array holds: another element, or its length. */
export function leadsElsewhere(
  member: TSESTree.MemberExpression,
  held: Held,
): boolean {
  const name = accessedName(member);
  return !isInElement(held) || name === 'length' || isIndex(name);
}

/** Whether a method hands each element of an array to its callback. */
export function iteratesOver(
  member: TSESTree.MemberExpression,
  held: Held,
): boolean {
  return isInElement(held) && isIteration(memberName(member));
}

/** `forEach`, `map` … */
export function isIteration(name: string | undefined): boolean {
  return ITERATIONS.has(name);
}

type Target = readonly [target: TSESTree.Node, held: Held];

/** What receives the client, or a holder of it, where a holder is taken apart. */
export function patternTargets(
  pattern: TSESTree.ObjectPattern | TSESTree.ArrayPattern,
  held: Held,
): readonly Target[] {
  const [key] = held.path;
  if (pattern.type === 'ObjectPattern') {
    return pattern.properties.flatMap((property): Target[] => {
      if (property.type === 'RestElement') return [[property.argument, held]];
      if (keyName(property) === 'default' && isNamed(key)) {
        return [[property.value, held]];
      }
      return mayBe(key, keyName(property))
        ? [[property.value, taken(held)]]
        : [];
    });
  }
  return pattern.elements.flatMap((element, index): Target[] => {
    if (element?.type === 'RestElement') {
      return [[element.argument, inside(ANY_ELEMENT, taken(held))]];
    }
    return element && mayBe(key, String(index)) ? [[element, taken(held)]] : [];
  });
}

/** Functions that return what they are given, a promise or a wrapper of it. */
const PASSES_THROUGH: ReadonlySet<string> = new Set([
  'Object.freeze',
  'Object.seal',
  'Promise.all',
  'Promise.resolve',
  'awilix:asValue',
]);

export function isPassedThrough(callees: readonly Origin[]): boolean {
  return areAll(callees, (name) => PASSES_THROUGH.has(name));
}

/** Functions that copy what their other arguments hold into the first. */
const COPIES_INTO =
  /^(?:Object\.assign|(?:lodash(?:-es)?(?::default\.|[:./])|underscore:(?:default\.)?)(?:assign|assignIn|extend|merge)(?::default)?)$/;

export function isCopiedInto(callees: readonly Origin[]): boolean {
  return areAll(callees, (name) => COPIES_INTO.test(name));
}

/** Whether a function only looks at what it is given: `console.log`, `Boolean`. */
export function isOnlyLookedAt(callees: readonly Origin[]): boolean {
  return areAll(callees, (name) =>
    /^(?:console\.\w+|Boolean|String)$/.test(name),
  );
}

function areAll(
  callees: readonly Origin[],
  is: (name: string) => boolean,
): boolean {
  return callees.length > 0 && callees.every((callee) => is(nameOf(callee)));
}

/** `Object.freeze`; `awilix:asValue` for what a module exports. */
function nameOf(callee: Origin): string {
  switch (callee.kind) {
    case 'global':
      return [callee.name, ...callee.path].join('.');
    case 'module':
      return `${callee.source}:${callee.path.join('.')}`;
    default:
      return '';
  }
}
