import type { TSESTree } from '@typescript-eslint/utils';

import { DRIVER_OF_MODULE } from './drivers.js';
import type { Provenance } from './provenance.js';
import type { FileIndex } from './file-index.js';
import {
  contains,
  enclosingFunction,
  type FunctionNode,
  unwrap,
} from './source.js';

/** The name and the arguments of the command that `client.sendCommand(new Command('GET', [key]))` sends. */
export function sentCommand(
  { arguments: [argument] }: TSESTree.CallExpression,
  method: string,
  provenance: Provenance,
): readonly TSESTree.CallExpressionArgument[] | undefined {
  const command =
    method === 'sendCommand' && argument ? unwrap(argument) : undefined;
  return command?.type === 'NewExpression' && isCommand(command, provenance)
    ? command.arguments
    : undefined;
}

/** Methods that send the command that their first argument names. */
const SENDERS: ReadonlySet<string> = new Set([
  'call',
  'send_command',
  'sendCommand',
]);

/** The function whose caller says what it sends: `(...args) => client.call(...args)`. */
export function senderOf(
  call: TSESTree.CallExpression,
  method: string,
  index: FileIndex,
): FunctionNode | undefined {
  const fn = enclosingFunction(call);
  const [command] = call.arguments;
  if (!fn || !command || !SENDERS.has(method)) return undefined;
  const variable = index.variable(rootOf(command));
  return variable?.defs.some(({ node }) => node === fn) &&
    // What else is done with it may change it.
    variable.references.every(({ identifier }) => contains(call, identifier))
    ? fn
    : undefined;
}

/** `args` in `...args`, in `args[0]` and in `args as string[]`. */
function rootOf(argument: TSESTree.Node): TSESTree.Node {
  const node = unwrap(argument);
  switch (node.type) {
    case 'SpreadElement':
      return rootOf(node.argument);
    case 'MemberExpression':
      return rootOf(node.object);
    default:
      return node;
  }
}

function isCommand(
  { callee }: TSESTree.NewExpression,
  provenance: Provenance,
): boolean {
  return provenance
    .origins(callee)
    .some(
      (origin) =>
        origin.kind === 'module' &&
        DRIVER_OF_MODULE.has(origin.source) &&
        origin.path.at(-1) === 'Command',
    );
}
