import type { TSESTree } from '@typescript-eslint/utils';

import { DRIVER_OF_MODULE } from './drivers.js';
import type { Provenance } from './provenance.js';
import { unwrap } from './source.js';

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
