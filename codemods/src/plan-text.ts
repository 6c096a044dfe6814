import * as v from 'valibot';

import { PLAN, type Plan, PLAN_VERSION } from './plan.js';
import { redact } from './redact.js';
import { UsageError } from './usage-error.js';

/** Where an editor finds the JSON Schema of a plan that stands in the project's root. */
const SCHEMA = './node_modules/shared-redis-codemod/plan.schema.json';

/** The plan as `--plan` writes it. */
export function writtenPlan(plan: Plan): string {
  return `${JSON.stringify({ $schema: SCHEMA, ...plan }, null, 2)}\n`;
}

/**
 * Reads a plan, which may have been edited.
 *
 * @param text what `--plan` wrote
 * @param name what messages call it; default: `the plan`
 * @throws {UsageError} where it is no plan of this version; the message names the field
 */
export function readPlan(text: string, name = 'the plan'): Plan {
  const json = parseJson(text, name);
  const found = v.safeParse(v.object({ version: v.number() }), json);
  if (found.success && found.output.version !== PLAN_VERSION) {
    throw new UsageError(
      `${name} has version ${found.output.version}, and this command reads version ${PLAN_VERSION}. Plan again with --plan.`,
    );
  }
  const { success, output, issues } = v.safeParse(PLAN, json, {
    abortEarly: true,
  });
  if (success) return output;
  throw new UsageError(`${name} is no plan: ${problemOf(issues[0])}.`);
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's message quotes the text, which may hold a password.
    throw new UsageError(`${name} is not JSON.`);
  }
}

/** What is wrong with a field of a file. */
export function problemOf(issue: v.BaseIssue<unknown>): string {
  const { type, expected, received, message } = issue;
  const field = fieldOf(issue);
  if (received === 'undefined') return `${field} is missing`;
  const wanted = type === 'regex' ? message : (expected ?? message);
  return `${field} has to be ${wanted} and is ${redact(received)}`;
}

/** `sites[3].verdict`; `files["a.ts"]` */
function fieldOf({ path }: v.BaseIssue<unknown>): string {
  const names = (path ?? []).map(({ key }) =>
    /^\w+$/.test(String(key)) && typeof key !== 'number'
      ? `.${String(key)}`
      : `[${JSON.stringify(key)}]`,
  );
  return names.join('').replace(/^\./, '') || 'it';
}
