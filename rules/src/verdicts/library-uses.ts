import type { TSESTree } from '@typescript-eslint/utils';

import type { DriverName, HandedOn, Origin } from '../analysis/index.js';
import { constructorOf } from '../analysis/class-fields.js';
import { keyName, memberName, unwrap } from '../analysis/source.js';
import { libraryUse, type LibraryUse, UNSEEN } from './libraries/index.js';
import type { Surroundings } from './surroundings.js';

/** What the library does that a client is handed to; `undefined` where it is none that is known. */
export function libraryOf(
  use: HandedOn,
  driver: DriverName,
  around: Surroundings,
): LibraryUse | undefined {
  const { call, position, held } = use;
  const plugin = pluginIn(use);
  const given = plugin ? around.originsOf(plugin, use) : use.origins;
  const callees = given.flatMap((origin) => {
    const base = baseOf(origin);
    return base ? around.originsOf(base, use) : [origin];
  });
  const [callee, ...others] = callees;
  if (!isOfModule(callee) || others.length > 0) return undefined;
  const module = callee.source;
  const isInherited = call.callee.type === 'Super' || given[0] !== callee;
  const isNew = call.type === 'NewExpression' || isInherited;
  const how = plugin ? 'plugin' : isNew ? 'new' : 'call';
  const place = { how, position, path: held.path.map(anyIndex) } as const;
  const found = libraryUse({ module, path: callee.path }, place, {
    option: (name) => optionBeside(call.arguments[position], use, name),
    calls: (method) => {
      const called = around.callsOn(use);
      if (called?.methods.has(method)) return true;
      return called?.isWhole === true ? false : UNSEEN;
    },
    driver,
    version: around.versionOf(module, use),
  });
  // What a class does with what it inherits is not looked at.
  return isInherited && found?.verdict === 'share' ? undefined : found;
}

/** The class whose constructor `new` calls for one that has none. */
function baseOf(origin: Origin): TSESTree.Expression | undefined {
  return origin.kind === 'class' && !constructorOf(origin.node)
    ? (origin.node.superClass ?? undefined)
    : undefined;
}

function isOfModule(
  origin: Origin | undefined,
): origin is Extract<Origin, { source: string }> {
  return origin?.kind === 'module' || origin?.kind === 'result';
}

/** `fastifyRedis` in `app.register(fastifyRedis, { client })` */
function pluginIn({ call, position }: HandedOn): TSESTree.Node | undefined {
  const callee = unwrap(call.callee);
  return position > 0 &&
    callee.type === 'MemberExpression' &&
    memberName(callee) === 'register'
    ? call.arguments[0]
    : undefined;
}

/** The table does not tell the elements of an array apart. */
function anyIndex(name: string): string {
  return /^\d+$/.test(name) ? '[]' : name;
}

/** The value of an option that stands in the same object as the client. */
function optionBeside(
  argument: TSESTree.Node | undefined,
  { held }: HandedOn,
  name: string,
): unknown {
  let object = argument && unwrap(argument);
  for (const key of held.path.slice(0, -1)) {
    const value = object && propertyOf(object, key);
    object = value && value !== UNSEEN ? unwrap(value) : undefined;
  }
  const value = object && propertyOf(object, name);
  if (!object || value === UNSEEN) return UNSEEN;
  if (!value) return undefined;
  const plain = unwrap(value);
  return plain.type === 'Literal' ? plain.value : UNSEEN;
}

function propertyOf(
  object: TSESTree.Node,
  name: string,
): TSESTree.Node | typeof UNSEEN | undefined {
  if (object.type !== 'ObjectExpression') return UNSEEN;
  const found = object.properties.findLast(
    (each) => each.type !== 'Property' || keyName(each) === name,
  );
  if (found?.type === 'Property') return found.value;
  return found ? UNSEEN : undefined;
}
