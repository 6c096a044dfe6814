import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import {
  type Analysis,
  analyze,
  type SourceInput,
} from 'eslint-plugin-shared-redis/analysis';

import { parse } from '../parse.js';

/** A file of the project that was parsed. */
export interface ProjectFile {
  /** Its path from the root of the project, with forward slashes. */
  readonly file: string;
  /** Without a byte order mark. */
  readonly text: string;
  readonly source: SourceInput;
  readonly analysis: Analysis;
}

/** What is imported, required or exported from a module, as it is written. Too many rather than too few: a comment counts too. */
const SPECIFIER =
  /\b(?:from|import|require\w*|import\w+)\s*(?:<[^>(]*>)?\s*\(?\s*(?:\/\*[^*]*\*\/\s*)?(?:"([^"\n]+)"|'([^'\n]+)'|`([^`\n$]+)`)/g;

/** What a function that `createRequire` made may be called with. */
const RELATIVE_ARGUMENT = /\(\s*(?:"(\.[^"\n]+)"|'(\.[^'\n]+)')/g;

/** Files that can be parsed. */
const SOURCE = /\.[cm]?[jt]sx?$/;

/** How much text is kept in memory, in characters; the rest is read again. */
const MOST_KEPT = 32_000_000;

/** The files of a project, read and parsed when they are asked for. */
export class Sources {
  readonly root: string;
  /** Relative to the root, with forward slashes. */
  readonly files: ReadonlySet<string>;
  readonly #parsed = new Map<string, ProjectFile | undefined>();
  readonly #texts = new Map<string, string>();
  #kept = 0;
  readonly #withAny = new Map<string, readonly string[]>();
  readonly #withWord = new Map<string, readonly string[]>();
  readonly #specifiers = new Map<string, readonly string[]>();
  /** One copy of each text: a part of a file would keep all of it. */
  readonly #interned = new Map<string, string>();

  constructor(root: string, files: readonly string[]) {
    this.root = root;
    this.files = new Set(files);
  }

  /** The text of a file, empty where it cannot be read. */
  text(file: string): string {
    const known = this.#texts.get(file);
    if (known !== undefined) return known;
    const text = this.#read(file);
    if (this.#kept + text.length <= MOST_KEPT) {
      this.#kept += text.length;
      this.#texts.set(file, text);
    }
    return text;
  }

  #read(file: string): string {
    try {
      const text = readFileSync(join(this.root, file), 'utf8');
      return text.startsWith('\uFEFF') ? text.slice(1) : text;
    } catch {
      return '';
    }
  }

  /** The files that hold any of some pieces of text. */
  withAny(...pieces: readonly string[]): readonly string[] {
    const key = pieces.join('\0');
    let found = this.#withAny.get(key);
    if (!found) {
      found = [...this.files].filter((file) => this.#holdsAny(file, pieces));
      this.#withAny.set(key, found);
    }
    return found;
  }

  #holdsAny(file: string, pieces: readonly string[]): boolean {
    const text = this.text(file);
    return pieces.some((piece) => text.includes(piece));
  }

  /** The files that hold a word. */
  withWord(word: string): readonly string[] {
    let found = this.#withWord.get(word);
    if (!found) {
      const whole = new RegExp(
        `(?<![\\w$])${word.replaceAll('$', '\\$')}(?![\\w$])`,
      );
      found = this.withAny(word).filter((file) => whole.test(this.text(file)));
      this.#withWord.set(word, found);
    }
    return found;
  }

  /** What a file imports, as it is written. */
  specifiers(file: string, text?: string): readonly string[] {
    let found = this.#specifiers.get(file);
    if (!found) {
      found = this.#findSpecifiers(text ?? this.text(file));
      this.#specifiers.set(file, found);
    }
    return found;
  }

  #findSpecifiers(text: string): readonly string[] {
    const found = new Set<string>();
    for (const [, double, single, template] of [
      ...text.matchAll(SPECIFIER),
      ...(text.includes('createRequire')
        ? text.matchAll(RELATIVE_ARGUMENT)
        : []),
    ]) {
      found.add(this.#intern(double ?? single ?? template ?? ''));
    }
    return [...found];
  }

  #intern(text: string): string {
    const known = this.#interned.get(text);
    if (known !== undefined) return known;
    const copy = Buffer.from(text).toString();
    this.#interned.set(copy, copy);
    return copy;
  }

  /** A parsed file; `undefined` where it has a syntax error or is in another language. */
  parsed(file: string): ProjectFile | undefined {
    if (!this.#parsed.has(file)) this.#parsed.set(file, this.#tryParse(file));
    return this.#parsed.get(file);
  }

  #tryParse(file: string): ProjectFile | undefined {
    // A component can look like JSX, and then its script like text.
    if (!SOURCE.test(file)) return undefined;
    try {
      return this.parse(file, this.text(file));
    } catch {
      return undefined;
    }
  }

  /**
   * Parses a file and remembers it.
   *
   * @throws the parser's error, for a file with a syntax error
   */
  parse(file: string, text: string): ProjectFile {
    const source = parse(text, file);
    const parsed = { file, text, source, analysis: analyze(source) };
    this.#parsed.set(file, parsed);
    return parsed;
  }
}
