import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis, Open } from '../analysis/index.js';
import { runOf } from '../analysis/run-scope.js';
import { isSymbolCall } from '../analysis/symbols.js';
import { keyName, memberName } from '../analysis/source.js';
import {
  completions,
  isWholeTarget,
  mayBeCompleted,
} from './changed-options.js';
import {
  directlyReturns,
  isByContent,
  isUniqueCall,
  mayHaveKey,
} from './fresh.js';
import {
  asText,
  type FreshOption,
  given,
  type Instability,
  isFresh,
  newEachTime,
  type Place,
  unseen,
  unsure,
  within,
  worst,
} from './instability.js';

/** Options that can hold functions or instances, which are new each time they are made. */
const MAY_HOLD_CODE = new Set([
  'Connector',
  'clientSideCache',
  'clusterRetryStrategy',
  'commandOptions',
  'credentialsProvider',
  'dnsLookup',
  'functions',
  'modules',
  'natMap',
  'preferredSlaves',
  'reconnectOnError',
  'reconnectStrategy',
  'redisOptions',
  'replyTransformer',
  'retryStrategy',
  'scripts',
  'sentinelReconnectStrategy',
  'sentinelRetryStrategy',
  'sentinelTLS',
  'socket',
  'tls',
]);

/** Calls that return something new each time. */
const NEW_EACH_TIME =
  /^(?:Date\.now|Math\.random|(?:\w+\.)?(?:randomUUID|randomBytes|nanoid|uuid\w*|v[147]|hrtime)|performance\.now)$/;

/**
 * Why an open that runs repeatedly may open with other arguments each time, so
 * that sharing by arguments would not share.
 *
 * @param stable what is taken to be the same each time, whatever it is
 */
export function instabilityOf(
  { node, scope }: Open,
  analysis: Analysis,
  text: string,
  stable: ReadonlySet<TSESTree.Node>,
): Instability | undefined {
  if (!scope.repeated) return undefined;
  return worst(argumentsOf(node, node.arguments, analysis, text, stable));
}

/** The options of a call that are made anew by it, or beside it, at each run. */
export function freshOptions(
  call: TSESTree.CallExpression | TSESTree.NewExpression,
  given: readonly TSESTree.CallExpressionArgument[],
  analysis: Analysis,
  text: string,
): readonly FreshOption[] {
  return argumentsOf(call, given, analysis, text).flatMap(
    (each) => each?.fresh ?? [],
  );
}

function argumentsOf(
  call: TSESTree.Node,
  given: readonly TSESTree.CallExpressionArgument[],
  analysis: Analysis,
  text: string,
  stable: ReadonlySet<TSESTree.Node> = new Set(),
): readonly (Instability | undefined)[] {
  const arguments_ = new Arguments(call, analysis, text, stable);
  const place: Place = {
    name: 'the options',
    isText: false,
    carries: 'identity',
    home: runOf(call),
  };
  return given.map((each) => arguments_.value(each, place));
}

class Arguments {
  readonly #user: TSESTree.Node;
  readonly #analysis: Analysis;
  readonly #text: string;
  readonly #stable: ReadonlySet<TSESTree.Node>;
  readonly #seen = new Set<object>();

  constructor(
    call: TSESTree.Node,
    analysis: Analysis,
    text: string,
    stable: ReadonlySet<TSESTree.Node>,
  ) {
    this.#stable = stable;
    this.#user = call;
    this.#analysis = analysis;
    this.#text = text;
  }

  value(node: TSESTree.Node, place: Place): Instability | undefined {
    if (this.#stable.has(node)) return undefined;
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
        return this.value(node.argument, place);
      case 'UnaryExpression':
        return this.value(node.argument, { ...place, carries: 'nothing' });
      case 'TemplateLiteral':
        return this.#all(node.expressions, asText(place));
      case 'BinaryExpression':
        return this.#all(
          [node.left, node.right],
          node.operator === '+'
            ? asText(place)
            : { ...place, isText: true, carries: 'nothing' },
        );
      case 'LogicalExpression':
        return this.#either([node.left, node.right], place);
      case 'ConditionalExpression':
        return this.#either([node.consequent, node.alternate], place);
      case 'ArrayExpression':
        return this.#all(
          node.elements.filter((each) => each !== null),
          place,
        );
      case 'ObjectExpression':
        return this.#object(node.properties, place);
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
        return runsInFunction(node)
          ? newEachTime(place, 'function', node)
          : undefined;
      case 'NewExpression':
        return isByContent(node)
          ? this.#all(node.arguments, { ...place, carries: 'nothing' })
          : newEachTime(place, 'object', node);
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

