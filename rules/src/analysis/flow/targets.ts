import type { TSESTree } from '@typescript-eslint/utils';

import {
  classAround,
  parameterName,
  parameterPropertyOf,
} from '../class-fields.js';
import { exportedAs, moduleExports } from '../departures.js';
import { ANY_MEMBER, inside, keyOf, patternTargets } from '../holders.js';
import {
  isExported,
  isWrapper,
  keyName,
  memberName,
  readsOf,
  type Variable,
} from '../source.js';
import type { Held } from '../uses.js';
import { putIntoMember } from './class-members.js';
import type { Tracer } from './tracer.js';

/** The value is written to a variable, a pattern or a property. */
export function receive(
  tracer: Tracer,
  target: TSESTree.Node,
  held: Held,
): void {
  switch (target.type) {
    case 'Identifier':
      receiveInVariable(tracer, target, held);
      return;
    case 'ObjectPattern':
    case 'ArrayPattern':
      if (held.path.length === 0) takeApart(tracer, target, held);
      else {
        for (const [inner, left] of patternTargets(target, held)) {
          receive(tracer, inner, left);
        }
      }
      return;
    case 'MemberExpression':
      receiveInMember(tracer, target, held);
      return;
    case 'AssignmentPattern':
      receive(tracer, target.left, held);
      return;
    case 'VariableDeclaration':
      for (const { id } of target.declarations) receive(tracer, id, held);
      return;
    default:
      if (isWrapper(target)) receive(tracer, target.expression, held);
      else tracer.leave('unknown', target, held);
  }
}

/** `const { status, quit } = client` */
function takeApart(
  tracer: Tracer,
  pattern: TSESTree.ObjectPattern | TSESTree.ArrayPattern,
  held: Held,
): void {
  if (pattern.type === 'ArrayPattern') {
    tracer.leave('unknown', pattern, held);
    return;
  }
  for (const property of pattern.properties) {
    const name = property.type === 'Property' ? keyName(property) : undefined;
    if (property.type === 'Property' && name !== undefined) {
      const [kind, driver] = ['property', tracer.driver] as const;
      tracer.uses.push({ kind, driver, node: property, property: name });
    } else tracer.leave('unknown', property, held);
  }
}

/** `this.client = …`, `exports.client = …`, `clients.redis = …` */
function receiveInMember(
  tracer: Tracer,
  target: TSESTree.MemberExpression,
  held: Held,
): void {
  const owner = tracer.index.fieldOwner(target);
  const name = memberName(target);
  if (owner) {
    putIntoMember(tracer, owner, name, target, held);
    return;
  }
  const exported = exportedAs(target, tracer.index);
  if (exported) {
    tracer.leave('exported', target, held, exported);
    const whole =
      exported.name === undefined ? held : inside(exported.name, held);
    for (const read of moduleExports(tracer.index)) tracer.follow(read, whole);
    return;
  }
  const objects = tracer.provenance.origins(target.object);
  if (objects.every((origin) => origin.kind === 'object')) {
    for (const { node } of objects) {
      tracer.follow(node, inside(name ?? ANY_MEMBER, held));
    }
    return;
  }
  const isGlobal = objects.every(
    (origin) =>
      origin.kind === 'global' &&
      /^global(?:This)?$/.test(origin.name) &&
      origin.path.length === 0,
  );
  const byName = isGlobal ? 'global' : undefined;
  tracer.leave('stored', target, held, { name, byName });
}

function receiveInVariable(
  tracer: Tracer,
  identifier: TSESTree.Identifier,
  held: Held,
): void {
  const variable = tracer.index.named(identifier);
  if (variable) followReads(tracer, variable, held);
  // `exports = module.exports = …` is another name for what is exported.
  else if (identifier.name !== 'exports') {
    const name = `global ${identifier.name}`;
    tracer.leave('stored', identifier, held, { name });
  }
}

/** Wherever a variable is read. */
export function followReads(
  tracer: Tracer,
  variable: Variable,
  held: Held,
): void {
  if (tracer.seen.before(variable, keyOf(held))) return;
  const [declared] = variable.identifiers;
  if (declared && isExported(variable)) {
    tracer.leave('exported', declared, held, { name: variable.name });
  }
  for (const read of readsOf(variable)) tracer.follow(read, held);
}

/** A parameter, which may declare a field too; or a field that a container of dependencies fills. */
export function receiveArgument(
  tracer: Tracer,
  parameter: TSESTree.Node,
  held: Held,
): void {
  if (parameter.type === 'PropertyDefinition') {
    const owner = parameter.parent.parent;
    putIntoMember(tracer, owner, keyName(parameter), parameter, held);
    return;
  }
  if (parameter.type === 'AssignmentPattern') {
    receiveArgument(tracer, parameter.left, held);
    return;
  }
  if (parameter.type === 'TSParameterProperty') {
    receiveArgument(tracer, parameter.parameter, held);
    return;
  }
  receive(tracer, parameter, held);
  const property = parameterPropertyOf(parameter);
  const owner = property && classAround(property);
  if (owner) {
    putIntoMember(tracer, owner, parameterName(property), property, held);
  }
}
