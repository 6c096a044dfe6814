import type { Options } from './client-key.js';
import { processWide } from './process-wide.js';

/** The options that hold definitions of commands. */
const NAMES = ['modules', 'functions', 'scripts'] as const;

/**
 * A function stands for each definition, as functions count by identity. They
 * are the same for all copies of this package, which use one directory.
 */
const { tokens, definitions } = processWide('node-redis definitions', () => ({
  tokens: new WeakMap<object, object>(),
  definitions: new WeakMap<object, object>(),
}));

/**
 * Options whose modules, function libraries and scripts count by identity. A
 * module has hundreds of functions: to read them on every call would take as
 * long as a command.
 */
export function withIdentities(options: unknown): unknown {
  return isDefining(options) ? mapped(options, tokenOf) : options;
}

/** The same options as they were. */
export function withoutIdentities<Given extends Options>(
  options: Given,
): Given {
  return isDefining(options) ? mapped(options, definitionOf) : options;
}

function isDefining(options: unknown): options is Options {
  return (
    typeof options === 'object' &&
    options !== null &&
    NAMES.some((name) => name in options)
  );
}

function mapped<Given extends Options>(
  options: Given,
  change: (value: unknown) => unknown,
): Given {
  const copy: Options = { ...options };
  for (const name of NAMES) {
    const group = copy[name];
    if (typeof group !== 'object' || group === null) continue;
    copy[name] = Object.fromEntries(
      Object.entries(group).map(([key, value]) => [key, change(value)]),
    );
  }
  return copy as Given;
}

function tokenOf(definition: unknown): unknown {
  if (typeof definition !== 'object' || definition === null) return definition;
  const known = tokens.get(definition);
  if (known !== undefined) return known;
  const token = () => definition;
  tokens.set(definition, token);
  definitions.set(token, definition);
  return token;
}

function definitionOf(token: unknown): unknown {
  return definitions.get(token as object) ?? token;
}
