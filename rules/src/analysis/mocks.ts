import type { TSESTree } from '@typescript-eslint/utils';

import type { FileIndex } from './file-index.js';
import { memberName, stringValue } from './source.js';

/** `vi.mock`, `jest.unstable_mockModule`, `mock.module` of Node (also `t.mock.module`) and Bun */
const MOCKERS: Readonly<Record<string, ReadonlySet<string>>> = {
  jest: new Set(['mock', 'doMock', 'setMock', 'unstable_mockModule']),
  mock: new Set(['module']),
  vi: new Set(['mock', 'doMock']),
};

/** The modules that a test puts something of its own in the place of. */
export function mockedModules({ calls }: FileIndex): ReadonlySet<string> {
  return new Set(
    calls.flatMap(({ callee, arguments: [mocked] }) => {
      const name = mocked && isMocker(callee) ? moduleName(mocked) : undefined;
      return name === undefined ? [] : [name];
    }),
  );
}

function isMocker(callee: TSESTree.Node): boolean {
  if (callee.type !== 'MemberExpression') return false;
  const { object } = callee;
  const mocker =
    object.type === 'MemberExpression'
      ? memberName(object)
      : object.type === 'Identifier' && object.name;
  return (
    typeof mocker === 'string' &&
    Object.hasOwn(MOCKERS, mocker) &&
    MOCKERS[mocker]!.has(memberName(callee) ?? '')
  );
}

/** `'shared-redis'`, and `import('shared-redis')`, of which the types are taken. */
function moduleName(node: TSESTree.Node): string | undefined {
  return stringValue(node.type === 'ImportExpression' ? node.source : node);
}
