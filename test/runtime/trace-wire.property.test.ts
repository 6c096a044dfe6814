import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { CommandReader, isCommand } from '../../runtime/src/trace-wire.ts';

const word = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc.constantFrom('', '\r\n', '$3\r\nget\r\n', '*1\r\n$4\r\nPING\r\n', 'ü'),
  fc.string({ minLength: 60, maxLength: 200 }),
);
const name = fc.constantFrom('get', 'SET', 'xread', 'SUBSCRIBE', 'größe');
const command = fc.tuple(name, fc.array(word, { maxLength: 15 }));

const encoded = ([first, args]: readonly [string, readonly string[]]) =>
  [first, ...args].reduce(
    (text, part) => `${text}$${Buffer.byteLength(part)}\r\n${part}\r\n`,
    `*${args.length + 1}\r\n`,
  );

/** The same bytes, cut at some places. */
function chunksOf(bytes: Buffer, cuts: readonly number[]): readonly Buffer[] {
  const places = cuts.map((cut) => cut % (bytes.length + 1));
  const sorted = [0, ...places.sort((a, b) => a - b), bytes.length];
  return sorted.slice(1).map((to, i) => bytes.subarray(sorted[i], to));
}

function read(chunks: readonly (string | Buffer)[]): string[] {
  const names: string[] = [];
  const reader = new CommandReader(
    (each) => names.push(each),
    (each) => each === 'xread',
  );
  for (const chunk of chunks) reader.read(chunk, undefined);
  return names.map((each) => Buffer.from(each, 'latin1').toString());
}

it('reads every command from bytes that are cut anywhere', () => {
  fc.assert(
    fc.property(
      fc.array(command, { maxLength: 8 }),
      fc.array(fc.nat(), { maxLength: 10 }),
      (commands, cuts) => {
        const bytes = Buffer.from(commands.map(encoded).join(''));
        expect(read(chunksOf(bytes, cuts))).toEqual(
          commands.map(([first]) => first),
        );
      },
    ),
  );
});

it('reads every command from texts that drivers write, one or many at once', () => {
  const ascii = fc.tuple(
    fc.constantFrom('get', 'SET', 'xread'),
    fc.array(word, { maxLength: 15 }),
  );
  fc.assert(
    fc.property(fc.array(fc.array(ascii, { minLength: 1 })), (batches) => {
      const texts = batches.map((batch) => batch.map(encoded).join(''));
      expect(read(texts)).toEqual(batches.flat().map(([first]) => first));
    }),
  );
});

it('gives the words of the commands that ask for them, as far as they are options', () => {
  const seen: (readonly string[])[] = [];
  const reader = new CommandReader(
    (_, words) => seen.push(words),
    (each) => each === 'xread',
  );
  reader.read(encoded(['xread', ['BLOCK', '5', 'STREAMS', 'x'.repeat(99)]]));
  reader.read(encoded(['get', ['key']]));
  expect(seen).toEqual([['BLOCK', '5', 'STREAMS', ''], []]);
});

it('goes on after what it cannot read', () => {
  expect(read(['PING\r\n', encoded(['get', ['a']])])).toEqual(['get']);
});

it.each(['GET / HTTP/1.1\r\n', '*', '*1 \r\n', '', '\x16\x03\x01'])(
  'takes %j for no command',
  (text) => {
    expect(isCommand(text)).toBe(false);
    expect(isCommand(Buffer.from(text))).toBe(false);
  },
);
