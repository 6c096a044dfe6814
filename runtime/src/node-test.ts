/**
 * Isolates the tests of node:test from each other: after each one, every
 * client is closed and forgotten. For `node --import` and for files of tests.
 *
 * @module shared-redis/node-test
 */
import { AsyncResource } from 'node:async_hooks';
import { after, beforeEach, type TestContext } from 'node:test';
import { fileEnds, testEnds, testStarts } from './test-isolation.js';

/** Hooks that are defined in here are of the file and not of a test. */
const ofFile = new AsyncResource('shared-redis/node-test');
let isFirst = true;

beforeEach((context) => {
  // Is given the test, also where the types allow for a suite.
  const test = context as TestContext;
  testStarts(test);
  // Hooks run in the order of their definition, and ours has to be the last:
  // defined when the test is over, or when the file is read.
  test.after(() => {
    test.after(() => testEnds(test));
  });
  if (isFirst) ofFile.runInAsyncScope(() => after(fileEnds));
  isFirst = false;
});
