import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { plan, type ProjectPlan } from '../../codemods/src/project.ts';

const LOCK = `import Redis from 'ioredis';

export async function lock(key: string) {
  const redis = new Redis('redis://bob:hunter2@db:6379', {
    password:
      'hunter3',
    ${'retryStrategyOfTheWholeApplication: 1, '.repeat(8)}
  });
  try {
    return await redis.set(key, '<b>&amp;"lock"</b>');
  } finally {
    await redis.quit();
  }
}
`;

const FILES: Readonly<Record<string, string>> = {
  'src/lock.ts': LOCK,
  'src/events.ts': `import Redis from 'ioredis';\n\nconst events = new Redis();\nvoid events.subscribe('</script><script>alert(1)</script>');\n`,
  'src/exported.ts': `import Redis from 'ioredis';\n\nexport const client = new Redis();\n`,
  [`src/${'deep-folder/'.repeat(12)}exported.ts`]: `import Redis from 'ioredis';\n\nexport const deep = new Redis();\n`,
  'src/broken.ts': `import Redis from 'ioredis';\nnew Redis(;\n`,
};

/** The plan of a small project that has everything a report can show. */
export function reportedProject(): ProjectPlan {
  const folder = mkdtempSync(join(tmpdir(), 'shared-redis-report-'));
  try {
    for (const [file, text] of Object.entries(FILES)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    return plan(['.'], { cwd: folder });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
