import * as v from 'valibot';

import { redact } from './redact.js';
import { problemOf } from './plan-text.js';
import { UsageError } from './usage-error.js';

/** The version of the format of a trace. */
const TRACE_VERSION = 1;

const FRAME = v.object({
  name: v.exactOptional(v.string()),
  file: v.string(),
  line: v.number(),
  column: v.number(),
  package: v.exactOptional(v.string()),
});

const TRACE = v.object({
  version: v.literal(TRACE_VERSION),
  processes: v.array(
    v.object({
      files: v.record(v.string(), v.string()),
      opens: v.array(
        v.object({
          driver: v.string(),
          via: v.exactOptional(v.string()),
          site: v.exactOptional(FRAME),
          stack: v.array(FRAME),
          opened: v.number(),
          open: v.number(),
          commands: v.number(),
          stateful: v.record(v.string(), v.number()),
        }),
      ),
    }),
  ),
});

/** What `shared-redis/trace` has written, as far as a plan needs it. */
export type Trace = v.InferOutput<typeof TRACE>;

/** What one stack of the program opened. */
export type TracedOpen = Trace['processes'][number]['opens'][number];

/** A line of a stack. */
export type Frame = v.InferOutput<typeof FRAME>;

/**
 * Reads a trace.
 *
 * @param text what `shared-redis/trace` wrote
 * @param name what messages call it; default: `the trace`
 * @throws {UsageError} where it is no trace of this version
 */
export function readTrace(text: string, name = 'the trace'): Trace {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new UsageError(`${name} is not JSON. Trace the program again.`);
  }
  const found = v.safeParse(v.object({ version: v.number() }), json);
  if (found.success && found.output.version !== TRACE_VERSION) {
    throw new UsageError(
      `${name} has version ${found.output.version}, and this command reads version ${TRACE_VERSION}. Install shared-redis and shared-redis-codemod of the same version, and trace the program again.`,
    );
  }
  const { success, output, issues } = v.safeParse(TRACE, json, {
    abortEarly: true,
  });
  if (success) return output;
  throw new UsageError(
    redact(
      `${name} is no trace of shared-redis/trace: ${problemOf(issues[0])}.`,
    ),
  );
}
