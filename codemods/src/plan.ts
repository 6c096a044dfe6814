import type { DriverName, Purpose } from 'eslint-plugin-shared-redis/analysis';
import type { Verdict } from 'eslint-plugin-shared-redis/verdicts';

/** The version of the plan's format. */
export const PLAN_VERSION = 1;

/** A place in a file. Lines and columns count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Code that led to a verdict. */
export interface Evidence {
  readonly file: string;
  readonly line: number;
  readonly what: string;
}

/** One expression that opens a connection; its place is the expression's first character. */
export interface Site extends Place {
  readonly driver: DriverName;
  readonly form: 'new' | 'createClient' | 'duplicate' | 'opener' | 'subclass';
  readonly scope: 'import' | 'function' | 'constructor' | 'field';
  /** Whether it can run more than once in a process. */
  readonly repeated: boolean;
  readonly purpose: Purpose;
  readonly verdict: Verdict;
  readonly reason: string;
  readonly evidence: readonly Evidence[];
}

/** One call that closes a client opened in the same file; its place is the method's name. */
export interface Close extends Place {
  readonly action: 'remove' | 'keep';
  readonly reason: string;
}

/** What `--plan` writes. Paths are relative to the planned root, with forward slashes. */
export interface Plan {
  readonly version: typeof PLAN_VERSION;
  readonly sites: readonly Site[];
  readonly closes: readonly Close[];
}
