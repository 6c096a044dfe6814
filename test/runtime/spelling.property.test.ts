import { EventEmitter } from 'node:events';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SequenceMap } from '../../runtime/src/sequence-map.ts';
import { serialise } from '../../runtime/src/serialise.ts';
import { tokensOf } from '../../runtime/src/tokens.ts';

const spelling = (...values: readonly unknown[]) =>
  tokensOf(values, Object.keys);

/** `toEqual` would also compare the insides of functions and instances. */
const isSame = (one: readonly unknown[], other: readonly unknown[]) =>
  one.length === other.length && one.every((item, i) => item === other[i]);

const [instance, noop] = [new EventEmitter(), () => null];

/** Of so few parts that, among many, some are the same and others nearly so. */
const manyValues = fc.array(
  fc.anything({
    key: fc.constantFrom('a', '__proto__'),
    values: [
      fc.constantFrom<unknown>('a', '1', 1, 1n, null, undefined),
      fc.constantFrom<unknown>(Symbol.for('a'), Symbol('a'), noop),
      fc.constantFrom(instance, new EventEmitter()),
      fc.constantFrom('', 'a').map((text) => Buffer.from(text)),
      fc.constantFrom('', 'a').map((text) => new TextEncoder().encode(text)),
    ],
    maxDepth: 2,
    maxKeys: 2,
    withNullPrototype: true,
  }),
  { minLength: 100, maxLength: 200 },
);

describe('a spelling', () => {
  it('is the same for a copy of plain data', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const copy = spelling(structuredClone(value));
        expect(isSame(copy, spelling(value))).toBe(true);
      }),
    );
  });

  it('is the same only for values of the same meaning', () => {
    fc.assert(
      fc.property(manyValues, (all) => {
        const meanings = new SequenceMap<{ text: string }>();
        for (const value of all) {
          const text = serialise(value);
          const known = meanings.get(spelling(value));
          if (known) expect(known.text).toBe(text);
          meanings.set(spelling(value), { text });
        }
      }),
    );
  });

  it('tells where a value ends', () => {
    const alike: unknown[][] = [
      [[], []],
      [[[]]],
      [['a', 'b']],
      [['a'], 'b'],
      [{ a: 'b' }],
      [{ a: ['b'] }],
      [{ a: {}, b: 1 }],
      [{ a: { b: 1 } }],
      [Buffer.from('a')],
      ['Buffer', 'YQ=='],
      [{ a: undefined }],
      [{ a: 'undefined' }],
      [{}],
    ];
    const found = new SequenceMap<unknown[]>();
    for (const values of alike) found.set(spelling(...values), values);
    expect(found.size).toBe(alike.length);
    for (const values of alike) {
      expect(found.get(spelling(...values))).toBe(values);
    }
  });

  it('has an end where data contains itself', () => {
    const circular: Record<string, unknown> = { a: 1 };
    circular['self'] = circular;
    expect(isSame(spelling(circular), spelling(circular))).toBe(true);
    expect(isSame(spelling(circular), spelling({ ...circular }))).toBe(false);
  });
});

describe('SequenceMap', () => {
  const sequence = fc.array(fc.constantFrom<unknown>(1, '1', 'a', null), {
    maxLength: 4,
  });

  it('finds what a Map of the sequences as JSON finds', () => {
    fc.assert(
      fc.property(fc.array(sequence), sequence, (keys, other) => {
        const sequences = new SequenceMap<object>();
        const model = new Map<string, object>();
        for (const key of keys) {
          const value = {};
          sequences.set(key, value);
          model.set(JSON.stringify(key), value);
        }
        expect(sequences.size).toBe(model.size);
        for (const key of [...keys, other]) {
          expect(sequences.get(key)).toBe(model.get(JSON.stringify(key)));
        }
      }),
    );
  });

  it('is empty when cleared', () => {
    const sequences = new SequenceMap<object>();
    sequences.set([1, 2], {});
    sequences.clear();
    expect([sequences.size, sequences.get([1, 2])]).toEqual([0, undefined]);
  });
});
