import { enclosingFunction } from 'eslint-plugin-shared-redis/analysis';

import { UsageError } from '../usage-error.js';
import type { Exports } from './exports.js';
import type { IsWhole } from './importers.js';
import type { ProjectOpen } from './openers.js';

/** An opener that is migrated as one: nothing calls it but what is seen. */
export interface NamedOpener {
  /** From the root of the project. */
  readonly file: string;
  /** As the file exports it. */
  readonly name: string;
}

/** Whether an export is an opener of which only the calls that are seen count. */
export function isWholeFor(openers: readonly NamedOpener[]): IsWhole {
  return ({ file, name, held }) =>
    openers.some(
      (opener) =>
        opener.file === file &&
        // `module.exports = { name }` exports all of it at once.
        opener.name === (name ?? held.path[0] ?? 'default'),
    );
}

/** @throws {UsageError} for a name that no opener of its file has */
export function refuseOtherNames(
  openers: readonly NamedOpener[],
  opens: readonly ProjectOpen[],
  exports: Exports,
): void {
  for (const { file, name } of openers) {
    const found = new Set(
      opens
        .filter((each) => each.file.file === file)
        .flatMap(({ open, file: in_ }) => {
          const fn = enclosingFunction(open.node);
          return fn && open.returns.some((each) => each.fn === fn)
            ? exports.namesOf(fn, in_)
            : [];
        }),
    );
    if (found.has(name)) continue;
    const has = found.size > 0 ? [...found].join(', ') : 'none';
    throw new UsageError(
      `--opener: ${file} exports no function ${name} that opens a client and returns it; it exports ${has}.`,
    );
  }
}
