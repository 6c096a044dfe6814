import { tokensOf } from './tokens.js';

/**
 * A text that is the same for values of the same meaning and differs
 * otherwise. Plain data and bytes count by content, whatever the order of
 * properties; functions, class instances and unique symbols by identity. Texts
 * hold secrets: never show one.
 */
export function serialise(value: unknown): string {
  return tokensOf([value], sortedNames).map(textOf).join();
}

function sortedNames(value: object): string[] {
  return Object.keys(value).sort();
}

function textOf(token: unknown): string {
  switch (typeof token) {
    case 'string':
      return quoted(token);
    case 'bigint':
      return `${token}n`;
    case 'symbol':
      return symbolText(token);
    case 'function':
      return identityOf(token);
    case 'object':
      return token === null ? 'null' : identityOf(token);
    default:
      return String(token);
  }
}

// The length says where a text ends, which is cheaper than escaping it.
function quoted(text: string): string {
  return `${text.length}"${text}`;
}

function symbolText(value: symbol): string {
  const shared = Symbol.keyFor(value);
  return shared === undefined
    ? identityOf(value as unknown as object)
    : `@${quoted(shared)}`;
}

const identities = new WeakMap<object, string>();
let identityCount = 0;

function identityOf(value: object): string {
  let identity = identities.get(value);
  if (identity === undefined) {
    identity = `#${++identityCount}`;
    identities.set(value, identity);
  }
  return identity;
}
