import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const SCENARIO = `
import { Redis } from 'ioredis';
import { acquireSubmitLock } from './dist/tasks/blast/submit-lock.js';

const redis = new Redis(process.env.REDIS_URL);
const holder = () => redis.get('blast:submit-lock:slow');
const first = await acquireSubmitLock('slow', 100);
const whileHeld = await acquireSubmitLock('slow');
while (await holder()) await new Promise((done) => setTimeout(done, 10));
const second = await acquireSubmitLock('slow');
const lateRelease = await first.release();
const afterLateRelease =
  (await holder()) === second.token && 'token of the second holder';
const ownRelease = await second.release();
const afterOwnRelease = await holder();
console.log(JSON.stringify({
  whileHeld, tokensDiffer: first.token !== second.token,
  lateRelease, afterLateRelease, ownRelease, afterOwnRelease,
}));
process.exit();
`;

/**
 * Two holders of one lock, the first of them too slow: it releases when the
 * lock is the second one's. Runs where the compiled module is, in a process
 * of its own, because connections that are never closed would outlive a test.
 */
export async function runLockScenario(
  dir: string,
  redisUrl: string,
): Promise<unknown> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', SCENARIO],
    { cwd: dir, env: { ...process.env, REDIS_URL: redisUrl }, timeout: 20_000 },
  );
  return JSON.parse(stdout);
}
