/**
 * A text that is the same for values of the same meaning and differs
 * otherwise. Plain data and bytes count by content; functions, class instances
 * and unique symbols by identity. Texts hold secrets: never show one.
 */
export function serialise(value: unknown): string {
  return textOf(value, []);
}

/** An object literal, `JSON.parse` result or the like, of any realm. */
export function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return (
    prototype === null ||
    prototype === Object.prototype ||
    // Another realm's Object.prototype, for example that of a vm context.
    (Object.getPrototypeOf(prototype) === null &&
      Object.hasOwn(prototype as object, 'isPrototypeOf'))
  );
}

function textOf(value: unknown, parents: object[]): string {
  switch (typeof value) {
    case 'string':
      return quoted(value);
    case 'bigint':
      return `${value}n`;
    case 'symbol':
      return symbolText(value);
    case 'function':
      return identityOf(value);
    case 'object':
      return value === null ? 'null' : objectText(value, parents);
    default:
      return String(value);
  }
}

function objectText(value: object, parents: object[]): string {
  if (ArrayBuffer.isView(value)) return bytesText(value);
  const isArray = Array.isArray(value);
  const isData = isArray || isPlainObject(value);
  if (!isData || parents.includes(value)) return identityOf(value);

  parents.push(value);
  const text = isArray
    ? arrayText(value, parents)
    : plainText(value as Record<string, unknown>, parents);
  parents.pop();
  return text;
}

function arrayText(values: readonly unknown[], parents: object[]): string {
  let text = '[';
  for (const value of values) text += textOf(value, parents) + ',';
  return text + ']';
}

// `undefined` stays: `{ host: undefined }` inside `tls` overrides a value.
function plainText(value: Record<string, unknown>, parents: object[]): string {
  let text = '{';
  for (const name of Object.keys(value).sort()) {
    text += quoted(name) + ':' + textOf(value[name], parents) + ',';
  }
  return text + '}';
}

function bytesText(view: ArrayBufferView): string {
  const { buffer, byteOffset, byteLength } = view;
  const bytes = Buffer.from(buffer, byteOffset, byteLength);
  return `${view.constructor.name}:${bytes.toString('base64')}`;
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
