import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis, Open } from '../analysis/index.js';
import { enclosingFunction } from '../analysis/source.js';

/** Why the arguments of an open may not be the same at each run. */
export interface Instability {
  /** Whether they surely differ, or only come from where this cannot be seen. */
  readonly certain: boolean;
  readonly reason: string;
}

/** Options that can hold functions or instances, which are new each time they are made. */
const MAY_HOLD_CODE = new Set([
  'Connector',
  'clusterRetryStrategy',
  'dnsLookup',
  'natMap',
  'preferredSlaves',
  'reconnectOnError',
  'redisOptions',
  'replyTransformer',
  'retryStrategy',
  'scripts',
  'sentinelReconnectStrategy',
  'sentinelRetryStrategy',
  'sentinelTLS',
  'tls',
]);

/** Options that name one user of a server rather than the server: from a parameter they have any number of values. */
const NAMES_ITS_USER = new Set([
  'clientInfoTag',
  'connectionName',
  'db',
  'keyPrefix',
]);

/** Calls that return something new each time. */
const NEW_EACH_TIME =
  /^(?:Date\.now|Math\.random|(?:\w+\.)?(?:randomUUID|randomBytes|nanoid|uuid\w*|v[147]|hrtime)|performance\.now)$/;

/** Why an open that runs repeatedly may open with other arguments each time, so that sharing by arguments would not share. */
export function instabilityOf(
  { node, scope }: Open,
  analysis: Analysis,
  text: string,
): Instability | undefined {
  if (!scope.repeated) return undefined;
  const arguments_ = new Arguments(analysis, text);
  return worst(
    node.arguments.map((each) =>
      arguments_.value(each, { name: 'the options', isText: false }),
    ),
  );
}

/** What a value is for. */
interface Place {
  /** The option it is, for messages. */
  readonly name: string;
  /** Whether only text and numbers can be here: they are equal when they look equal. */
  readonly isText: boolean;
}

class Arguments {
  readonly #analysis: Analysis;
  readonly #text: string;
  readonly #seen = new Set<object>();

  constructor(analysis: Analysis, text: string) {
    this.#analysis = analysis;
    this.#text = text;
  }

  value(node: TSESTree.Node, place: Place): Instability | undefined {
    switch (node.type) {
      case 'Literal':
      case 'ThisExpression':
        return undefined;
      case 'Identifier':
        return this.#identifier(node, place);
      case 'TSAsExpression':
      case 'TSNonNullExpression':
      case 'TSSatisfiesExpression':
      case 'TSTypeAssertion':
      case 'ChainExpression':
        return this.value(node.expression, place);
      case 'AwaitExpression':
      case 'SpreadElement':
      case 'UnaryExpression':
        return this.value(node.argument, place);
      case 'TemplateLiteral':
        return this.#all(node.expressions, { ...place, isText: true });
      case 'BinaryExpression':
        return this.#all([node.left, node.right], { ...place, isText: true });
      case 'LogicalExpression':
        return this.#all([node.left, node.right], place);
      case 'ConditionalExpression':
        return this.#all([node.consequent, node.alternate], place);
      case 'ArrayExpression':
        return this.#all(
          node.elements.filter((each) => each !== null),
          place,
        );
      case 'ObjectExpression':
        return worst(
          node.properties.map((each) => this.#property(each, place)),
        );
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
        return runsInFunction(node)
          ? newEachTime(place, 'function')
          : undefined;
      case 'NewExpression':
        return newEachTime(place, 'object');
      case 'UpdateExpression':
        return {
          certain: true,
          reason: `\`${this.#written(node)}\` is different at each call`,
        };
      case 'MemberExpression':
        return this.#member(node, place);
      case 'CallExpression':
        return this.#call(node, place);
      default:
        return unseen(place, this.#written(node));
    }
  }

  #all(nodes: readonly TSESTree.Node[], place: Place): Instability | undefined {
    return worst(nodes.map((node) => this.value(node, place)));
  }

