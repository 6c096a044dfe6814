import type { TSESLint } from '@typescript-eslint/utils';

import {
  DEDICATED_PURPOSES,
  type Open,
  type Purpose,
  purposeOf,
  REGISTRY_MODULE,
} from '../analysis/index.js';
import { checkFile, createRule } from '../create-rule.js';
import { type RegistryFunction, rewriteOpens } from '../edits/index.js';
import { asFixes } from './as-fixes.js';

export type MessageIds =
  'perCall' | 'perInstance' | 'once' | 'atImport' | 'useRegistry';

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
      perInstance:
        '`{{opened}}` opens a new connection for each instance of {{owner}}. {{advice}}',
      once: '`{{opened}}` in {{owner}} opens a connection that the registry does not know. {{advice}}',
      atImport:
        '`{{opened}}` opens a connection that the registry does not know when this module is loaded. {{advice}}',
      useRegistry: "Use {{call}}() from '{{module}}'.",
    },
  },
  create(context) {
    const { sourceCode } = context;
    return checkFile(sourceCode, (analysis) => {
      for (const open of analysis.opens) {
        const { node } = open;
        context.report({
          loc: { start: node.loc.start, end: node.callee.loc.end },
          messageId: messageOf(open),
          data: {
            opened: openedText(open, sourceCode),
            owner: open.scope.name ? `\`${open.scope.name}\`` : 'its function',
            advice: adviceFor(open),
          },
          suggest: suggestedCalls(open).map((call) => ({
            messageId: 'useRegistry',
            data: { call, module: REGISTRY_MODULE },
            fix: asFixes(() =>
              rewriteOpens([{ open, call }], analysis, sourceCode),
            ),
          })),
        });
      }
    });
  },
});

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

/** What the connection does that keeps it from being shared. */
const DEDICATION: Partial<Record<Purpose, string>> = {
  subscriber: 'It subscribes',
  blocking: 'It blocks',
  state: 'It changes the state of its connection',
};

function adviceFor({ uses }: Open): string {
  const { purpose, shownBy } = purposeOf(uses);
  const dedication = DEDICATION[purpose];
  const line = shownBy[0]?.node.loc.end.line;
  return dedication === undefined || line === undefined
    ? `Use getRedisClient() from '${REGISTRY_MODULE}', or openDedicatedRedisClient() for a connection of its own.`
    : `${dedication} (line ${line}), so use openDedicatedRedisClient() from '${REGISTRY_MODULE}', and close it when done.`;
}

/** The registry calls that can stand in for an open: only the dedicated one where the connection cannot be shared. */
function suggestedCalls(open: Open): readonly RegistryFunction[] {
  const rewritable =
    open.product === 'client' &&
    open.certain &&
    (open.form === 'new' || open.form === 'createClient');
  if (!rewritable) return [];
  return DEDICATED_PURPOSES.has(purposeOf(open.uses).purpose)
    ? ['openDedicatedRedisClient']
    : ['getRedisClient', 'openDedicatedRedisClient'];
}

/** `new Redis()`, `client.duplicate()`: the open without its arguments. */
function openedText({ node }: Open, { text }: TSESLint.SourceCode): string {
  const start = text.slice(node.range[0], node.callee.range[1]);
  return `${start.replace(/\s+/g, ' ')}()`;
}