  /** One of several values: none that is sure to be taken, unless each is new. */
  #either(
    nodes: readonly TSESTree.Node[],
    place: Place,
  ): Instability | undefined {
    const found = nodes.map((node) => this.value(node, place));
    return found.every(isFresh) ? worst(found) : unsure(worst(found));
  }

  /** What a later property or spread may replace is not sure to be taken. */
  #object(
    properties: readonly TSESTree.ObjectLiteralElement[],
    place: Place,
  ): Instability | undefined {
    return worst(
      properties.map((each, position) => {
        const found = this.#property(each, place);
        if (!isFresh(found)) return found;
        const later = properties.slice(position + 1);
        const fresh = found.fresh?.filter(
          ({ path: [name] }) => !later.some((other) => mayHaveKey(other, name)),
        );
        return { ...found, fresh: fresh ?? [] };
      }),
    );
  }

  #property(
    property: TSESTree.ObjectLiteralElement,
    place: Place,
  ): Instability | undefined {
    if (property.type === 'SpreadElement') {
      return this.value(property.argument, place);
    }
    const key = keyName(property);
    const name = key ?? 'an option';
    const found = this.value(property.value, optionIn(place, name));
    return key === undefined || property.kind !== 'init'
      ? unsure(found)
      : within(key, found);
  }

  #put(
    { left, right }: TSESTree.AssignmentExpression,
    place: Place,
  ): Instability | undefined {
    const key = left.type === 'MemberExpression' ? memberName(left) : undefined;
    const name = key ?? 'an option';
    return this.value(right, optionIn(place, name));
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
    const completed = completions(variable);
    this.#seen.add(variable);
    const written = variable.references.flatMap(({ identifier, writeExpr }) => {
      if (!writeExpr) return [];
      const value = this.value(writeExpr, place);
      return [isWholeTarget(identifier) ? value : unsure(value)];
    });
    const put = completed.map((each) => this.#put(each, place));
    this.#seen.delete(variable);
    // Which of them holds in the end depends on what runs, and when.
    if (completed.length > 0) {
      return unsure(worst([...written, ...put, unseen(place, node.name)]));
    }
    if (written.length === 0) return unseen(place, node.name);
    const isSure =
      written.every(isFresh) && !mayBeCompleted(variable, this.#user);
    return isSure ? worst(written) : unsure(worst(written));
  }

  /** A member of something that stays the same stays the same. */
  #member(
    node: TSESTree.MemberExpression,
    place: Place,
  ): Instability | undefined {
    const root = rootOf(node);
    if (root.type !== 'Identifier') return unseen(place, this.#written(node));
    const held = unsure(this.#identifier(root, place));
    const made = this.#analysis.origins(node);
    return made.length === 1 && made[0]?.kind === 'function'
      ? this.#once(made[0].node, place)
      : held;
  }

  #call(node: TSESTree.CallExpression, place: Place): Instability | undefined {
    const callee = this.#written(node.callee);
    if (NEW_EACH_TIME.test(callee)) {
      const isSure =
        place.carries !== 'nothing' &&
        runOf(node) === place.home &&
        isUniqueCall(this.#analysis.origins(node.callee));
      return {
        certain: true,
        reason: `\`${callee}()\` is different at each call`,
        fresh: isSure ? [{ node, path: [], what: 'another value' }] : [],
      };
    }
    if (isSymbolCall(node, this.#analysis.index)) {
      return newEachTime(place, 'symbol', node);
    }
    if (/\.bind$/.test(callee) && MAY_HOLD_CODE.has(place.name)) {
      return newEachTime(place, 'bound function', node);
    }
    const text: Place = { ...place, isText: true, carries: 'nothing' };
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
        ? this.#once(origin.node, { ...place, home: this.#maker(node, place) })
        : unseen(place, `${callee}()`);
    });
    return returned.every(isFresh) ? worst(returned) : unsure(worst(returned));
  }

  /** The local function that a call runs, if what it returns is made by that run. */
  #maker(
    call: TSESTree.CallExpression,
    { home }: Place,
  ): TSESTree.Node | undefined {
    const [maker, ...others] = this.#analysis.origins(call.callee);
    return maker?.kind === 'function' &&
      others.length === 0 &&
      home !== undefined &&
      runOf(call) === home &&
      this.#analysis.index.returned(maker.node).every(directlyReturns)
      ? maker.node
      : undefined;
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

/** The place of an option among others. */
function optionIn(place: Place, name: string): Place {
  return { ...place, name, isText: !MAY_HOLD_CODE.has(name) };
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

function isOfLoop(node: TSESTree.Node): boolean {
  return /^For/.test(node.parent?.parent?.type ?? '');
}

/** Created when a function runs, not once when the module is loaded. */
function runsInFunction(node: TSESTree.Node): boolean {
  return runOf(node) !== undefined;
}
