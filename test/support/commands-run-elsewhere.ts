/**
 * Commands of the pages that `npm run test:installs` does not run as they stand
 * there, and what runs their parts: lines of `.ci/run`, or a test by its file.
 */
export const RUN_ELSEWHERE: Readonly<Record<string, string>> = {
  'npm ci && npm test': '.ci/run',
  'npm ci && npm run demo': 'test/matrix/demo.ts',
};
