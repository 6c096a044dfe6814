/**
 * Isolates the tests of vitest from each other: after each one, every client
 * is closed and forgotten. For `setupFiles`.
 *
 * @module shared-redis/vitest
 */
import { afterAll, beforeEach } from 'vitest';
import { fileEnds, testEnds, testStarts } from './test-isolation.js';

beforeEach(({ task, onTestFinished }) => {
  testStarts(task);
  // Later than `afterEach` and than what fixtures clean up.
  onTestFinished(() => testEnds(task));
});

afterAll(fileEnds);
