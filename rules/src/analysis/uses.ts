import type { TSESTree } from '@typescript-eslint/utils';

import type { DriverName } from './drivers.js';
import type { Origin } from './origins.js';
import type { ClassNode } from './source.js';

/** What a method is called on: the client, or the command chain that `pipeline()` or `multi()` returned. */
export type Receiver = 'client' | 'pipeline' | 'multi';

/** Where in a value the client is: the names that lead to it; none where the value is the client itself. */
export type HeldAt = readonly string[];

/** What is followed. */
export interface Held {
  readonly receiver: Receiver;
  readonly path: HeldAt;
  /** Whether it is followed to the calls of its opener, and no further. */
  readonly toCalls?: boolean;
}

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
  | HandedOn
  | {
      /** Closed at the end of its block: `await using client = …`. */
      readonly kind: 'using';
      readonly node: TSESTree.VariableDeclarator;
      readonly name: string | undefined;
    }
  | Departed;

/** Handed to a function or class whose body is not in this file. */
export interface HandedOn {
  readonly kind: 'argument';
  readonly node: TSESTree.Node;
  readonly call: TSESTree.CallExpression | TSESTree.NewExpression;
  /** What it is handed to, as written, for messages. */
  readonly callee: string;
  /** Where the callee comes from. */
  readonly origins: readonly Origin[];
  /** Which argument it is, from 0, and where in that argument: `['connection']` for `{ connection: client }`. */
  readonly position: number;
  readonly held: Held;
}

/** Leaves what the analysis of one file can see. */
export interface Departed {
  readonly kind: Departure;
  readonly node: TSESTree.Node;
  /** The name it leaves under. */
  readonly name?: string | undefined;
  readonly held: Held;
  /** Where it can only be reached by its name: a field that others can see, one that only subclasses can, or a global. */
  readonly byName?: 'anywhere' | 'subclasses' | 'global' | undefined;
  /** The class whose member it is. */
  readonly owner?: ClassNode | undefined;
}

/** The ways in which a client leaves what the analysis of one file can see. */
export type Departure =
  /** From a function whose callers cannot all be seen. */
  | 'returned'
  | 'exported'
  /** In an object, an array, a global or a field that others can reach. */
  | 'stored'
  | 'unknown';
