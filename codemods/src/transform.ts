import { rewrite } from './rewrite.js';

/** What jscodeshift hands to a transform, as far as this one reads it. */
export interface FileInfo {
  readonly path: string;
  readonly source: string;
}

/**
 * The jscodeshift transform: `jscodeshift -t transform.js --extensions=ts,js src`.
 * It sees one file at a time, and edits text instead of reprinting a tree, so
 * it needs nothing of jscodeshift's own API.
 *
 * @returns the new text, or `undefined` where the file stays as it is
 * @throws the parser's error, for a file with a syntax error; jscodeshift counts and reports it
 */
export default function transform(file: FileInfo): string | undefined {
  const { text } = rewrite(file.source, file.path);
  return text === file.source ? undefined : text;
}
