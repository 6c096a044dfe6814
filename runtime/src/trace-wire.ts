/** Gets the name of each command as it was sent, and its words where asked for. */
export type OnCommand = (name: string, args: readonly string[]) => void;

const STAR = 42;
const DOLLAR = 36;
const CR = 13;
const LINE_END = 2;

/** Options stand before keys and values; what is longer is none of them. */
const MOST_WORDS = 12;
const LONGEST_WORD = 64;

const NO_WORDS: readonly string[] = [];
const START = /^\*\d+\r\n(\$\d+\r\n|$)/;

/** Whether what is written first to a socket is a Redis command. */
export function isCommand(chunk: unknown): boolean {
  if (typeof chunk !== 'string' && !ArrayBuffer.isView(chunk)) return false;
  return START.test(
    typeof chunk === 'string'
      ? chunk.slice(0, 30)
      : bytesOf(chunk).toString('latin1', 0, 30),
  );
}

/**
 * Reads the commands that a driver writes to its socket, cut into chunks
 * anywhere. Values are passed over by their length, so that their size is no
 * cost, and are kept nowhere.
 */
export class CommandReader {
  readonly #onCommand: OnCommand;
  readonly #needsWords: (name: string) => boolean;
  /** How many parts of the command are still to come. */
  #left = 0;
  /** How many bytes of a part are still to be passed over. */
  #skip = 0;
  #name: string | undefined;
  #words: string[] | undefined;
  /** The start of a part that is not there as a whole. */
  #rest: Buffer | undefined;

  /**
   * @param onCommand called for each command
   * @param needsWords of which commands the words are wanted, too
   */
  constructor(onCommand: OnCommand, needsWords: (name: string) => boolean) {
    this.#onCommand = onCommand;
    this.#needsWords = needsWords;
  }

  read(chunk: unknown, encoding?: unknown): void {
    if (typeof chunk === 'string') {
      const isText = encoding === undefined || encoding === 'utf8';
      if (isText && this.#isBetweenCommands()) this.#readText(chunk);
      else this.#readBytes(Buffer.from(chunk, encodingOf(encoding)));
    } else if (ArrayBuffer.isView(chunk)) {
      this.#readBytes(bytesOf(chunk));
    }
  }

  #isBetweenCommands(): boolean {
    return this.#left === 0 && this.#skip === 0 && this.#rest === undefined;
  }

  /** The usual case: whole commands, in ASCII. All else is read as bytes. */
  #readText(text: string): void {
    let at = 0;
    while (at < text.length) {
      const next = this.#commandIn(text, at);
      if (next === undefined) {
        this.#readBytes(Buffer.from(text.slice(at)));
        return;
      }
      at = next;
    }
  }

  /** Where the next command starts; nothing where this one is no plain text. */
  #commandIn(text: string, start: number): number | undefined {
    if (text.charCodeAt(start) !== STAR) return undefined;
    let at = start + 1;
    const parts = numberAt(text, at);
    if (parts === undefined || parts === 0) return undefined;
    at += digitsOf(parts) + LINE_END;

    let name = '';
    let words: string[] | undefined;
    for (let part = 0; part < parts; part++) {
      if (text.charCodeAt(at) !== DOLLAR) return undefined;
      const length = numberAt(text, at + 1);
      if (length === undefined) return undefined;
      const from = at + 1 + digitsOf(length) + LINE_END;
      const to = from + length;
      // A length counts bytes: with other letters it leads beyond the part's end.
      if (lineEnd(text, from) !== to) return undefined;
      if (part === 0) {
        name = text.slice(from, to);
        if (this.#needsWords(name)) words = [];
      } else if (words !== undefined && words.length < MOST_WORDS) {
        words.push(length > LONGEST_WORD ? '' : text.slice(from, to));
      }
      at = to + LINE_END;
    }
    this.#onCommand(name, words ?? NO_WORDS);
    return at;
  }

  #readBytes(chunk: Buffer): void {
    const bytes =
      this.#rest === undefined ? chunk : Buffer.concat([this.#rest, chunk]);
    this.#rest = undefined;
    let at = 0;
    while (at < bytes.length) {
      if (this.#skip > 0) {
        const skipped = Math.min(this.#skip, bytes.length - at);
        this.#skip -= skipped;
        at += skipped;
        continue;
      }
      const next = this.#partIn(bytes, at);
      if (next === undefined) {
        // The driver may use its memory again.
        this.#rest = Buffer.from(bytes.subarray(at));
        return;
      }
      if (next === LOST) {
        this.#left = 0;
        return;
      }
      at = next;
    }
  }

  /** Where the next part starts; nothing where this one is not all there. */
  #partIn(bytes: Buffer, start: number): number | undefined {
    const end = bytes.indexOf(CR, start);
    if (end === -1 || end + 1 === bytes.length) return undefined;
    const number = Number(bytes.toString('latin1', start + 1, end));
    const at = end + LINE_END;
    if (this.#left === 0) {
      if (bytes[start] !== STAR || !(number > 0)) return LOST;
      this.#left = number;
      this.#name = undefined;
      this.#words = undefined;
      return at;
    }
    if (bytes[start] !== DOLLAR || !(number >= 0)) return LOST;
    const isName = this.#name === undefined;
    const isWord =
      isName || (this.#words !== undefined && this.#words.length < MOST_WORDS);
    if (isWord && number <= LONGEST_WORD) {
      if (at + number + LINE_END > bytes.length) return undefined;
      const word = bytes.toString('latin1', at, at + number);
      if (isName) this.#startCommand(word);
      else this.#words?.push(word);
      this.#endPart();
      return at + number + LINE_END;
    }
    if (isName) this.#startCommand('');
    else if (isWord) this.#words?.push('');
    this.#skip = number + LINE_END;
    this.#endPart();
    return at;
  }

  #startCommand(name: string): void {
    this.#name = name;
    if (this.#needsWords(name)) this.#words = [];
  }

  #endPart(): void {
    this.#left -= 1;
    if (this.#left === 0) {
      this.#onCommand(this.#name ?? '', this.#words ?? NO_WORDS);
    }
  }
}

/** What follows is no command: reading goes on with the next chunk. */
const LOST = -1;

function numberAt(text: string, start: number): number | undefined {
  let number = 0;
  for (let at = start; ; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit >= 0 && digit <= 9) number = number * 10 + digit;
    else return at > start && digit === CR - 48 ? number : undefined;
  }
}

/** Where a line ends; a search of its own is slower for short ones. */
function lineEnd(text: string, from: number): number {
  for (let at = from; at < from + LONGEST_WORD; at++) {
    if (text.charCodeAt(at) === CR) return at;
  }
  return text.indexOf('\r', from);
}

function digitsOf(number: number): number {
  let digits = 1;
  for (let rest = number; rest >= 10; rest /= 10) digits++;
  return digits;
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

function encodingOf(encoding: unknown): BufferEncoding {
  return typeof encoding === 'string' && Buffer.isEncoding(encoding)
    ? encoding
    : 'utf8';
}
