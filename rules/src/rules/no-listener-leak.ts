import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import {
  type AddedListener,
  type Analysis,
  lastingListeners,
  receiverOf,
  type Repetition,
  sharedOnly,
} from '../analysis/index.js';
import { isFunction, memberName } from '../analysis/source.js';
import { checkFile, createRule } from '../create-rule.js';
import { removePart } from '../edits/index.js';
import { asFixes } from './as-fixes.js';

export type MessageIds = 'perCall' | 'perInstance' | 'perRound' | 'remove';

export default createRule<[], MessageIds>({
  name: 'no-listener-leak',
  meta: {
    type: 'problem',
    docs: {
      description:
        'Disallow adding listeners to a shared Redis client again and again',
      recommended: true,
    },
    hasSuggestions: true,
    schema: [],
    messages: {
      perCall:
        'Each call of {{owner}} adds another {{listener}} to a client that the whole process shares, and nothing removes it. {{advice}}',
      perInstance:
        'Each instance of {{owner}} adds another {{listener}} to a client that the whole process shares, and nothing removes it. {{advice}}',
      perRound:
        'Each round of this loop adds another {{listener}} to a client that the whole process shares, and nothing removes it. {{advice}}',
      remove:
        'Remove this listener: the registry reports connection errors itself.',
    },
  },
  create(context) {
    const { sourceCode } = context;
    return checkFile(context, (analysis) => {
      const isSharedOnly = sharedOnly(analysis);
      const reported = new Set<TSESTree.Node>();
      for (const added of lastingListeners(analysis)) {
        const { node } = added.use;
        if (reported.has(node) || !isSharedOnly(added.use)) continue;
        const repetition = analysis.repetition(node);
        if (!repetition) continue;
        reported.add(node);
        context.report({
          node: node.property,
          messageId: MESSAGES[repetition.kind],
          data: dataOf(added, repetition),
          suggest: suggestionsFor(added, analysis, sourceCode),
        });
      }
    });
  },
});

const MESSAGES: Readonly<Record<Repetition['kind'], MessageIds>> = {
  call: 'perCall',
  instance: 'perInstance',
  loop: 'perRound',
};

function dataOf(
  { event }: AddedListener,
  { kind, name }: Repetition,
): Record<string, string> {
  const nameless = kind === 'instance' ? 'its class' : 'its function';
  return {
    owner: name === undefined ? nameless : `\`${name}\``,
    listener: event === undefined ? 'listener' : `\`${event}\` listener`,
    advice:
      event === 'error'
        ? 'Remove it: the registry reports connection errors, to configureRedisClients({ onError }) if you like.'
        : 'Add it once, where the program starts, or remove it here when it has done its work.',
  };
}

function suggestionsFor(
  { client, use, event }: AddedListener,
  { index }: Analysis,
  { text }: TSESLint.SourceCode,
): TSESLint.ReportSuggestionArray<MessageIds> {
  const statement = use.call.parent;
  const isNeededElsewhere = client.uses.some((each) => each.node !== use.node);
  return event === 'error' &&
    statement.type === 'ExpressionStatement' &&
    receiverOf(use.node) === use.node.object &&
    use.node.object.type !== 'CallExpression' &&
    isNeededElsewhere &&
    onlyLogs(use.call.arguments[1])
    ? [
        {
          messageId: 'remove',
          fix: asFixes(() => removePart(statement, { text, index })),
        },
      ]
    : [];
}

/** `console.error`, or a function that does nothing but call it. */
function onlyLogs(listener: TSESTree.Node | undefined): boolean {
  if (!listener) return false;
  if (!isFunction(listener)) return isOfConsole(listener);
  const { body } = listener;
  if (body.type !== 'BlockStatement') return isLog(body, listener.params);
  const [first, ...others] = body.body;
  return (
    others.length === 0 &&
    (first === undefined ||
      (first.type === 'ExpressionStatement' &&
        isLog(first.expression, listener.params)))
  );
}

function isLog(
  node: TSESTree.Node,
  parameters: readonly TSESTree.Parameter[],
): boolean {
  const names = parameters.map((each) => ('name' in each ? each.name : ''));
  return (
    node.type === 'CallExpression' &&
    isOfConsole(node.callee) &&
    node.arguments.every((each) => isPlain(each, names))
  );
}

function isOfConsole(node: TSESTree.Node): boolean {
  return (
    node.type === 'MemberExpression' &&
    node.object.type === 'Identifier' &&
    node.object.name === 'console'
  );
}

/** A literal, a parameter or a member of one, and templates of them. */
function isPlain(node: TSESTree.Node, names: readonly string[]): boolean {
  switch (node.type) {
    case 'Literal':
      return true;
    case 'Identifier':
      return names.includes(node.name);
    case 'MemberExpression':
      return memberName(node) !== undefined && isPlain(node.object, names);
    case 'TemplateLiteral':
      return node.expressions.every((each) => isPlain(each, names));
    default:
      return false;
  }
}
