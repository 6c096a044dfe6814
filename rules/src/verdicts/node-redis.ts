import type { TSESTree } from '@typescript-eslint/utils';

import {
  type Analysis,
  effectOf,
  isFunction,
  keyName,
  type Open,
  stringValue,
  type Use,
} from '../analysis/index.js';
import type { Obstacle } from './apart.js';
import type { JudgedFile } from './judge.js';
import type { Surroundings } from './surroundings.js';
import { leastMajor } from './versions.js';

/** The first version of node-redis that the registry opens. */
const FIRST_MAJOR = 5;

/** What shows that an open of node-redis is of a version that the registry does not open. */
export function oldNodeRedis(
  open: Open,
  { analysis }: JudgedFile,
  around: Surroundings,
): Obstacle | undefined {
  return (
    versionObstacle(open, around) ??
    argumentsObstacle(open, analysis) ??
    usesObstacle(open.uses)
  );
}

function versionObstacle(
  open: Open,
  around: Surroundings,
): Obstacle | undefined {
  const { module } = open;
  const range = module && around.versionOf(module, open);
  const major = leastMajor(range);
  return major !== undefined && major < FIRST_MAJOR
    ? {
        reason: `the project asks for ${module} ${range}: the registry opens clients of version ${FIRST_MAJOR} and later`,
      }
    : undefined;
}

/** What an option of `createClient` shows, by its name. */
const OPTIONS: readonly { name: RegExp; reason: string }[] = [
  {
    name: /^(?:legacyMode|isolationPoolOptions)$/,
    reason: 'is an option of node-redis 4',
  },
  {
    name: /_|^(?:host|port|path|db|family|prefix|tls)$/,
    reason: 'is an option of node-redis 3',
  },
  {
    name: /^disableOfflineQueue$/,
    reason:
      'lets commands fail until it is connected, and nobody knows when a client of the registry is',
  },
];

function argumentsObstacle(
  { node: { type, arguments: given } }: Open,
  analysis: Analysis,
): Obstacle | undefined {
  const [first] = given;
  if (
    type === 'NewExpression' ||
    given.length > 1 ||
    (first && isNoOptions(first))
  ) {
    return { reason: 'opened in the way of node-redis 3' };
  }
  for (const name of first ? optionsIn(first, analysis) : []) {
    const found = OPTIONS.find((each) => each.name.test(name));
    if (found) return { reason: `\`${name}\` ${found.reason}` };
  }
  return undefined;
}

/** A URL or a port. */
function isNoOptions(node: TSESTree.Node): boolean {
  return node.type === 'Literal' || stringValue(node) !== undefined
    ? true
    : node.type === 'TemplateLiteral';
}

/** The names of all options that can be seen. */
function optionsIn(
  options: TSESTree.Node,
  analysis: Analysis,
): readonly string[] {
  return analysis.origins(options).flatMap((origin) =>
    origin.kind === 'object'
      ? origin.node.properties.flatMap((each) => {
          if (each.type === 'SpreadElement') {
            return optionsIn(each.argument, analysis);
          }
          return keyName(each) ?? [];
        })
      : [],
  );
}

/** What only older versions have, or do not ask for. */
function usesObstacle(uses: readonly Use[]): Obstacle | undefined {
  for (const use of uses) {
    if (use.kind !== 'call') continue;
    if (use.method === 'executeIsolated') {
      return {
        reason: '`executeIsolated()` is a method of node-redis 4',
        evidence: [use],
      };
    }
    const last = use.call.arguments.at(-1);
    if (last && isFunction(last) && effectOf(use) === 'command') {
      return {
        reason: `\`${use.method}()\` with a callback is of node-redis 3`,
        evidence: [use],
      };
    }
  }
  const connects = uses.some((use) => effectOf(use) === 'connect');
  return !connects && uses.length > 0 && uses.every(isInSight)
    ? { reason: 'nothing connects it, as if it were of node-redis 3' }
    : undefined;
}

function isInSight({ kind }: Use): boolean {
  return kind === 'call' || kind === 'property' || kind === 'using';
}
