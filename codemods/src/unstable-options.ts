import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis, Open } from 'eslint-plugin-shared-redis/analysis';

/** Calls that return something new each time, in the text of the arguments. */
const NEW_EACH_TIME =
  /\b(?:Date\.now|Math\.random|randomUUID|nanoid|uuid\w*|hrtime|performance\.now)\s*\(|\bnew\s+Date\b|\+\+/;

/**
 * What makes the arguments of an open differ at each run, so that sharing by
 * arguments would open a connection each time; `undefined` where nothing does.
 */
export function unstableOption(
  { node, scope }: Open,
  analysis: Analysis,
  text: string,
): string | undefined {
  if (!scope.repeated) return undefined;
  for (const argument of node.arguments) {
    const unstable = unstableValue(argument, 'the options', analysis);
    if (unstable) return unstable;
    const [written] = NEW_EACH_TIME.exec(text.slice(...argument.range)) ?? [];
    if (written) return `\`${written}\` is different at each call`;
  }
  return undefined;
}

function unstableValue(
  value: TSESTree.Node,
  name: string,
  analysis: Analysis,
): string | undefined {
  if (value.type === 'NewExpression') {
    return `\`${name}\` is a new object at each call`;
  }
  for (const origin of analysis.origins(value)) {
    if (origin.kind !== 'function' && origin.kind !== 'object') continue;
    if (!runsInFunction(origin.node)) continue;
    if (origin.kind === 'function') {
      return `\`${name}\` is a new function at each call`;
    }
    for (const property of origin.node.properties) {
      const unstable =
        property.type === 'Property'
          ? unstableValue(property.value, keyText(property.key), analysis)
          : unstableValue(property.argument, name, analysis);
      if (unstable) return unstable;
    }
  }
  return undefined;
}

function keyText(key: TSESTree.Node): string {
  return key.type === 'Identifier' ? key.name : 'an option';
}

/** Created when a function runs, not once when the module is loaded. */
function runsInFunction(node: TSESTree.Node): boolean {
  for (let at = node.parent; at; at = at.parent) {
    if (/Function/.test(at.type)) return true;
  }
  return false;
}
