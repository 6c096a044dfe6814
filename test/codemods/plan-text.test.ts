import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { planSchema, SCHEMA_FILE } from '../../codemods/plan-schema.ts';
import type { Plan } from '../../codemods/src/plan.ts';
import { readPlan, writtenPlan } from '../../codemods/src/plan-text.ts';

const PLAN: Plan = {
  version: 3,
  paths: ['src'],
  options: {},
  sites: [
    {
      file: 'a.ts',
      line: 4,
      column: 17,
      driver: 'ioredis',
      form: 'new',
      scope: 'function',
      repeated: true,
      purpose: 'commands',
      verdict: 'share',
      reason: 'only ordinary commands (GET)',
      evidence: [{ file: 'a.ts', line: 6, what: 'get' }],
    },
  ],
  closes: [
    { file: 'a.ts', line: 8, column: 17, action: 'remove', reason: 'clean-up' },
  ],
  files: { 'a.ts': 'a'.repeat(64) },
};

/** What is said of the plan with one field changed. */
function refusalOf(field: string, value: unknown): string {
  const plan: unknown = JSON.parse(writtenPlan(PLAN));
  const path = field.split('.');
  const last = path.pop() ?? '';
  let at = plan as Record<string, unknown>;
  for (const name of path) at = at[name] as Record<string, unknown>;
  at[last] = value;
  return refusal(JSON.stringify(plan));
}

function refusal(text: string): string {
  try {
    readPlan(text, 'plan.json');
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('it was read');
}

it('comes back as it was written', () => {
  expect(readPlan(writtenPlan(PLAN))).toEqual({
    $schema: './node_modules/shared-redis-codemod/plan.schema.json',
    ...PLAN,
  });
});

describe('a plan that cannot be read', () => {
  it('names the field, what it has to be and what it is', () => {
    expect(refusalOf('sites.0.verdict', 'shared')).toBe(
      'plan.json is no plan: sites[0].verdict has to be ("share" | "dedicate" | "manual") and is "shared".',
    );
    expect(refusalOf('closes.0.line', '8')).toBe(
      'plan.json is no plan: closes[0].line has to be number and is "8".',
    );
    expect(refusalOf('sites.0.line', 0)).toBe(
      'plan.json is no plan: sites[0].line has to be >=1 and is 0.',
    );
    expect(refusalOf('closes', undefined)).toBe(
      'plan.json is no plan: closes is missing.',
    );
    expect(refusalOf('files', { 'a.ts': 'b' })).toBe(
      'plan.json is no plan: files["a.ts"] has to be a SHA-256 and is "b".',
    );
    expect(refusal('"text"')).toBe(
      'plan.json is no plan: it has to be Object and is "text".',
    );
  });

  it('of another version asks to plan again', () => {
    expect(refusalOf('version', 1)).toBe(
      'plan.json has version 1, and this command reads version 3. Plan again with --plan.',
    );
  });

  it('that is no JSON is said to be none, without a password in it', () => {
    expect(refusal(`'redis://a:secret@b'`)).toBe('plan.json is not JSON.');
    expect(refusalOf('sites.0.verdict', 'redis://a:secret@b')).toContain(
      'redis://a:***@b',
    );
  });
});

it('has a published JSON Schema that is current: npm run docs:plan-schema', () => {
  expect(readFileSync(SCHEMA_FILE, 'utf8')).toBe(planSchema());
});
