import type { TSESLint } from '@typescript-eslint/utils';

import { callersOf } from '../analysis/callers.js';
import { type Analysis, type Open, registryCall } from '../analysis/index.js';
import { enclosingFunction } from '../analysis/source.js';
import { checkFile, createRule } from '../create-rule.js';
import { judge, type Judgement } from '../verdicts/index.js';
import { registrySuggestions } from './registry-suggestions.js';

export type MessageIds =
  'perCall' | 'opener' | 'perInstance' | 'once' | 'atImport' | 'useRegistry';

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
        '{{owner}} opens a new connection at each of its {{calls}} and returns it: `{{opened}}`. Let it return getRedisClient(…), or name it under `openers` in the settings, so that its calls are reported. {{advice}}',
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
        const opener = openerAround(open, analysis);
        context.report({
          loc: { start: node.loc.start, end: node.callee.loc.end },
          messageId: opener ? 'opener' : messageOf(open),
          data: {
            opened: openedText(open, sourceCode),
            ...(opener && { calls: opener.calls }),
            owner: open.scope.name ? `\`${open.scope.name}\`` : 'its function',
            advice: adviceFor(judgement),
          },
          suggest: suggestionsFor(judgement),
        });
      }
    });
  },
});

/** The function that returns a fresh client to each of its callers, if an open is in one. */
function openerAround(
  { node, scope }: Open,
  analysis: Analysis,
): { readonly calls: string } | undefined {
  const { index } = analysis;
  const fn = enclosingFunction(node);
  if (!fn || scope.kind !== 'function' || !scope.repeated) return undefined;
  const returns = index
    .returned(fn)
    .some((value) =>
      analysis
        .origins(value)
        .some((origin) => origin.kind === 'open' && origin.open.node === node),
    );
  const { name, open, results } = callersOf(fn, index);
  if (!returns || name === undefined) return undefined;
  const areCounted = !open && results.length > 1;
  return { calls: areCounted ? `${results.length} calls` : 'calls' };
}

function messageOf({ scope }: Open): MessageIds {
  switch (scope.kind) {
    case 'constructor':
    case 'field':
      return 'perInstance';
    case 'function':
      return scope.repeated ? 'perCall' : 'once';
    case 'import':
      return 'atImport';
  }
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
