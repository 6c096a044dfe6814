import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import {
  type Analysis,
  closesIn,
  effectOf,
  judgeClose,
  sharedOnly,
  type Use,
} from '../analysis/index.js';
import { wrapped } from '../analysis/source.js';
import { checkFile, createRule } from '../create-rule.js';
import { removePart } from '../edits/index.js';
import { asFixes } from './as-fixes.js';

export type MessageIds =
  'close' | 'closeReference' | 'using' | 'remove' | 'useConst';

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
      using:
        '`{{kind}}` closes a client that the whole process shares at the end of this block. Declare it with `const`, or open a client of your own with openDedicatedRedisClient().',
      remove: 'Remove this call.',
      useConst: 'Declare it with `const`.',
    },
  },
  create(context) {
    const { sourceCode } = context;
    return checkFile(context, (analysis) => {
      const isSharedOnly = sharedOnly(analysis);
      const reported = new Set<TSESTree.Node>();
      for (const { uses } of analysis.shared) {
        const closes = closesIn(uses);
        // Most clients have no close, and this looks at all that they do.
        const mayBlock = closes.length > 0 && uses.some(blocks);
        for (const close of closes) {
          if (reported.has(close.node) || isOnlyLookedAt(close)) continue;
          reported.add(close.node);
          if (!isSharedOnly(close)) continue;
          context.report(
            reportOf(close, { uses, mayBlock }, analysis, sourceCode),
          );
        }
      }
    });
  },
});

/** `if (client.quit)`, `typeof client.quit`, `expect(client.quit)`: nobody can call it from there. */
function isOnlyLookedAt({ kind, node }: Use): boolean {
  if (kind !== 'property' || node.type !== 'MemberExpression') return false;
  const value = wrapped(node);
  const { parent } = value;
  switch (parent?.type) {
    case 'UnaryExpression':
    case 'BinaryExpression':
    case 'ExpressionStatement':
      return true;
    case 'IfStatement':
    case 'ConditionalExpression':
      return parent.test === value;
    case 'LogicalExpression':
      return parent.operator === '&&' && parent.left === value;
    case 'CallExpression':
      return (
        parent.callee.type === 'Identifier' && parent.callee.name === 'expect'
      );
    default:
      return false;
  }
}

function reportOf(
  close: Use,
  { uses, mayBlock }: Closed,
  { index }: Analysis,
  { text }: TSESLint.SourceCode,
): TSESLint.ReportDescriptor<MessageIds> {
  if (close.kind === 'using') return usingReport(close.node);
  const judgement = judgeClose(close, uses);
  return {
    node: closingName(close.node),
    messageId: close.kind === 'call' ? 'close' : 'closeReference',
    data: { call: text.slice(...close.node.range) },
    suggest:
      judgement.cleanUp && !mayBlock
        ? [
            {
              messageId: 'remove',
              fix: asFixes(() => removePart(judgement.part, { text, index })),
            },
          ]
        : [],
  };
}

/** What is done with the client that is closed. */
interface Closed {
  readonly uses: readonly Use[];
  /** A close can be what ends a command that blocks. */
  readonly mayBlock: boolean;
}

function blocks(use: Use): boolean {
  return effectOf(use) === 'blocking';
}

/** `await using client = …`: `const` in its place keeps the client open. */
function usingReport({
  parent: declaration,
}: TSESTree.VariableDeclarator): TSESLint.ReportDescriptor<MessageIds> {
  const { kind, declarations, range, loc } = declaration;
  const end = { ...loc.start, column: loc.start.column + kind.length };
  return {
    loc: { start: loc.start, end },
    messageId: 'using',
    data: { kind },
    suggest:
      declarations.length === 1
        ? [
            {
              messageId: 'useConst',
              fix: (fixer) =>
                fixer.replaceTextRange(
                  [range[0], declarations[0].range[0]],
                  'const ',
                ),
            },
          ]
        : [],
  };
}

/** The name of the closing method. */
function closingName(node: TSESTree.Node): TSESTree.Node {
  if (node.type === 'MemberExpression') return node.property;
  return node.type === 'Property' ? node.key : node;
}
