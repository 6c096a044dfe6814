import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import type { Analysis, Repetition } from '../analysis/index.js';
import { checkFile, createRule } from '../create-rule.js';
import { hoist, hoistable } from '../edits/index.js';
import { type FreshOption, freshOptions } from '../verdicts/index.js';
import { asFixes } from './as-fixes.js';

export type MessageIds = 'perCall' | 'perInstance' | 'perRound' | 'hoist';

export default createRule<[], MessageIds>({
  name: 'stable-client-options',
  meta: {
    type: 'problem',
    docs: {
      description:
        'Disallow options that give a shared Redis client a new key at each call',
      recommended: true,
    },
    hasSuggestions: true,
    schema: [],
    messages: {
      perCall:
        '`{{option}}` is {{what}} at each call of {{owner}}, and so {{getter}}() opens another connection each time. Define it once, outside.',
      perInstance:
        '`{{option}}` is {{what}} for each instance of {{owner}}, and so {{getter}}() opens another connection each time. Define it once, outside.',
      perRound:
        '`{{option}}` is {{what}} in each round of this loop, and so {{getter}}() opens another connection each time. Define it once, outside.',
      hoist: 'Define `{{name}}` once, outside.',
    },
  },
  create(context) {
    const { sourceCode, filename } = context;
    const isTyped = !/\.[cm]?jsx?$/.test(filename);
    return checkFile(context, (analysis) => {
      const reported = new Set<TSESTree.Node>();
      for (const { node, getter, given } of keyedCalls(analysis)) {
        const repetition = analysis.repetition(node);
        if (!repetition) continue;
        const { text } = sourceCode;
        for (const option of freshOptions(node, given, analysis, text)) {
          if (option.path.length === 0 || reported.has(option.node)) continue;
          reported.add(option.node);
          context.report({
            ...placeOf(option.node),
            messageId: MESSAGES[repetition.kind],
            data: dataOf(option, repetition, getter),
            suggest: suggestionsFor(option, analysis, sourceCode, isTyped),
          });
        }
      }
    });
  },
});

const MESSAGES: Readonly<Record<Repetition['kind'], MessageIds>> = {
  call: 'perCall',
  instance: 'perInstance',
  loop: 'perRound',
};

interface KeyedCall {
  readonly node: TSESTree.CallExpression;
  readonly getter: string;
  /** The arguments that say which client is meant. */
  readonly given: readonly TSESTree.CallExpressionArgument[];
}

function keyedCalls({ shared, subscriptions }: Analysis): readonly KeyedCall[] {
  return [
    ...shared.flatMap(({ getter }) =>
      getter
        ? [
            {
              node: getter.call,
              getter: getter.name,
              given: getter.call.arguments,
            },
          ]
        : [],
    ),
    ...subscriptions.map((node) => ({
      node,
      getter: 'subscribeRedis',
      given: node.arguments.slice(0, 1),
    })),
  ];
}

/** The name of an option is enough to point at: what it holds may have many lines. */
function placeOf(node: TSESTree.Node): { node: TSESTree.Node } {
  const { parent } = node;
  return {
    node:
      parent?.type === 'Property' && parent.value === node ? parent.key : node,
  };
}

function dataOf(
  { path, what }: FreshOption,
  { kind, name }: Repetition,
  getter: string,
): Record<string, string> {
  const nameless = kind === 'instance' ? 'its class' : 'its function';
  return {
    option: path.join('.'),
    what,
    owner: name === undefined ? nameless : `\`${name}\``,
    getter,
  };
}

function suggestionsFor(
  { node }: FreshOption,
  analysis: Analysis,
  sourceCode: TSESLint.SourceCode,
  isTyped: boolean,
): TSESLint.ReportSuggestionArray<MessageIds> {
  const found = hoistable(node, analysis, sourceCode, isTyped);
  if (!found) return [];
  const { name, edits } = hoist(found, sourceCode);
  return [{ messageId: 'hoist', data: { name }, fix: asFixes(edits) }];
}