  #property(
    property: TSESTree.ObjectLiteralElement,
    place: Place,
  ): Instability | undefined {
    if (property.type === 'SpreadElement') {
      return this.value(property.argument, place);
    }
    const { key, value } = property;
    const name = key.type === 'Identifier' ? key.name : 'an option';
    return this.value(value, { name, isText: !MAY_HOLD_CODE.has(name) });
  }

  #identifier(
    node: TSESTree.Identifier,
    place: Place,
  ): Instability | undefined {
    const variable = this.#analysis.index.variable(node);
    const definition = variable?.defs[0];
    if (!variable || !definition || this.#seen.has(variable)) return undefined;
    if (definition.type === 'Parameter' || isOfLoop(definition.node)) {
      return given(node, place);
    }
    if (definition.type === 'ImportBinding') return undefined;
    if (!runsInFunction(definition.node)) return undefined;
    if (variable.references.some(({ identifier }) => isChanged(identifier))) {
      return unseen(place, node.name);
    }
    this.#seen.add(variable);
    const written = variable.references.flatMap(({ writeExpr }) =>
      writeExpr ? [this.value(writeExpr, place)] : [],
    );
    this.#seen.delete(variable);
    return written.length > 0 ? worst(written) : unseen(place, node.name);
  }

  /** A member of something that stays the same stays the same. */
  #member(
    node: TSESTree.MemberExpression,
    place: Place,
  ): Instability | undefined {
    const root = rootOf(node);
    if (root.type === 'Identifier') return this.#identifier(root, place);
    return unseen(place, this.#written(node));
  }

  #call(node: TSESTree.CallExpression, place: Place): Instability | undefined {
    const callee = this.#written(node.callee);
    if (NEW_EACH_TIME.test(callee)) {
      return {
        certain: true,
        reason: `\`${callee}()\` is different at each call`,
      };
    }
    const text: Place = { ...place, isText: true };
    const askedOf = rootOf(node.callee);
    const passed =
      this.#all(node.arguments, text) ??
      (askedOf.type === 'Identifier'
        ? this.#identifier(askedOf, text)
        : undefined);
    if (passed) return passed;
    const returned = this.#analysis.origins(node).map((origin) => {
      const isMade = origin.kind === 'object' || origin.kind === 'function';
      return isMade && !this.#seen.has(origin.node)
        ? this.#once(origin.node, place)
        : unseen(place, `${callee}()`);
    });
    return worst(returned);
  }

  #once(node: TSESTree.Node, place: Place): Instability | undefined {
    this.#seen.add(node);
    const instability = this.value(node, place);
    this.#seen.delete(node);
    return instability;
  }

  #written(node: TSESTree.Node): string {
    return this.#text.slice(...node.range).replace(/\s+/g, ' ');
  }
}

/** `config` in `config.redis.url`, and in `config.get('redis').url`. */
function rootOf(node: TSESTree.Node): TSESTree.Node {
  switch (node.type) {
    case 'MemberExpression':
      return rootOf(node.object);
    case 'CallExpression':
      return rootOf(node.callee);
    default:
      return node;
  }
}

function worst(
  found: readonly (Instability | undefined)[],
): Instability | undefined {
  return found.find((each) => each?.certain) ?? found.find((each) => each);
}

function newEachTime({ name }: Place, kind: string): Instability {
  return { certain: true, reason: `\`${name}\` is a new ${kind} at each call` };
}

/** What cannot be seen is no worse than text where only text can be. */
function unseen(place: Place, written: string): Instability | undefined {
  return place.isText
    ? undefined
    : { certain: false, reason: `what \`${written}\` holds cannot be seen` };
}

/** A value that whoever runs the code decides. */
function given({ name }: TSESTree.Identifier, place: Place): Instability {
  return NAMES_ITS_USER.has(place.name)
    ? { certain: true, reason: `\`${place.name}\` depends on \`${name}\`` }
    : { certain: false, reason: `\`${name}\` is the caller's` };
}

/** `options.x = …` */
function isChanged({ parent }: TSESTree.Node): boolean {
  return (
    parent?.type === 'MemberExpression' &&
    parent.parent.type === 'AssignmentExpression' &&
    parent.parent.left === parent
  );
}

function isOfLoop(node: TSESTree.Node): boolean {
  return /^For/.test(node.parent?.parent?.type ?? '');
}

/** Created when a function runs, not once when the module is loaded. */
function runsInFunction(node: TSESTree.Node): boolean {
  return enclosingFunction(node) !== undefined;
}
