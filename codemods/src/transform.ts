import { redact } from './redact.js';
import { rewrite } from './rewrite.js';

/** What jscodeshift hands to a transform, as far as this one reads it. */
export interface FileInfo {
  readonly path: string;
  readonly source: string;
}

/** What jscodeshift can do for a transform, as far as this one asks for it. */
export interface Api {
  /** Its own test utilities have none. */
  readonly report?: (message: string) => void;
}

/**
 * The jscodeshift transform: `jscodeshift -t transform.js --extensions=ts,js src`.
 * It sees one file at a time, and reports each open that it leaves to the
 * reader, mostly for what other files do. It edits text instead of reprinting a
 * tree, so it needs nothing else of jscodeshift's own API.
 *
 * @returns the new text, or `undefined` where the file stays as it is
 * @throws the parser's error, for a file with a syntax error; jscodeshift counts and reports it
 */
export default function transform(
  file: FileInfo,
  { report }: Api,
): string | undefined {
  const { plan, text } = rewrite(file.source, file.path);
  for (const { line, verdict, reason } of plan.sites) {
    if (verdict !== 'manual') continue;
    report?.(redact(`${file.path}:${line} is left to you: ${reason}`));
  }
  return text === file.source ? undefined : text;
}
