import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { findRedisBinary } from './redis-binary.ts';

const siteFolder = mkdtempSync(join(tmpdir(), 'shared-redis-site-'));

/** Before any worker starts, so that no two of them install at once. */
export function setup(): void {
  process.env['REDIS_SERVER'] = findRedisBinary();
  process.env['SITE_FOLDER'] = siteFolder;
}

export function teardown(): void {
  rmSync(siteFolder, { recursive: true });
}
