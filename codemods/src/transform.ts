import type { API, FileInfo, Options } from 'jscodeshift';

import { rewrite } from './rewrite.js';

/**
 * The jscodeshift transform: `jscodeshift -t transform.js --extensions=ts,js src`.
 * It sees one file at a time, and edits text instead of reprinting a tree, so
 * it needs nothing of jscodeshift's API.
 *
 * @returns the new text, or `undefined` where the file stays as it is
 * @throws the parser's error, for a file with a syntax error; jscodeshift counts and reports it
 */
export default function transform(
  file: FileInfo,
  _api?: API,
  _options?: Options,
): string | undefined {
  const { text } = rewrite(file.source, file.path);
  return text === file.source ? undefined : text;
}
