import type { TSESTree } from '@typescript-eslint/utils';

import type { DriverName, Product } from './drivers.js';

/** The client that an expression is by its static type. */
export interface TypedClient {
  /** Whether the type is that of a client of the registry which everybody shares. */
  readonly isShared: boolean;
  readonly driver: DriverName;
  readonly product: Product;
}

/** What a function opens by its static type. */
export interface TypedFactory {
  readonly driver: DriverName;
  readonly product: Product;
  /** The package that declares it. */
  readonly module?: string | undefined;
}

/** What a constructor opens by its static type. */
export interface TypedClass extends TypedFactory {
  /** Whether it is a class that extends the driver's. */
  readonly isSubclass: boolean;
}

/** Answers from static types what syntax cannot show: parameters, fields, imports. */
export interface TypeOracle {
  /** The client that an expression is, on all paths. */
  client(expression: TSESTree.Node): TypedClient | undefined;
  /** What `new` on an expression opens, on all paths. */
  constructed(callee: TSESTree.Node): TypedClass | undefined;
  /** What calling an expression opens, if that is a function of a driver itself. */
  called(callee: TSESTree.Node): TypedFactory | undefined;
}
