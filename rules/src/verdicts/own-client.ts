import {
  type Analysis,
  commandIn,
  type Effect,
  effectOf,
  receiverOf,
  type RegistryClient,
  runScopeOf,
  type Use,
} from '../analysis/index.js';
import { isExported, type Variable } from '../analysis/source.js';

/** What a client that is not shared may be used for. */
const OWN: ReadonlySet<Effect> = new Set<Effect>([
  'subscriber',
  'blocking',
  'mayBlock',
  'state',
  'listener',
  'inert',
  'connect',
  'close',
]);

/**
 * Whether a shared client is used as one of the code's own: in one variable,
 * for nothing but what needs a connection of its own, and closed in the end or
 * kept for as long as the process runs.
 */
export function isOwnInAllButName(
  { node, getter, uses }: RegistryClient,
  { index }: Analysis,
): boolean {
  const variable = heldIn({ node }, index);
  if (getter?.name !== 'getRedisClient' || !variable) return false;
  const effects = new Set(uses.map((use) => effectOf(use)));
  const allowed = uses.some(opensTransaction)
    ? new Set([...OWN, 'command'])
    : OWN;
  const scope = runScopeOf(node, index);
  return (
    [...effects].every((effect) => allowed.has(effect)) &&
    uses.every(
      (use) =>
        use.kind === 'call' &&
        index.variable(receiverOf(use.node)) === variable,
    ) &&
    (effects.has('close') || (scope.kind === 'import' && !scope.repeated))
  );
}

/** WATCH and MULTI go with the commands that they are for. */
function opensTransaction(use: Use): boolean {
  return (
    use.kind === 'call' &&
    effectOf(use) === 'state' &&
    /^(?:watch|multi)$/.test(commandIn(use).name)
  );
}

/** The variable of `const client = getRedisClient();`, whose type is that of the call. */
function heldIn(
  { node }: Pick<RegistryClient, 'node'>,
  index: Analysis['index'],
): Variable | undefined {
  const { parent } = node;
  if (
    parent?.type !== 'VariableDeclarator' ||
    parent.parent.kind !== 'const' ||
    parent.id.type !== 'Identifier' ||
    parent.id.typeAnnotation
  ) {
    return undefined;
  }
  const variable = index.named(parent.id);
  return variable && !isExported(variable) ? variable : undefined;
}
