import type { TSESTree } from '@typescript-eslint/utils';

import {
  type Analysis,
  closesIn,
  judgeClose,
  type Use,
} from '../analysis/index.js';
import { checkFile, createRule } from '../create-rule.js';
import { removeStatement } from '../edits/index.js';
import { asFixes } from './as-fixes.js';

export type MessageIds = 'close' | 'closeReference' | 'remove';

export default createRule<[], MessageIds>({
  name: 'no-close-shared-client',
  meta: {
    type: 'problem',
    docs: {
      description: 'Disallow closing a shared Redis client',
      recommended: true,
    },
    hasSuggestions: true,
    schema: [],
    messages: {
      close:
        '`{{call}}()` closes a client that the whole process shares. Remove it: the registry closes its clients at exit. A client of your own comes from openDedicatedRedisClient().',
      closeReference:
        '`{{call}}` of a shared client is passed on and would close it for the whole process. The registry closes its clients at exit.',
      remove: 'Remove this call.',
    },
  },
  defaultOptions: [],
  create(context) {
    const { sourceCode } = context;
    return checkFile(sourceCode, (analysis) => {
      const reported = new Set<TSESTree.Node>();
      for (const { uses } of analysis.shared) {
        for (const close of closesIn(uses)) {
          if (reported.has(close.node) || mayBeOwned(close, analysis)) continue;
          reported.add(close.node);
          const judgement = judgeClose(close, uses);
          const file = {
            text: sourceCode.text,
            verbatim: analysis.index.verbatim,
          };
          context.report({
            node: closingName(close),
            messageId: close.kind === 'call' ? 'close' : 'closeReference',
            data: { call: sourceCode.getText(close.node) },
            suggest: judgement.cleanUp
              ? [
                  {
                    messageId: 'remove',
                    fix: asFixes(() =>
                      removeStatement(judgement.statement, file),
                    ),
                  },
                ]
              : [],
          });
        }
      }
    });
  },
});

/** Whether the client closed here can also be one that this code opened for itself. */
function mayBeOwned({ node }: Use, analysis: Analysis): boolean {
  return (
    node.type === 'MemberExpression' &&
    analysis
      .origins(node.object)
      .some(({ kind }) => kind === 'dedicated' || kind === 'open')
  );
}

/** The name of the closing method. */
function closingName({ node }: Use): TSESTree.Node {
  if (node.type === 'MemberExpression') return node.property;
  return node.type === 'Property' ? node.key : node;
}
