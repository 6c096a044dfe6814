import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import {
  type Analysis,
  commandIn,
  type Effect,
  effectOf,
  LISTENER_METHODS,
  type RegistryClient,
  sharedOnly,
  TAKES_OVER,
  type Use,
  REGISTRY_MODULE,
} from '../analysis/index.js';
import { keyName, stringValue } from '../analysis/source.js';
import { checkFile, createRule } from '../create-rule.js';
import { rewriteOpens } from '../edits/index.js';
import { isOwnInAllButName } from '../verdicts/index.js';
import { asFixes } from './as-fixes.js';

export type MessageIds = 'takesOver' | 'blocks' | 'changes' | 'useDedicated';

type Call = Use & { kind: 'call' };

export default createRule<[], MessageIds>({
  name: 'no-stateful-command',
  meta: {
    type: 'problem',
    docs: {
      description:
        'Disallow commands that change or block the connection of a shared Redis client',
      recommended: true,
    },
    hasSuggestions: true,
    schema: [],
    messages: {
      takesOver:
        '{{command}} takes over a connection that the whole process shares. {{advice}}',
      blocks:
        '{{command}} makes everybody wait who shares this connection. {{advice}}',
      changes:
        '{{command}} changes what comes next for everybody who shares this connection. {{advice}}',
      useDedicated: 'Open a client of your own with {{call}}().',
    },
  },
  create(context) {
    const { sourceCode } = context;
    return checkFile(context, (analysis) => {
      const isSharedOnly = sharedOnly(analysis);
      const reported = new Set<TSESTree.Node>();
      for (const client of analysis.shared) {
        const harms = harmsOf(client, sourceCode);
        const suggest =
          harms.length > 0 ? suggestionsFor(client, analysis, sourceCode) : [];
        for (const [use, messageId] of harms) {
          if (reported.has(use.node) || !isSharedOnly(use)) continue;
          reported.add(use.node);
          context.report({
            node: use.node.property,
            messageId,
            data: { command: spelled(use), advice: adviceFor(use, client) },
            suggest,
          });
        }
      }
    });
  },
});

/** The commands of a shared client that the registry would refuse, and what each does to the others. */
function harmsOf(
  client: RegistryClient,
  { text }: TSESLint.SourceCode,
): readonly (readonly [Call, MessageIds])[] {
  const calls = client.uses.filter((use) => use.kind === 'call');
  const queuesMulti = calls.some((use) => isQueued(use, 'multi'));
  return calls.flatMap((use) => {
    const harm = harmOf(use);
    // Between MULTI and EXEC nothing blocks.
    const isHarmless = queuesMulti && harm === 'blocks' && isQueued(use);
    return !harm || isHarmless || isAsConfigured(use, client, text)
      ? []
      : [[use, harm] as const];
  });
}

/** Made once for all commands of a client. */
function suggestionsFor(
  client: RegistryClient,
  analysis: Analysis,
  sourceCode: TSESLint.SourceCode,
): TSESLint.ReportSuggestionArray<MessageIds> {
  const { getter } = client;
  if (!getter || !isOwnInAllButName(client, analysis)) return [];
  const call = 'openDedicatedRedisClient';
  const open = { node: getter.call };
  const rewrite = {
    open,
    call: { name: call, module: REGISTRY_MODULE },
  } as const;
  const edits = rewriteOpens([rewrite], analysis, sourceCode);
  return [
    { messageId: 'useDedicated', data: { call }, fix: asFixes(() => edits) },
  ];
}

const HARMS: Partial<Record<Effect, MessageIds>> = {
  subscriber: 'takesOver',
  blocking: 'blocks',
  state: 'changes',
};

function harmOf(use: Call): MessageIds | undefined {
  // A listener for messages changes nothing as long as nobody subscribes.
  if (LISTENER_METHODS.has(use.method)) return undefined;
  const effect = effectOf(use);
  return effect === 'state' && TAKES_OVER.has(commandIn(use).name)
    ? 'takesOver'
    : HARMS[effect];
}

/** In a pipeline that is not a transaction from the start. */
function isQueued(use: Call, name?: string): boolean {
  return (
    use.receiver === 'pipeline' &&
    (name === undefined || commandIn(use).name === name)
  );
}

/** Commands that set what an option of the client sets, with the place of the value among their arguments. */
const CONFIGURED_BY: Readonly<
  Record<string, { readonly option: string; readonly position: number }>
> = {
  AUTH: { option: 'password', position: -1 },
  'CLIENT SETNAME': { option: 'connectionName', position: -1 },
  HELLO: { option: 'protocol', position: 0 },
  SELECT: { option: 'db', position: 0 },
};

/** Whether a command only says again what the options of its client say, or may: `getRedisClient({ db: 3 }).select(3)`. */
function isAsConfigured(
  use: Call,
  { driver, getter }: RegistryClient,
  text: string,
): boolean {
  const name = spelled(use);
  const configured = CONFIGURED_BY[name];
  const value = configured && commandIn(use).args.at(configured.position);
  if (!configured || !value) return false;
  const isSpread = commandIn(use).args.some(
    ({ type }) => type === 'SpreadElement',
  );
  // As far as can be seen: the options are elsewhere, or have other names.
  if (isSpread || !getter || driver === 'node-redis') return true;
  const shown =
    optionIn(getter.call, configured.option, text) ??
    (name === 'SELECT' ? databaseIn(getter.call) : undefined);
  return shown === unquoted(value, text);
}

/** An option of a call, as written. */
function optionIn(
  { arguments: args }: TSESTree.CallExpression,
  name: string,
  text: string,
): string | undefined {
  const options = args.at(-1);
  const property =
    options?.type === 'ObjectExpression'
      ? options.properties.find(
          (each) => each.type === 'Property' && keyName(each) === name,
        )
      : undefined;
  return property?.type === 'Property'
    ? unquoted(property.value, text)
    : undefined;
}

/** What is written: `3` also for `'3'`, which is the same to Redis. */
function unquoted(node: TSESTree.Node, text: string): string {
  return stringValue(node) ?? text.slice(...node.range);
}

/** The database of a URL; 0 where none can be read, which is what it is then nearly always. */
function databaseIn({ arguments: [url] }: TSESTree.CallExpression): string {
  const path = url && /\/(\d+)(?:\?|$)/.exec(stringValue(url) ?? '');
  return path?.[1] ?? '0';
}

/** A command as Redis writes it: `SUBSCRIBE`, `CLIENT TRACKING`. */
function spelled(use: Call): string {
  const { name, args } = commandIn(use);
  if (name === 'multi') return 'MULTI without a pipeline';
  if (name.startsWith('xread')) return `${name.toUpperCase()} with BLOCK`;
  const subcommand =
    WITH_SUBCOMMAND.has(name) && args[0] && stringValue(args[0]);
  return (subcommand ? `${name} ${subcommand}` : name).toUpperCase();
}

const WITH_SUBCOMMAND: ReadonlySet<string> = new Set(['client', 'script']);

function adviceFor(use: Call, { driver, product }: RegistryClient): string {
  const own =
    product === 'cluster'
      ? 'duplicate(), which gives a client of your own'
      : 'openDedicatedRedisClient()';
  const configured = CONFIGURED_BY[spelled(use)];
  if (configured) {
    return `Say it in the options (\`${configured.option}\`), or use ${own}.`;
  }
  return effectOf(use) === 'subscriber' && driver !== 'node-redis'
    ? `Use subscribeRedis() or ${own}.`
    : `Use ${own}.`;
}
