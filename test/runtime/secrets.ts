import fc from 'fast-check';

/** In every generated secret, and in nothing else. */
export const SECRET = 's3cret';

/** Of any characters: quotes, line breaks, `@`, `%`, `$&`, emoji. */
export const secret: fc.Arbitrary<string> = fc
  .tuple(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary-ascii' }))
  .map(([before, after]) => `${before}${SECRET}${after}`);

const url: fc.Arbitrary<string> = fc
  .record({
    protocol: fc.constantFrom('redis', 'rediss', 'REDIS', 'valkey'),
    user: fc.constantFrom('', 'user', `${SECRET}-user`),
    password: fc.oneof(secret, secret.map(encodeURIComponent)),
    host: fc.constantFrom('host', 'ho st', '[', '', 'a:b:c', 'host:99999'),
    rest: fc.constantFrom('', '/1', `/x?password=${SECRET}`, '#'),
  })
  .map(({ protocol, user, password, host, rest }) => {
    // What ends the host makes the user the host, which is no secret.
    const name = /[/?#\\]/.test(password) ? 'user' : user;
    return `${protocol}://${name}:${password}@${host}${rest}`;
  });

/** URLs, and what they become when somebody mistypes them. */
export const brokenUrl: fc.Arbitrary<string> = fc
  .tuple(
    url,
    fc.constantFrom<(url: string) => string>(
      (text) => text,
      (text) => text.replace('://', ':/'),
      (text) => text.replace('://', '//'),
      (text) => text.replace(/^\w+:\/\//, ''),
      (text) => text.replace('%', '%zz'),
      (text) => ` ${text}`,
    ),
  )
  .map(([text, mistype]) => mistype(text));

/** An object, with the same property in other places than usual. */
type Shape = (name: string, value: unknown) => object;

const SHAPES: readonly Shape[] = [
  (name, value) => ({ [name]: value }),
  (name, value) => Object.freeze({ [name]: value }),
  (name, value) => Object.defineProperty({}, name, { get: () => value }),
  (name, value) =>
    Object.defineProperty({}, name, { get: () => value, enumerable: true }),
  (name, value) => Object.create({ [name]: value }) as object,
  (name, value) =>
    Object.defineProperty({}, '__proto__', {
      value: { [name]: value },
      enumerable: true,
    }),
  (name, value) => ({ [Symbol(name)]: value, [Symbol.for(name)]: value }),
  (name, value) => {
    const circular: Record<string, unknown> = { natMap: { [name]: value } };
    circular['itself'] = circular;
    return circular;
  },
];

const HOLDERS: readonly ((text: string) => unknown)[] = [
  (text) => text,
  (text) => Buffer.from(text),
  (text) => [text, { text }],
  (text) => () => text,
  (text) => new Map([[text, text]]),
  (text) => Object.assign(new Error(text), { text }),
  (text) => Symbol(text),
];

/** Options of a lazy client with a secret somewhere among them. */
export const secretOptions: fc.Arbitrary<object> = fc
  .record({
    text: secret,
    name: fc.constantFrom('password', 'username', 'tls', 'family', 'other'),
    holder: fc.constantFrom(...HOLDERS),
    shape: fc.constantFrom(...SHAPES),
  })
  .map(({ text, name, holder, shape }) => {
    const options = shape(name, holder(text));
    if (Object.isFrozen(options)) {
      return Object.freeze({ ...options, lazyConnect: true });
    }
    return Object.assign(options, { lazyConnect: true });
  });
