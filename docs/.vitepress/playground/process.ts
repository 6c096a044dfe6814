/** What ESLint and its parser for TypeScript read of Node's `process` when they are loaded. */
Object.assign(globalThis, {
  process: { cwd: () => '/', env: {}, platform: 'browser' },
});
