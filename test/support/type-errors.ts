import ts from 'typescript';

/** Whatever a text is to be checked with. */
const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2023.d.ts', 'lib.esnext.disposable.d.ts'],
  module: ts.ModuleKind.Preserve,
  jsx: ts.JsxEmit.Preserve,
  experimentalDecorators: true,
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  types: ['node'],
};

/**
 * What the compiler says of files that need not exist, with the packages that
 * are installed around their paths. One program for all: most of the time goes
 * into the types of the drivers.
 *
 * @param more Options that only these texts want.
 */
export function typeErrorsIn(
  texts: ReadonlyMap<string, string>,
  more: ts.CompilerOptions = {},
): (path: string) => readonly string[] {
  const options = { ...OPTIONS, ...more };
  const host = ts.createCompilerHost(options);
  const program = ts.createProgram({
    rootNames: [...texts.keys()].filter((path) =>
      (more.allowJs ? /\.[cm]?[jt]sx?$/ : /\.[cm]?tsx?$/).test(path),
    ),
    options,
    host: {
      ...host,
      directoryExists: () => true,
      fileExists: (path) => texts.has(path) || host.fileExists(path),
      readFile: (path) => texts.get(path) ?? host.readFile(path),
      getSourceFile: (path, ...rest) => {
        const text = texts.get(path);
        return text === undefined
          ? host.getSourceFile(path, ...rest)
          : ts.createSourceFile(path, text, rest[0]);
      },
    },
  });
  return (path) =>
    ts
      .getPreEmitDiagnostics(program, program.getSourceFile(path))
      .map(({ messageText }) =>
        ts.flattenDiagnosticMessageText(messageText, ' '),
      );
}
