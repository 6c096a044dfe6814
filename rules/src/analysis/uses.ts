import type { TSESTree } from '@typescript-eslint/utils';

import type { DriverName } from './drivers.js';

/** What a method is called on: the client, or the command chain that `pipeline()` or `multi()` returned. */
export type Receiver = 'client' | 'pipeline' | 'multi';

/** One place that a followed client reaches, and what happens to it there. */
export type Use =
  | {
      readonly kind: 'call';
      readonly driver: DriverName;
      readonly node: TSESTree.MemberExpression;
      readonly call: TSESTree.CallExpression;
      readonly method: string;
      readonly receiver: Receiver;
      /** The name and the arguments of the command in `sendCommand(new Command(…))`. */
      readonly sent?: readonly TSESTree.CallExpressionArgument[] | undefined;
    }
  | {
      /** A property that is read but not called: `client.status`, `client.quit.bind(client)`, `const { quit } = client`. */
      readonly kind: 'property';
      readonly driver: DriverName;
      readonly node: TSESTree.MemberExpression | TSESTree.Property;
      readonly property: string;
    }
  | {
      /** Handed to a function or class whose body is not in this file. */
      readonly kind: 'argument';
      readonly node: TSESTree.Node;
      readonly call: TSESTree.CallExpression | TSESTree.NewExpression;
      /** What it is handed to, as written, for messages. */
      readonly callee: string;
    }
  | {
      /** Closed at the end of its block: `await using client = …`. */
      readonly kind: 'using';
      readonly node: TSESTree.VariableDeclarator;
      readonly name: string | undefined;
    }
  | {
      readonly kind: Departure;
      readonly node: TSESTree.Node;
      /** The name it leaves under, for messages. */
      readonly name?: string | undefined;
    };

/** The ways in which a client leaves what the analysis of one file can see. */
export type Departure =
  /** From a function whose callers cannot all be seen. */
  | 'returned'
  | 'exported'
  /** In an object, an array, a global or a field that others can reach. */
  | 'stored'
  | 'unknown';
