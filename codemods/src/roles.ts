import type { TSESTree } from '@typescript-eslint/utils';
import type {
  Open,
  Origin,
  RegistryFunction,
} from 'eslint-plugin-shared-redis/analysis';
import type { Edit, Rewrite } from 'eslint-plugin-shared-redis/edits';
import type { Judgement } from 'eslint-plugin-shared-redis/verdicts';

import type { ProjectFile } from './project/sources.js';

/** The role that an open is for, and how its client is got by that; or why it cannot be. */
export type OpenRole =
  | {
      readonly role: string;
      readonly name: RegistryFunction;
      /** What becomes of the arguments: a role knows its URL. */
      readonly edits: readonly Edit[];
      /** The URL. */
      readonly dropped: TSESTree.Node;
    }
  | { readonly role: string; readonly whyNot: string };

/** Roles that the registry has a function for, and the variables it looks for their URLs in. */
const BUILT_IN: Readonly<
  Record<string, { name: RegistryFunction; variable: string }>
> = {
  ops: { name: 'getOpsRedisClient', variable: 'OPS_REDIS_URL' },
  broker: { name: 'getBrokerRedisClient', variable: 'BROKER_REDIS_URL' },
};

/** Where the registry looks for the URL of a built-in role whose own variable is not set. */
const FALLBACK = 'REDIS_URL';

/** The environment variable of the URL of each role. */
export type RoleVariables = Readonly<Record<string, string>>;

/** Whether the registry finds the URL of a role by itself. */
export function isConfigured(role: string, variable: string): boolean {
  return Object.hasOwn(BUILT_IN, role) && BUILT_IN[role]?.variable === variable;
}

/** What an expression of a file can hold. */
export type OriginsOf = (
  expression: TSESTree.Node,
  file: ProjectFile,
) => readonly Origin[];

/** Knows which opens are for a role: those whose URL is its environment variable. */
export class Roles {
  readonly #variables: RoleVariables;
  readonly #originsOf: OriginsOf;

  constructor(variables: RoleVariables, originsOf: OriginsOf) {
    this.#variables = variables;
    this.#originsOf = originsOf;
  }

  /** The role of an open that is shared. */
  of(
    { open, verdict, standIns }: Judgement,
    file: ProjectFile,
  ): OpenRole | undefined {
    if (verdict !== 'share' || standIns.share?.name !== 'getRedisClient') {
      return undefined;
    }
    for (const [role, variable] of Object.entries(this.#variables)) {
      const found = this.#roleOf(open, role, variable, file);
      if (found) return found;
    }
    return undefined;
  }

  #roleOf(
    { node }: Open,
    role: string,
    variable: string,
    file: ProjectFile,
  ): OpenRole | undefined {
    const [url, options, more] = node.arguments;
    if (!url || !this.#speaksOf(url, variable, file)) return undefined;
    if (!this.#isUrlOf(url, role, variable, file)) {
      return { role, whyNot: `its URL is more than \`${variable}\`` };
    }
    if (more || (options && !this.#isObject(options, file))) {
      return { role, whyNot: 'not all of its other arguments are options' };
    }
    const getter = Object.hasOwn(BUILT_IN, role)
      ? BUILT_IN[role]?.name
      : undefined;
    return {
      role,
      name: getter ?? 'getRoleRedisClient',
      dropped: url,
      edits: [
        getter
          ? withoutUrl(node, url, options, file.source.text)
          : { range: url.range, text: quoted(role, file.source.text) },
      ],
    };
  }

  /** Whether a URL has anything to do with a variable. */
  #speaksOf(url: TSESTree.Node, variable: string, file: ProjectFile): boolean {
    return (
      new RegExp(`\\b${variable}\\b`).test(
        file.source.text.slice(...url.range),
      ) ||
      this.#originsOf(url, file).some((origin) => isVariable(origin, variable))
    );
  }

  /** Whether a URL is what a variable holds, and where that is not set, what its role would take. */
  #isUrlOf(
    url: TSESTree.Node,
    role: string,
    variable: string,
    file: ProjectFile,
  ): boolean {
    if (url.type === 'LogicalExpression' && url.operator !== '&&') {
      return (
        isConfigured(role, variable) &&
        this.#isOnly(url.left, variable, file) &&
        this.#isOnly(url.right, FALLBACK, file)
      );
    }
    return this.#isOnly(url, variable, file);
  }

  #isOnly(url: TSESTree.Node, variable: string, file: ProjectFile): boolean {
    const origins = this.#originsOf(url, file);
    return (
      origins.length > 0 &&
      origins.every((origin) => isVariable(origin, variable))
    );
  }

  #isObject(options: TSESTree.Node, file: ProjectFile): boolean {
    const origins = this.#originsOf(options, file);
    return origins.length > 0 && origins.every(({ kind }) => kind === 'object');
  }
}

/** A judgement that says what its open's role is, or why it gets no client of that. */
export function withRole(
  judgement: Judgement,
  found: OpenRole | undefined,
): Judgement {
  if (!found) return judgement;
  const said =
    'whyNot' in found
      ? `not by its role ${found.role}: ${found.whyNot}`
      : `the client of its role ${found.role}`;
  return { ...judgement, reason: `${judgement.reason}; ${said}` };
}

/** The call that gets the client of a role, where the open has one. */
export function forRole(
  rewrite: Rewrite,
  found: OpenRole | undefined,
): Rewrite {
  if (!found || 'whyNot' in found) return rewrite;
  const { name, edits, dropped } = found;
  return {
    ...rewrite,
    call: { ...rewrite.call, name },
    arguments: [...(rewrite.arguments ?? []), ...edits],
    dropped: [dropped],
  };
}

const PROCESS: ReadonlySet<string> = new Set(['process', 'node:process']);

/** `process.env.NAME`, however it was got. */
function isVariable(origin: Origin, variable: string): boolean {
  if (origin.kind !== 'global' && origin.kind !== 'module') return false;
  const root = origin.kind === 'global' ? origin.name : origin.source;
  const path = origin.path.filter((name) => name !== 'default');
  return (
    PROCESS.has(root) &&
    path.length === 2 &&
    path[0] === 'env' &&
    path[1] === variable
  );
}

/** `(url, options)` → `(options)`; a comment beside the URL stays. */
function withoutUrl(
  { range }: TSESTree.Node,
  url: TSESTree.Node,
  options: TSESTree.Node | undefined,
  text: string,
): Edit {
  const [, end] = url.range;
  const comma = /^\s*,\s*/.exec(text.slice(end, range[1]))?.[0] ?? '';
  const rest = end + comma.length;
  if (options) return { range: [url.range[0], rest], text: '' };
  const before = /\(\s*$/.exec(text.slice(range[0], url.range[0]))?.[0] ?? '';
  const after = /^\s*(?=\))/.exec(text.slice(rest, range[1]))?.[0] ?? '';
  // The parenthesis belongs to the callee, which is replaced.
  const start = url.range[0] - Math.max(before.length - 1, 0);
  return { range: [start, rest + after.length], text: '' };
}

function quoted(role: string, text: string): string {
  const quote = /["']/.exec(text)?.[0] ?? "'";
  return quote + role + quote;
}
