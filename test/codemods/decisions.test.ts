import { expect, it } from 'vitest';

import type { Decisions } from '../../codemods/src/decisions.ts';
import { rewrite } from '../../codemods/src/rewrite.ts';

const OPEN = `import Redis from 'ioredis';

export async function get(key: string) {
  const redis = new Redis('redis://a');
  const value = await redis.get(key);
  await redis.quit();
  return value;
}
`;
const SHARED = `import { getRedisClient } from 'shared-redis';

export async function get(key: string) {
  const redis = getRedisClient('redis://a');
  const value = await redis.get(key);
  return value;
}
`;

function decide(
  text: string,
  { verdict, action }: Partial<Record<keyof Decisions, string>>,
) {
  return rewrite(text, 'file.ts', {
    verdict: () => verdict as ReturnType<Decisions['verdict']>,
    action: () => action as ReturnType<Decisions['action']>,
  });
}

it('leaves an open and its closes alone that the reader takes over', () => {
  const { text, plan } = decide(OPEN, { verdict: 'manual' });
  expect(text).toBe(OPEN);
  expect(plan.sites[0]).toMatchObject({
    verdict: 'manual',
    reason: 'decided by hand',
  });
  expect(plan.closes[0]).toMatchObject({ action: 'keep' });
});

it('opens a dedicated client and keeps its closes', () => {
  const { text } = decide(OPEN, { verdict: 'dedicate' });
  expect(text).toContain(`openDedicatedRedisClient('redis://a')`);
  expect(text).toContain('await redis.quit();');
});

it('shares what the analysis would not, and removes its clean-up', () => {
  const listening = OPEN.replace(
    '  const value',
    `  redis.on('error', log);\n  const value`,
  );
  expect(rewrite(listening, 'file.ts').text).toBe(listening);
  expect(decide(listening, { verdict: 'share' }).text).toBe(
    SHARED.replace('  const value', `  redis.on('error', log);\n  const value`),
  );
});

it('shares although a close stays, and says which', () => {
  const used = OPEN.replace('  await redis.quit', '  const end = redis.quit');
  expect(rewrite(used, 'file.ts').text).toBe(used);
  const { text, plan } = decide(used, { verdict: 'share' });
  expect(text).toContain(`getRedisClient('redis://a')`);
  expect(text).toContain('const end = redis.quit();');
  expect(plan.closes).toMatchObject([
    {
      action: 'keep',
      reason:
        'the result of the close is used; make the close a statement of its own',
    },
  ]);
});

it('leaves another client alone that shares a close with one that is taken over', () => {
  const text = OPEN.replace(
    `new Redis('redis://a')`,
    `key ? new Redis('redis://a') : new Redis('redis://b')`,
  );
  const { plan } = rewrite(text, 'file.ts', {
    verdict: ({ column }) => (column === 23 ? 'manual' : undefined),
    action: () => undefined,
  });
  expect(plan.sites.map(({ verdict }) => verdict)).toEqual([
    'manual',
    'manual',
  ]);
});

it('does not rewrite what has no rewrite', () => {
  const text = `import Redis from 'ioredis';\nclass Mine extends Redis {}\nnew Mine().get('a');\n`;
  const { plan, text: after } = decide(text, { verdict: 'share' });
  expect(after).toBe(text);
  expect(plan.sites[0]).toMatchObject({ form: 'subclass', verdict: 'manual' });
});

it('keeps a close that the reader wants to keep', () => {
  const { text } = decide(OPEN, { action: 'keep' });
  expect(text).toContain(`getRedisClient('redis://a')`);
  expect(text).toContain('await redis.quit();');
});

it('removes a close of a client that stays as it is', () => {
  const { text } = decide(OPEN, { verdict: 'manual', action: 'remove' });
  expect(text).toBe(OPEN.replace('  await redis.quit();\n', ''));
});

it('does not remove a close that is no statement of its own', () => {
  const used = OPEN.replace('  await redis.quit', '  const end = redis.quit');
  const { plan } = decide(used, { verdict: 'share', action: 'remove' });
  expect(plan.closes[0]).toMatchObject({ action: 'keep' });
});
