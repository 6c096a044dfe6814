// Writes plan.schema.json, which the package publishes, from the definition
// that types and validates a plan.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { toJsonSchema } from '@valibot/to-json-schema';

import { PLAN } from './src/plan.ts';

export const SCHEMA_FILE = join(import.meta.dirname, 'plan.schema.json');

/** The JSON Schema of a plan, as it is published. */
export function planSchema(): string {
  const schema = toJsonSchema(PLAN, {
    target: 'draft-07',
    // It says nothing about the data.
    ignoreActions: ['readonly'],
  });
  return `${JSON.stringify(schema, null, 2)}\n`;
}

if (process.argv[1] === import.meta.filename) {
  writeFileSync(SCHEMA_FILE, planSchema());
}
