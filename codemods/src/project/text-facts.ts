/** What a text shows before it is parsed. Too much rather than too little: a comment counts too. */
export interface TextFacts {
  /** What is imported, required or exported from other modules, as it is written. */
  readonly specifiers: readonly string[];
  /** Those of them that are exported again. */
  readonly reExported: readonly string[];
  /** Whether all of some file is imported, required or exported again. */
  readonly takesAll: boolean;
  /** Whether it imports what only the running program knows, and may say how the path starts: most say nothing. */
  readonly computes: 'nothing' | 'from a prefix' | 'from anything';
}

const SPECIFIER =
  /\b(?:from|import|require\w*|import\w+)\s*(?:<[^>(]*>)?\s*\(?\s*(?:\/\*[^*]*\*\/\s*)?(?:"([^"\n]+)"|'([^'\n]+)'|`([^`\n$]+)`)/g;

/** What a function that `createRequire` made may be called with. */
const RELATIVE_ARGUMENT = /\(\s*(?:"(\.[^"\n]+)"|'(\.[^'\n]+)')/g;

/** `export { name } from`, `export * from`, `export import name = require()`: up to the next module, whatever stands between. */
const RE_EXPORT =
  /\bexport\s*(?:(?:type\s*)?[*{][^]*?\bfrom|import\b[^]*?\()\s*(?:"([^"\n]+)"|'([^'\n]+)')/g;

const TAKES_ALL = /\*\s?as|export\s?\*|require|import\(/;

/** `import(name)`, `` require(`./lib/${name}`) ``, `require('./lib/' + name)`, `import.meta.glob()` */
const COMPUTED =
  /\b(?:import|require)\s*\(\s*(?:[^'"`\s)/]|`[^`\n]*\$\{|(?:'[^'\n]*'|"[^"\n]*")\s*\+)|\bimport\.meta\.glob|\brequire\.context\b/g;

/** Where in a computed import a path stands that it may start with. */
const RELATIVE = /['"`]\./;
const START_LENGTH = 200;

/** Finds what texts show. */
export class TextReader {
  /** One copy of each specifier: a part of a text would keep all of it. */
  readonly #interned = new Map<string, string>();

  factsOf(text: string): TextFacts {
    return {
      specifiers: this.#found(
        text.matchAll(SPECIFIER),
        text.includes('createRequire') ? text.matchAll(RELATIVE_ARGUMENT) : [],
      ),
      reExported: text.includes('export')
        ? this.#found(text.matchAll(RE_EXPORT))
        : NONE,
      takesAll: TAKES_ALL.test(text),
      computes: computedIn(text),
    };
  }

  #found(
    ...matches: readonly Iterable<readonly (string | undefined)[]>[]
  ): readonly string[] {
    const found = new Set<string>();
    for (const each of matches) {
      for (const [, ...written] of each) {
        found.add(
          this.#intern(written.find((text) => text !== undefined) ?? ''),
        );
      }
    }
    return found.size === 0 ? NONE : [...found];
  }

  #intern(text: string): string {
    const known = this.#interned.get(text);
    if (known !== undefined) return known;
    const copy = Buffer.from(text).toString();
    this.#interned.set(copy, copy);
    return copy;
  }
}

const NONE: readonly string[] = [];

function computedIn(text: string): TextFacts['computes'] {
  let computes: TextFacts['computes'] = 'nothing';
  for (const { index } of text.matchAll(COMPUTED)) {
    if (RELATIVE.test(text.slice(index, index + START_LENGTH))) {
      return 'from a prefix';
    }
    computes = 'from anything';
  }
  return computes;
}
