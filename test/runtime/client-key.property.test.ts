import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ioredisDriver } from '../../runtime/src/ioredis-driver.ts';
import { serialise } from '../../runtime/src/serialise.ts';

const parse = (options: unknown) =>
  ioredisDriver.parse(options, undefined, undefined);

const key = (options: unknown): string => ioredisDriver.key(parse(options));

const anyData = fc.anything({
  withNullPrototype: true,
  withTypedArray: true,
  withBigInt: true,
});

const redisOptions = fc.record(
  {
    host: fc.constantFrom('a', 'b', 'localhost'),
    port: fc.constantFrom(1, 2, 6379),
    db: fc.nat(3),
    password: fc.string({ minLength: 1 }),
    keyPrefix: fc.string(),
    tls: fc.record({ servername: fc.string() }),
    commandTimeout: fc.nat(),
  },
  { requiredKeys: [] },
);

describe('the key of a client', () => {
  it('does not depend on the order of the options', () => {
    fc.assert(
      fc.property(redisOptions, (options) => {
        const reversed = Object.fromEntries(Object.entries(options).reverse());
        expect(key(reversed)).toBe(key(options));
      }),
    );
  });

  it('differs whenever an option changes its meaning', () => {
    fc.assert(
      fc.property(redisOptions, redisOptions, (one, other) => {
        const [first, second] = [parse(one), parse(other)];
        expect(key(one) === key(other)).toBe(isSameJson(first, second));
      }),
    );
  });
});

describe('serialise', () => {
  it('gives a copy of plain data the same text', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(serialise(structuredClone(value))).toBe(serialise(value));
      }),
    );
  });

  it('tells different JSON values apart', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        expect(serialise(one) === serialise(other)).toBe(
          isSameJson(one, other),
        );
      }),
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(anyData, (value) => {
        expect(serialise(value)).toBe(serialise(value));
      }),
    );
  });
});

/** Compares as JSON does: -0 is 0, and the order of properties is nothing. */
function isSameJson(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(jsonCopy(one), jsonCopy(other));
}

function jsonCopy(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
