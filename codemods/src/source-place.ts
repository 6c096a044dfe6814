import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A place in a file. Lines and columns count from 1. */
export interface FilePlace {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/** The place in the source that a place in compiled code comes from, where there is a source map. */
export function sourceOf({
  path,
  line,
  column,
}: FilePlace): FilePlace | undefined {
  const map = mapOf(path);
  const entry = map?.findEntry(line - 1, column - 1);
  if (map === undefined || entry === undefined) return undefined;
  if (!('originalSource' in entry)) return undefined;
  const { originalSource, originalLine, originalColumn } = entry;
  const { sourceRoot } = map.payload as { readonly sourceRoot?: string };
  return {
    path: originalSource.startsWith('file:')
      ? fileURLToPath(originalSource)
      : resolve(dirname(path), sourceRoot ?? '', originalSource),
    line: originalLine + 1,
    column: originalColumn + 1,
  };
}

const maps = new Map<string, SourceMap | undefined>();

function mapOf(path: string): SourceMap | undefined {
  if (!maps.has(path)) maps.set(path, readMap(path));
  return maps.get(path);
}

const INLINE =
  /\/\/# sourceMappingURL=data:application\/json[^,]*;base64,(\S+)\s*$/;

/** The map next to a file, or the one at its end. */
function readMap(path: string): SourceMap | undefined {
  const text = read(`${path}.map`) ?? inlineMap(read(path) ?? '');
  if (text === undefined) return undefined;
  try {
    return new SourceMap(
      JSON.parse(text) as ConstructorParameters<typeof SourceMap>[0],
    );
  } catch {
    return undefined;
  }
}

function inlineMap(text: string): string | undefined {
  const [, base64] = INLINE.exec(text) ?? [];
  return base64 && Buffer.from(base64, 'base64').toString('utf8');
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
