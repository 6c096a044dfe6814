import { join } from 'node:path';

import type { TSESTree } from '@typescript-eslint/utils';
import {
  type Analysis,
  analyze,
  type SourceInput,
} from 'eslint-plugin-shared-redis/analysis';

import { parse } from '../parse.js';
import { readBytes } from '../read-bytes.js';
import { type TextFacts, TextReader } from './text-facts.js';

/** A file of the project that was parsed. */
export interface ProjectFile {
  /** Its path from the root of the project, with forward slashes. */
  readonly file: string;
  /** Without a byte order mark. */
  readonly text: string;
  readonly source: SourceInput;
  readonly analysis: Analysis;
}

/** Files that can be parsed. */
const SOURCE = /\.[cm]?[jt]sx?$/;

/** How much text is kept in memory, in characters. Of a project with more, each file is read again when it is asked for. */
const MOST_KEPT = 32_000_000;

/** The files of a project, read and parsed when they are asked for. */
export class Sources {
  readonly root: string;
  /** Relative to the root, with forward slashes. */
  readonly files: ReadonlySet<string>;
  readonly #parsed = new Map<string, ProjectFile | undefined>();
  readonly #byTree = new WeakMap<TSESTree.Node, ProjectFile>();
  /** Nothing once they are too many. */
  #texts: Map<string, string> | undefined = new Map<string, string>();
  #kept = 0;
  readonly #reader = new TextReader();
  readonly #facts = new Map<string, TextFacts>();
  readonly #withWord = new Map<string, ReadonlySet<string>>();

  constructor(root: string, files: readonly string[]) {
    this.root = root;
    this.files = new Set(files);
  }

  /** The text of a file, empty where it cannot be read. */
  text(file: string): string {
    const known = this.#texts?.get(file);
    if (known !== undefined) return known;
    const text = this.#bytes(file)
      .toString('utf8')
      .replace(/^\uFEFF/, '');
    this.#kept += text.length;
    if (this.#kept > MOST_KEPT) this.#texts = undefined;
    this.#texts?.set(file, text);
    return text;
  }

  /** Valid until the next file is read. */
  #bytes(file: string): Buffer {
    try {
      return readBytes(join(this.root, file));
    } catch {
      return Buffer.alloc(0);
    }
  }

  /** The files that hold a word. */
  withWord(word: string): ReadonlySet<string> {
    let found = this.#withWord.get(word);
    if (!found) {
      const escaped = word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
      const whole = new RegExp(`(?<![\\w$])${escaped}(?![\\w$])`);
      found = new Set(
        [...this.files].filter((file) => {
          const text = this.#textWith(word, file);
          return text !== undefined && whole.test(text);
        }),
      );
      this.#withWord.set(word, found);
    }
    return found;
  }

  /** The text of a file, if a piece of text is in it: in most it is not, and bytes are searched faster than they are decoded. */
  #textWith(piece: string, file: string): string | undefined {
    if (!this.#texts && !this.#bytes(file).includes(piece)) return undefined;
    const text = this.text(file);
    return text.includes(piece) ? text : undefined;
  }

  /** What the text of a file shows. */
  facts(file: string): TextFacts {
    let found = this.#facts.get(file);
    if (!found) {
      found = this.#reader.factsOf(this.text(file));
      this.#facts.set(file, found);
    }
    return found;
  }

  /** A parsed file; `undefined` where it has a syntax error or is in another language. */
  parsed(file: string): ProjectFile | undefined {
    if (!this.#parsed.has(file)) {
      this.#remember(file, this.#tryParse(file));
    }
    return this.#parsed.get(file);
  }

  /** What there is to see in a file that then is forgotten: trees take most of the memory. `undefined` where it cannot be parsed. */
  glimpse<Seen>(
    file: string,
    look: (parsed: ProjectFile) => Seen,
  ): Seen | undefined {
    const parsed = this.#parsed.has(file)
      ? this.#parsed.get(file)
      : this.#tryParse(file);
    return parsed && look(parsed);
  }

  #remember(file: string, parsed: ProjectFile | undefined): void {
    this.#parsed.set(file, parsed);
    if (parsed) this.#byTree.set(parsed.source.ast, parsed);
  }

  #tryParse(file: string): ProjectFile | undefined {
    // A component can look like JSX, and then its script like text.
    if (!SOURCE.test(file)) return undefined;
    try {
      return parseFile(file, this.text(file));
    } catch {
      return undefined;
    }
  }

  /** The file that a node is in. */
  fileOf(node: TSESTree.Node): ProjectFile | undefined {
    let root = node;
    while (root.parent) root = root.parent;
    return this.#byTree.get(root);
  }

  /**
   * Parses a file and remembers it.
   *
   * @throws the parser's error, for a file with a syntax error
   */
  parse(file: string, text: string): ProjectFile {
    const parsed = parseFile(file, text);
    this.#remember(file, parsed);
    return parsed;
  }
}

function parseFile(file: string, text: string): ProjectFile {
  const source = parse(text, file);
  return { file, text, source, analysis: analyze(source) };
}
