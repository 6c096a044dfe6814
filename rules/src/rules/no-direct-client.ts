import type { TSESLint } from '@typescript-eslint/utils';

import { callersOf } from '../analysis/callers.js';
import { type Analysis, type Open, registryCall } from '../analysis/index.js';
import { isExportedValue } from '../analysis/exports.js';
import { frequencyOf } from '../analysis/frequency.js';
import {
  enclosingFunction,
  type FunctionNode,
  wrapped,
} from '../analysis/source.js';
import { checkFile, createRule } from '../create-rule.js';
import { judge, type Judgement } from '../verdicts/index.js';
import { registrySuggestions } from './registry-suggestions.js';

export type MessageIds =
  | 'perCall'
  | 'opener'
  | 'exportedOpener'
  | 'perInstance'
  | 'once'
  | 'atImport'
  | 'useRegistry';

export default createRule<[], MessageIds>({
  name: 'no-direct-client',
  meta: {
    type: 'problem',
    docs: {
      description:
        'Disallow opening a Redis connection outside the shared registry',
      recommended: true,
    },
    hasSuggestions: true,
    schema: [],
    messages: {
      perCall:
        '`{{opened}}` opens a new connection at each call of {{owner}}. {{advice}}',
      opener:
        '{{owner}} opens a new connection at each of its {{calls}} and returns it: `{{opened}}`. {{advice}}',
      exportedOpener:
        '{{owner}} opens a new connection at each of its {{calls}} and returns it: `{{opened}}`. {{advice}} If it stays, name it under `openers` in the settings, so that its calls in other files are reported.',
      perInstance:
        '`{{opened}}` opens a new connection for each instance of {{owner}}. {{advice}}',
      once: '`{{opened}}` in {{owner}} opens a connection outside shared-redis. {{advice}}',
      atImport:
        'When this module is loaded, `{{opened}}` opens a connection outside shared-redis. {{advice}}',
      useRegistry: "Use {{call}}() from '{{module}}'.",
    },
  },
  create(context) {
    const { sourceCode } = context;
    return checkFile(context, (analysis, { isRegistry }) => {
      if (isRegistry) return;
      const { judgements } = judge({ analysis, text: sourceCode.text });
      const suggestionsFor = registrySuggestions({
        analysis,
        judgements,
        sourceCode,
      });
      for (const judgement of judgements) {
        const { open } = judgement;
        const { node } = open;
        context.report({
          loc: { start: node.loc.start, end: node.callee.loc.end },
          messageId: messageOf(open, analysis),
          data: {
            opened: openedText(open, sourceCode),
            calls: callsAround(open, analysis),
            owner: open.scope.name ? `\`${open.scope.name}\`` : 'its function',
            advice: adviceFor(judgement),
          },
          suggest: suggestionsFor(judgement),
        });
      }
    });
  },
});

function messageOf(open: Open, analysis: Analysis): MessageIds {
  const { node, scope } = open;
  switch (scope.kind) {
    case 'constructor':
    case 'field':
      return 'perInstance';
    case 'function': {
      if (!scope.repeated) return 'once';
      const fn = enclosingFunction(node);
      return fn && returns(open, fn, analysis)
        ? messageOfMaker(fn, analysis)
        : 'perCall';
    }
    case 'import':
      return 'atImport';
  }
}

/** Whether a function returns a fresh client to each of its callers. */
function returns(
  { node }: Open,
  fn: FunctionNode,
  analysis: Analysis,
): boolean {
  return analysis.index
    .returned(fn)
    .some((value) =>
      analysis
        .origins(value)
        .some((origin) => origin.kind === 'open' && origin.open.node === node),
    );
}

function messageOfMaker(fn: FunctionNode, { index }: Analysis): MessageIds {
  if (isExportedValue(fn, index)) return 'exportedOpener';
  if (callersOf(fn, index).name !== undefined) return 'opener';
  const { parent } = wrapped(fn);
  // Somebody else's function may keep what it is given: `singleton('redis', () => new Redis())`.
  return (parent?.type === 'CallExpression' ||
    parent?.type === 'NewExpression') &&
    frequencyOf(parent, fn) === undefined
    ? 'once'
    : 'perCall';
}

/** How often the function around an open is called, as far as its file shows. */
function callsAround({ node }: Open, { index }: Analysis): string {
  const fn = enclosingFunction(node);
  const callers = fn && callersOf(fn, index);
  return callers && !callers.open && callers.results.length > 1
    ? `${callers.results.length} calls`
    : 'calls';
}

function adviceFor({ open, verdict, reason }: Judgement): string {
  const { driver, product } = open;
  const shared = registryCall(open, 'shared');
  if (!shared) {
    const what = product === 'client' ? driver : `a ${product} of ${driver}`;
    return `shared-redis has no registry for ${what}: open one where the program starts, and pass it on.`;
  }
  const get = `${shared.name}() from '${shared.module}'`;
  switch (verdict) {
    case 'share':
      return `Use ${get}.`;
    case 'dedicate':
      return `Use openDedicatedRedisClient() from '${shared.module}': ${reason}.`;
    case 'manual':
      return `Before you use ${get}, note: ${reason}.`;
  }
}

/** `new Redis()`, `client.duplicate()`: the open without its arguments. */
function openedText({ node }: Open, { text }: TSESLint.SourceCode): string {
  const written = text.slice(node.range[0], node.callee.range[1]);
  // A callee in parentheses ends before they do.
  const unclosed = written.split('(').length - written.split(')').length;
  return `${written.replace(/\s+/g, ' ')}${')'.repeat(unclosed)}()`;
}
