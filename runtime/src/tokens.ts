/** Where something with an inside begins and ends: no value is one of them. */
const OBJECT = Symbol('object');
const ARRAY = Symbol('array');
const BYTES = Symbol('bytes');
const END = Symbol('end');

type NamesOf = (value: object) => readonly string[];

/**
 * What values consist of, one thing after the other: the same for values of the
 * same content, different for any others. Plain data and bytes count by
 * content; functions, class instances and unique symbols are themselves.
 *
 * @param namesOf Lists the properties of an object, in the order they come in.
 */
export function tokensOf(
  values: readonly unknown[],
  namesOf: NamesOf,
): unknown[] {
  const tokens: unknown[] = [];
  for (const value of values) addTokens(value, namesOf, tokens, []);
  return tokens;
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

function addTokens(
  value: unknown,
  namesOf: NamesOf,
  tokens: unknown[],
  parents: object[],
): void {
  if (typeof value !== 'object' || value === null) {
    tokens.push(value);
  } else if (ArrayBuffer.isView(value)) {
    tokens.push(BYTES, value.constructor.name, base64Of(value));
  } else if (isData(value) && !parents.includes(value)) {
    parents.push(value);
    addInside(value, namesOf, tokens, parents);
    parents.pop();
  } else {
    tokens.push(value);
  }
}

function addInside(
  value: object,
  namesOf: NamesOf,
  tokens: unknown[],
  parents: object[],
): void {
  if (Array.isArray(value)) {
    tokens.push(ARRAY);
    for (const item of value) addTokens(item, namesOf, tokens, parents);
  } else {
    tokens.push(OBJECT);
    // `undefined` stays: `{ host: undefined }` inside `tls` overrides a value.
    for (const name of namesOf(value)) {
      tokens.push(name);
      const inner = (value as Record<string, unknown>)[name];
      addTokens(inner, namesOf, tokens, parents);
    }
  }
  tokens.push(END);
}

function isData(value: object): boolean {
  return Array.isArray(value) || isPlainObject(value);
}

function base64Of({ buffer, byteOffset, byteLength }: ArrayBufferView): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('base64');
}
